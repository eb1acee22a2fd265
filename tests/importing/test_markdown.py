"""Texts with the marks of Markdown: what they say arrives, the marks do not; and no other text is
taken for one."""

import pytest

from importing.assembling import assemble
from importing.body_html import body_html
from importing.repairing import repair
from importing.sources.files import document_of

PROSE = "Hội viên góp 200 bao lúa giống cho bà con vùng lũ ở ba xã ven sông."


def nothing_beside(name: str) -> bytes:
    raise AssertionError(f"{name} was opened")


def body_of(text: str) -> str:
    markdown = f"# Hội viên góp lúa giống\n\n{PROSE}\n\n{text}\n\n{PROSE}\n"
    return body_html(
        assemble(repair(document_of("text", markdown.encode(), nothing_beside))).blocks
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Chữ **đậm**, *nghiêng*, ~~bỏ~~.", "<strong>đậm</strong>, <em>nghiêng</em>, <s>bỏ</s>."),
        ("Dấu \\*sao\\* và 5 * 3 * 2 và ten_tep_moi.", "*sao* và 5 * 3 * 2 và ten_tep_moi."),
        ("Mở **mà không đóng lại.", "Mở **mà không đóng lại."),
        ("Xem [trang cũ](https://cu.example.vn/a).", '<a href="https://cu.example.vn/a">trang cũ'),
        ("H<sub>2</sub>O và dòng<br>mới", "H<sub>2</sub>O và dòng<br>mới"),
        ("Dòng một của đoạn\ndòng hai của đoạn.", "Dòng một của đoạn dòng hai của đoạn."),
        ("| Ấp | Hộ |\n|---|--:|\n| Một | 12 |", "<th>Ấp</th><th>Hộ</th></tr><tr><td>Một</td>"),
        ("> Lời của bà con.", "<blockquote><p>Lời của bà con.</p></blockquote>"),
        ("1. Một việc\n2. Hai việc", "<ol><li>Một việc</li><li>Hai việc</li></ol>"),
        ("1) Một việc\n2) Hai việc", "<p>1) Một việc</p>\n<p>2) Hai việc</p>"),
        ("- Một\n  - Con của một\n- Hai", "<li>Một<ul><li>Con của một</li></ul></li><li>Hai</li>"),
        ("Kết quả\n-------", "<h2>Kết quả</h2>"),
        ("Theo số liệu[^1].\n\n[^1]: Báo cáo năm 2022.", "<sup>1</sup> Báo cáo năm 2022."),
        ("```\nmột dòng * chữ\n```", "<p>một dòng * chữ</p>"),
    ],
)
def test_marks_become_what_they_mean(written: str, shown: str) -> None:
    assert shown in body_of(written)


@pytest.mark.parametrize(
    "line",
    ["#honghanh2023 #mualua", "* Ghi chú: số liệu tạm tính", "Mua 3*4 cái", "[1] Trang 5"],
)
def test_signs_of_other_texts_stay(line: str) -> None:
    text = f"Hội viên góp lúa giống\n\n{PROSE}\n\n{PROSE}\n\n{line}\n\n{PROSE}\n"
    blocks = assemble(repair(document_of("text", text.encode(), nothing_beside))).blocks
    assert line.removeprefix("* ") in body_html(blocks)
