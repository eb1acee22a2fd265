"""What a Word file shows arrives, what it hides does not: shapes as Word writes them."""

import html
import io
import re
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from PIL import Image

from importing.assembling import assemble
from importing.body_html import body_html, photos
from importing.document import PictureMissing
from importing.imported_page import ImportedPage
from importing.repairing import repair
from importing.sources.word import reader
from tests.importing.word_files import (
    CENTRE,
    RIGHT,
    levels,
    numbered,
    p,
    picture,
    r,
    relation,
    table,
    word_file,
)

TITLE = "Hội Làm vườn huyện trao sinh kế cho 12 hộ hội viên"
LEAD = "Sáng 14-3, Hội Làm vườn huyện trao 12 suất sinh kế cho hội viên khó khăn của ba xã."
FIRST = "Mỗi suất gồm 30 cây bưởi giống và 200 kg phân hữu cơ, do hội viên các chi hội đóng góp."
LAST = "Đến nay toàn huyện có 148 hộ thoát nghèo nhờ mô hình này; Hội đặt mục tiêu thêm 20 hộ."
BOLD = "<w:b/>"


def article(*body: str, **parts: Any) -> ImportedPage:
    """The article in a file with a title, a lead and this body."""
    return page(p(r(TITLE, BOLD), properties=CENTRE), p(LEAD), *body, **parts)


def page(*body: str, **parts: Any) -> ImportedPage:
    return assemble(repair(reader.read(io.BytesIO(word_file("".join(body), **parts)))))


def body_of(*body: str, **parts: Any) -> str:
    return body_html(article(*body, p(LAST), **parts).blocks)


def words_of(page: ImportedPage) -> str:
    captions = " ".join(f"{photo.caption} {photo.credit}" for photo in photos(page.blocks))
    names = " ".join(f"{byline.role} {byline.name}" for byline in page.bylines)
    body = html.unescape(re.sub(r"<[^>]+>", " ", body_html(page.blocks)))
    return f"{page.title} {page.lead} {body} {captions} {names}"


def test_nothing_but_normal_with_a_title_in_capitals_over_two_lines() -> None:
    found = page(
        p(r("HỘI LÀM VƯỜN HUYỆN TRAO SINH KẾ", BOLD), properties=CENTRE),
        p(r("CHO 12 HỘ HỘI VIÊN", BOLD), properties=CENTRE),
        p(LEAD),
        p(picture("rId5", "Vườn")),
        p(r("Đại diện Hội trao cây giống", "<w:i/>"), properties=CENTRE),
        p(FIRST),
        p(LAST),
        p(r("Lê Thị Hoa", BOLD), properties=RIGHT),
        relations=relation("rId5", "media/image1.jpeg"),
    )
    assert found.title == "HỘI LÀM VƯỜN HUYỆN TRAO SINH KẾ CHO 12 HỘ HỘI VIÊN"
    assert found.lead == LEAD
    assert [byline.name for byline in found.bylines] == ["Lê Thị Hoa"]
    assert [photo.caption for photo in photos(found.blocks)] == ["Đại diện Hội trao cây giống"]
    assert body_html(found.blocks) == f"<p>[ảnh 1]</p>\n<p>{FIRST}</p>\n<p>{LAST}</p>"


def test_tracked_changes_show_what_was_inserted_and_nothing_deleted() -> None:
    changed = p(
        r("Đạt "),
        f'<w:del w:id="1" w:author="A">{r("85").replace("w:t", "w:delText")}</w:del>',
        f'<w:ins w:id="2" w:author="A">{r("92")}</w:ins>',
        r("% kế hoạch năm, "),
        f"<w:moveFrom>{r('chỗ cũ')}</w:moveFrom><w:moveTo>{r('chỗ mới')}</w:moveTo>",
    )
    found = article(changed, p(LAST))
    assert "Đạt 92% kế hoạch năm, chỗ mới" in body_html(found.blocks)
    assert "85" not in words_of(found)
    assert "chỗ cũ" not in words_of(found)
    assert any("Track Changes" in decision for decision in found.report.decisions)


def test_deleted_end_of_a_paragraph_joins_the_two() -> None:
    first = p("Câu thứ nhất nối ", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert "<p>Câu thứ nhất nối với câu thứ hai.</p>" in body_of(first, p("với câu thứ hai."))


def test_hidden_text_stays_hidden_by_itself_and_by_its_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="an"><w:name w:val="an"/><w:rPr><w:vanish/></w:rPr>'
        '</w:style><w:style w:styleId="con"><w:name w:val="con"/><w:basedOn w:val="an"/></w:style>'
    )
    found = article(
        p(r("Hiện "), r("bí mật một", "<w:vanish/>"), r("bí mật hai", '<w:rStyle w:val="con"/>')),
        p(r("hiện lại", '<w:rStyle w:val="an"/><w:vanish w:val="0"/>'), " ở đây."),
        p(LAST),
        styles=styles,
    )
    assert "bí mật" not in words_of(found)
    assert "hiện lại ở đây." in words_of(found)
    assert any("chữ ẩn" in decision for decision in found.report.decisions)


def test_comments_and_field_codes_are_no_text() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("12")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    comment = '<w:commentRangeStart w:id="0"/>'
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    found = article(
        p("Trang ", field, " và ", f'<w:fldSimple w:instr=" SEQ ">{r("7")}</w:fldSimple>'),
        p(comment, "Đã duyệt chi.", reference),
        p(LAST),
        parts={"word/comments.xml": "<c>Hỏi lại kế toán</c>"},
    )
    assert "Trang 12 và 7" in words_of(found)
    assert "PAGE" not in words_of(found)
    assert "kế toán" not in words_of(found)
    assert any("1 lời bình" in decision for decision in found.report.decisions)


def test_labels_of_numbering_read_as_they_are_printed() -> None:
    numbering = levels(("decimal", "Điều %1."), ("lowerLetter", "%2)"), ("upperRoman", "%3."))
    body = body_of(
        p("Phạm vi áp dụng của quy định", properties=numbered(0)),
        p("mọi hội viên;", properties=numbered(1)),
        p("mọi chi hội.", properties=numbered(1)),
        p("Hiệu lực của quy định", properties=numbered(0)),
        p("từ ngày ký;", properties=numbered(1)),
        numbering=numbering,
    )
    text = re.sub(r"<[^>]+>", "", body)
    assert [line.partition(" ")[0] for line in text.splitlines()][:5] == [
        "Điều",
        "a)",
        "b)",
        "Điều",
        "a)",
    ]
    assert "Điều 2. Hiệu lực" in text


def test_plain_numbers_become_a_list_with_the_right_start() -> None:
    numbering = levels(("decimal", "%1."), identity=1, start=4)
    body = body_of(
        p("Một việc", properties=numbered(0)),
        p("Hai việc", properties=numbered(0)),
        numbering=numbering,
    )
    assert '<ol start="4"><li>Một việc</li><li>Hai việc</li></ol>' in body


def test_bullets_become_a_list_and_restarted_numbers_begin_anew() -> None:
    numbering = levels(("bullet", "\uf0b7")) + (
        levels(("decimal", "%1."), identity=2)
        + '<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = body_of(
        p("Sách", properties=numbered(0)),
        p("Vở", properties=numbered(0)),
        p("Xếp hàng", properties=numbered(0, 2)),
        p("Vào lớp", properties=numbered(0, 2)),
        p("Sau giờ học các em làm hai việc nữa:"),
        p("Quét lớp", properties=numbered(0, 3)),
        numbering=numbering,
    )
    assert "<ul><li>Sách</li><li>Vở</li></ul>" in body
    assert "<ol><li>Xếp hàng</li><li>Vào lớp</li></ol>" in body
    assert "<ol><li>Quét lớp</li></ol>" in body


def test_numbered_headings_stay_headings_by_their_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/><w:pPr>'
        f"{numbered(0)}</w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/></w:style>'
    )
    body = body_of(
        p("Kết quả", properties='<w:pStyle w:val="u1"/>'),
        p(FIRST),
        p("Về trồng trọt", properties='<w:pStyle w:val="u2"/>'),
        p(FIRST),
        styles=styles,
        numbering=levels(("upperRoman", "%1.")),
    )
    assert "<h2>I. Kết quả</h2>" in body
    assert "<h3>Về trồng trọt</h3>" in body


def test_both_ends_of_a_footnote_arrive() -> None:
    note = (
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        '<w:footnoteReference w:id="2"/></w:r>'
    )
    found = article(
        p("Theo số liệu năm 2022", note, " thì vậy."),
        p(LAST),
        p("Lê Thị Hoa"),
        footnotes='<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p(r(" Báo cáo của Hội."))}</w:footnote>',
    )
    body = body_html(found.blocks)
    assert "Theo số liệu năm 2022<sup>1</sup> thì vậy." in body
    assert body.endswith("<p><sup>1</sup> Báo cáo của Hội.</p>")
    assert [byline.name for byline in found.bylines] == ["Lê Thị Hoa"]


def test_sub_super_struck_links_and_drop_caps_keep_their_meaning() -> None:
    body = body_of(
        p(r("N"), properties='<w:framePr w:dropCap="drop"/>'),
        p(
            "ước ở đây có CO",
            r("2", '<w:vertAlign w:val="subscript"/>'),
            r(" thừa", "<w:strike/>"),
            f'<w:hyperlink r:id="rId9">{r(" xem thêm")}</w:hyperlink>',
            ".",
        ),
        relations=relation("rId9", "https://example.vn/a", "hyperlink", "External"),
    )
    assert "<p>Nước ở đây có CO<sub>2</sub><s> thừa</s>" in body
    assert '<a href="https://example.vn/a"> xem thêm</a>.' in body


def test_table_keeps_its_merged_cells() -> None:
    merged = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    down, on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    body = body_of(
        table(
            [merged + p("Diện tích"), p("Số hộ")],
            [down + p("Bưởi"), p("12"), p("3")],
            [on + p(), p("15"), p("4")],
        )
    )
    assert '<tr><td colspan="2">Diện tích</td><td>Số hộ</td></tr>' in body
    assert '<tr><td rowspan="2">Bưởi</td><td>12</td><td>3</td></tr>' in body
    assert "<tr><td>15</td><td>4</td></tr>" in body


def test_pictures_in_a_table_get_the_captions_of_their_cells() -> None:
    relations = "".join(relation(f"rId{i}", f"media/{i}.jpeg") for i in range(1, 5))
    found = article(
        p(FIRST),
        table(
            [p(picture("rId1")), p(picture("rId2"))],
            [p(picture("rId3")) + p("Trao cây giống"), p(picture("rId4")) + p("Trao phân bón")],
        ),
        p(LAST),
        relations=relations,
    )
    assert len(photos(found.blocks)) == 4
    text = " ".join(photo.caption for photo in photos(found.blocks))
    assert ("Trao cây giống" in text, "Trao phân bón" in text) == (True, True)
    assert "Trao cây giống" not in body_html(found.blocks)


def test_caption_in_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('Thầy trò trong vườn trường. Ảnh: Minh Tâm')}</w:txbxContent>"
    run = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp>'
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = article(
        p(FIRST),
        p(picture("rId5", kind="anchor"), run),
        p(LAST),
        relations=relation("rId5", "media/image1.png"),
    )
    assert words_of(found).count("Thầy trò trong vườn trường") == 1
    (photo,) = photos(found.blocks)
    assert (photo.caption, photo.credit) == ("Thầy trò trong vườn trường.", "Minh Tâm")


def test_picture_that_is_only_linked_is_named_at_its_place() -> None:
    found = article(
        p(picture("rId5", link="link")),
        p(LAST),
        relations=relation("rId5", "file:///C:/anh/vuon.jpg", mode="External"),
    )
    (photo,) = photos(found.blocks)
    assert (photo.handle, photo.name) == ("", "vuon.jpg")
    with pytest.raises(PictureMissing):
        found.document.open_picture(photo.handle)


def test_letterhead_and_its_signatures_lose_no_word() -> None:
    found = page(
        table(
            [p("HỘI LÀM VƯỜN"), p(r("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD))],
            [p("Số: 12/BC-HLV"), p("An Phú, ngày 14 tháng 3 năm 2023")],
        ),
        p(r("BÁO CÁO", BOLD), properties=CENTRE),
        p(r("Về việc trao sinh kế năm 2023", BOLD), properties=CENTRE),
        p(LEAD),
        p(FIRST),
        p(LAST),
        table([p("Nơi nhận:") + p("- Như trên;"), p("CHỦ TỊCH") + p("Trần Văn Hậu")]),
    )
    assert found.title == "BÁO CÁO Về việc trao sinh kế năm 2023"
    for words in ("HỘI LÀM VƯỜN", "Số: 12/BC-HLV", "Nơi nhận:", "Trần Văn Hậu"):
        assert words_of(found).count(words) == 1


def test_formula_is_read_in_its_order() -> None:
    formula = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
        "</m:sSup><m:r><m:t>=4</m:t></m:r></m:oMath>"
    )
    assert "ta có x<sup>2</sup>=4" in body_of(p("Khi đó ta có ", formula))


def test_file_made_by_python_docx_is_read_with_its_pictures() -> None:
    made = WordDocument()
    made.add_heading(TITLE, 0)
    lead = made.add_paragraph(LEAD)
    lead.runs[0].bold = True
    photo = io.BytesIO()
    Image.new("RGB", (400, 300), "green").save(photo, "PNG")
    photo.seek(0)
    made.add_picture(photo)
    caption = made.add_paragraph("Vườn bưởi ở ấp 3", style="Caption")
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_heading("Tiếp sức đúng chỗ", 1)
    made.add_paragraph(FIRST).runs[0].font.size = Pt(13)
    made.add_paragraph("Cây giống", style="List Bullet")
    made.add_paragraph("Phân bón", style="List Bullet")
    made.add_paragraph(LAST)
    made.add_paragraph("Bài, ảnh: Lê Thị Hoa").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    file = io.BytesIO()
    made.save(file)
    found = assemble(repair(reader.read(file)))
    assert (found.title, found.lead) == (TITLE, LEAD)
    assert body_html(found.blocks).splitlines() == [
        "<p>[ảnh 1]</p>",
        "<h2>Tiếp sức đúng chỗ</h2>",
        f"<p>{FIRST}</p>",
        "<ul><li>Cây giống</li><li>Phân bón</li></ul>",
        f"<p>{LAST}</p>",
    ]
    (placed,) = photos(found.blocks)
    assert placed.caption == "Vườn bưởi ở ấp 3"
    assert found.document.open_picture(placed.handle).startswith(b"\x89PNG")
    assert [(byline.role, byline.name) for byline in found.bylines] == [("Bài, ảnh", "Lê Thị Hoa")]


def test_style_without_a_type_and_unknown_styles_do_no_harm() -> None:
    styles = '<w:style w:styleId="x"><w:basedOn w:val="x"/></w:style>'
    body = body_of(
        p("Một câu.", properties='<w:pStyle w:val="x"/>'),
        p("Hai câu.", properties='<w:pStyle w:val="không có"/>'),
        styles=styles,
    )
    assert "<p>Một câu.</p>\n<p>Hai câu.</p>" in body


@pytest.mark.parametrize("is_control", [True, False], ids=["content control", "styles alone"])
def test_table_of_contents_is_left_out_and_named(is_control: bool) -> None:
    entry = (
        '<w:p><w:pPr><w:pStyle w:val="MucLuc1"/></w:pPr><w:hyperlink w:anchor="_Toc1">'
        f'{r("Việc đã làm")}<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        "<w:instrText> PAGEREF _Toc1 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="
        f'"separate"/></w:r>{r("2")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>'
    )
    heading = p("MỤC LỤC", properties='<w:pStyle w:val="DauMucLuc"/>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{heading}{entry}</w:sdtContent>"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/></w:style>'
        for identity, name in [
            ("MucLuc1", "toc 1"),
            ("DauMucLuc", "TOC Heading"),
            ("H", "heading 1"),
        ]
    )
    found = page(
        p(r(TITLE, BOLD), properties=CENTRE),
        f"{control}</w:sdt>" if is_control else heading + entry,
        p(LEAD),
        p("Việc đã làm", properties='<w:pStyle w:val="H"/>'),
        p(FIRST),
        p(LAST),
        styles=styles,
    )
    assert found.lead == LEAD
    assert body_html(found.blocks) == f"<h2>Việc đã làm</h2>\n<p>{FIRST}</p>\n<p>{LAST}</p>"
    assert any("mục lục" in sentence for sentence in found.report.decisions)
