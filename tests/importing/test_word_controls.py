"""Content controls of Word files: what people filled in is read, what asks them to is not."""

import io
from typing import Any

import pytest

from importing.assembling import assemble
from importing.body_html import body_html
from importing.repairing import repair
from importing.sources.word import reader
from tests.importing.importing_pages import FIRST, LAST, LEAD, TITLE
from tests.importing.word_files import CENTRE, p, r, word_file


@pytest.mark.parametrize("shape", ["body", "inline", "cell", "note"])
def test_invitation_of_a_control_that_nobody_filled_in_is_not_read(shape: str) -> None:
    """Word keeps it in the file as text, marked w:showingPlcHdr."""
    asks = r("Bấm vào đây để nhập văn bản.", '<w:rStyle w:val="PlaceholderText"/>')

    def control(content: str) -> str:
        mark = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        return f"<w:sdt>{mark}<w:sdtContent>{content}</w:sdtContent></w:sdt>"

    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('12 hộ')}</w:sdtContent></w:sdt>"
    parts: dict[str, Any] = {}
    body = {
        "body": control(p(asks)) + p(r("Có "), filled, r(" nhận quà.")),
        "inline": p(r("Có "), filled, control(asks), r(" nhận quà.")),
        "cell": (
            "<w:tbl><w:tr><w:tc>"
            + p("Số hộ")
            + "</w:tc>"
            + control(f"<w:tc>{p(asks)}</w:tc>")
            + "</w:tr><w:tr><w:tc>"
            + p("Cộng")
            + f"</w:tc><w:tc>{p(filled)}</w:tc></w:tr></w:tbl>"
        ),
        "note": p(r("Có "), filled, '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" nhận.")),
    }[shape]
    if shape == "note":
        parts["footnotes"] = f'<w:footnote w:id="2">{p(r("Theo xã. "), control(asks))}</w:footnote>'
    title = p(r(TITLE, "<w:b/>"), properties=CENTRE)
    file = word_file("".join([title, p(LEAD), p(FIRST), body, p(LAST)]), **parts)
    found = assemble(repair(reader.read(io.BytesIO(file))))
    shown = body_html(found.blocks)
    assert (found.title, found.lead) == (TITLE, LEAD)
    assert "Bấm vào đây" not in shown
    assert "12 hộ" in shown
    if shape == "cell":
        assert shown.count("<td") + shown.count("<th") == 4
    assert any("gợi ý chưa điền" in line for line in found.report.decisions + found.report.doubts)
