"""Other pages of the same two sites, made up: each shape that an article there may take."""

import unicodedata
from collections.abc import Callable
from datetime import datetime

import pytest

from importing.body_html import body_html
from importing.imported_page import ImportedByline
from importing.sources.refusals import ImportRefused
from tests.importing.importing_pages import (
    DONG_NAI_HEAD,
    DONG_NAI_TAIL,
    FIRST,
    LAST,
    LEAD,
    NBSP,
    SECOND,
    TITLE,
    TRA_VINH_TAIL,
    caption_of,
    dong_nai,
    indented,
    items_of,
    kinds_of,
    text_of,
    tra_vinh,
    words_of,
)
from tests.importing.reading import parse_saved_page

BODY = (indented(FIRST), indented(SECOND), indented(LAST))
SIGN = "Bài, ảnh: Lê Thị Hoa"


def sign_of(text: str) -> list[tuple[str, str]]:
    return [(byline.role, byline.name) for byline in parse_saved_page(text).bylines]


def test_tra_vinh_page_without_pictures_has_paragraphs_only() -> None:
    page = parse_saved_page(tra_vinh(*BODY, sign=SIGN))
    assert (page.title, page.lead, kinds_of(page)) == (TITLE, LEAD, "ppp")
    assert words_of(page) == " ".join([TITLE, LEAD, FIRST, SECOND, LAST, SIGN]).split()


def test_dong_nai_page_without_pictures_has_paragraphs_only() -> None:
    page = parse_saved_page(dong_nai(FIRST, SECOND, LAST, sign="Minh Tâm"))
    assert (page.title, page.lead, kinds_of(page)) == (TITLE, LEAD, "ppp")
    assert page.bylines == [ImportedByline("", "Minh Tâm")]


def test_captions_of_tra_vinh_stay_at_their_places() -> None:
    captions = [
        "Đồng chí Nguyễn Văn A phát biểu tại hội nghị",
        "Trao Giấy khen cho các đảng viên\nhoàn thành xuất sắc nhiệm vụ",
        "Vườn cây của hội viên huyện Càng Long",
    ]
    broken = captions[1].replace("\n", "\n\n")
    text = tra_vinh(captions[0], BODY[0], broken, BODY[1], captions[2], BODY[2], sign=SIGN)
    page = parse_saved_page(text)
    assert kinds_of(page) == "fpfpfp"
    assert [caption_of(page.blocks[i]) for i in (0, 2, 4)] == captions
    assert body_html(page.blocks).startswith("<p>[ảnh 1]</p>\n<p>Trong năm qua")
    assert body_html(page.blocks).count("[ảnh") == 3


def test_captions_of_dong_nai_stay_at_their_places() -> None:
    hole = f"\n\n{NBSP}\n\n"
    first, last = "Quang cảnh hội nghị", "Các đại biểu chụp ảnh lưu niệm với Ban Chấp hành"
    text = dong_nai(f"{hole}{first}", FIRST, SECOND, LAST, f"{hole}{last}", sign="Dương Phúc")
    page = parse_saved_page(text)
    assert kinds_of(page) == "fpppf"
    assert [caption_of(page.blocks[0]), caption_of(page.blocks[-1])] == [first, last]
    assert page.bylines == [ImportedByline("", "Dương Phúc")]


def test_two_pictures_in_a_row_keep_two_captions() -> None:
    text = tra_vinh("Quang cảnh hội nghị", "Các đại biểu tham dự hội nghị", *BODY)
    assert kinds_of(parse_saved_page(text)) == "ffppp"


def test_headings_of_both_shapes_become_h2() -> None:
    text = dong_nai("1. Về công tác chính trị, tư tưởng", FIRST, "Kết quả nổi bật", SECOND, LAST)
    assert kinds_of(parse_saved_page(text)) == "hphpp"
    text = tra_vinh(indented("Nhiệm vụ trọng tâm năm 2022"), *BODY)
    page = parse_saved_page(text)
    assert kinds_of(page) == "hppp"
    assert "<h2>Nhiệm vụ trọng tâm năm 2022</h2>" in body_html(page.blocks)


def test_caption_without_clear_signs_is_doubted() -> None:
    page = parse_saved_page(dong_nai(FIRST, "Vườn bưởi da xanh của hội viên", SECOND, LAST))
    assert any("Vườn bưởi da xanh" in doubt for doubt in page.report.doubts)


def test_long_title_is_the_whole_line() -> None:
    title = (
        "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh phối hợp với Sở Giáo dục và Đào tạo, Tỉnh "
        "đoàn tổ chức tổng kết và trao giải Cuộc thi Sáng tạo dành cho thanh thiếu niên, nhi đồng "
        "tỉnh Trà Vinh lần thứ 9"
    )
    assert len(title) > 150
    assert parse_saved_page(tra_vinh(*BODY, title=title)).title == title
    assert parse_saved_page(dong_nai(FIRST, LAST, title=title)).title == title


def test_title_broken_over_two_lines_is_joined() -> None:
    broken = "Chi bộ Hội Làm vườn tỉnh\ntổng kết công tác năm 2021"
    assert parse_saved_page(tra_vinh(*BODY, title=broken)).title == broken.replace("\n", " ")
    assert parse_saved_page(dong_nai(FIRST, LAST, title=broken)).title == broken.replace("\n", " ")


def test_title_may_end_as_a_question() -> None:
    title = "Vì sao nông dân cần chuyển đổi số trong sản xuất nông nghiệp?"
    assert parse_saved_page(tra_vinh(*BODY, title=title)).title == title


def test_caption_between_title_and_text_is_not_the_title() -> None:
    text = f"{TITLE}\n\nQuang cảnh hội nghị\n\n{LEAD}\n\n{FIRST}\n\n{LAST}\n{TRA_VINH_TAIL}"
    page = parse_saved_page(text)
    assert (page.title, page.lead, kinds_of(page)) == (TITLE, LEAD, "fpp")


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("Bài, ảnh: Lê Thị Hoa", [("Bài, ảnh", "Lê Thị Hoa")]),
        ("Bài: Lê Thị Hoa - Ảnh: Minh Tâm", [("Bài", "Lê Thị Hoa"), ("Ảnh", "Minh Tâm")]),
        ("Bài: Lê Thị Hoa\n\nẢnh: Minh Tâm", [("Bài", "Lê Thị Hoa"), ("Ảnh", "Minh Tâm")]),
        ("Tin, ảnh: Minh Tâm", [("Tin, ảnh", "Minh Tâm")]),
        ("Tin: Minh Tâm", [("Tin", "Minh Tâm")]),
        ("Tổng hợp: Minh Tâm", [("Tổng hợp", "Minh Tâm")]),
        ("Thực hiện: Minh Tâm", [("", "Thực hiện: Minh Tâm")]),
        ("Theo Báo Trà Vinh", [("Theo", "Báo Trà Vinh")]),
        ("Nguồn: Cổng thông tin Liên hiệp Hội", [("Nguồn", "Cổng thông tin Liên hiệp Hội")]),
        ("Minh Tâm (tổng hợp)", [("", "Minh Tâm (tổng hợp)")]),
        ("ThS. Trần Quang Toại", [("", "ThS. Trần Quang Toại")]),
        ("Ban Biên tập", [("", "Ban Biên tập")]),
        ("(Theo Báo Đồng Nai)", [("", "(Theo Báo Đồng Nai)")]),
        ("", []),
    ],
)
def test_byline_is_read_in_every_form(sign: str, expected: list[tuple[str, str]]) -> None:
    assert sign_of(tra_vinh(*BODY, sign=sign)) == expected
    assert sign_of(dong_nai(FIRST, SECOND, LAST, sign=sign)) == expected


def test_source_that_is_an_address_is_also_the_link() -> None:
    page = parse_saved_page(tra_vinh(*BODY, sign="Nguồn: https://example.vn/bai-1"))
    assert page.bylines == [
        ImportedByline("Nguồn", "https://example.vn/bai-1", "https://example.vn/bai-1")
    ]


def test_unknown_role_is_kept_whole_and_doubted() -> None:
    page = parse_saved_page(tra_vinh(*BODY, sign="Thực hiện: Minh Tâm"))
    assert any("Thực hiện: Minh Tâm" in doubt for doubt in page.report.doubts)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("Cập nhật: 08-12-2021 02:50", datetime(2021, 12, 8, 2, 50)),
        ("Cập nhật: 8/12/2021 14:05", datetime(2021, 12, 8, 14, 5)),
        ("Cập nhật ngày 08/12/2021", datetime(2021, 12, 8)),
        ("Cập nhật lúc 14:05, ngày 8/12/2021", datetime(2021, 12, 8, 14, 5)),
        ("Ngày đăng: 08/12/2021 - 14h05", datetime(2021, 12, 8, 14, 5)),
        ("", None),
    ],
)
def test_stamp_is_read_day_first(stamp: str, expected: datetime | None) -> None:
    page = parse_saved_page(dong_nai(FIRST, LAST, stamp=stamp))
    assert (page.stamp, page.title, page.lead) == (expected, TITLE, LEAD)


@pytest.mark.parametrize(
    "stamp", ["Cập nhật: 31-11-2021 02:50", "Cập nhật: 08-12-2021 25:00", "Cập nhật: 01-01-0001"]
)
def test_stamp_that_names_no_real_moment_is_doubted(stamp: str) -> None:
    page = parse_saved_page(dong_nai(FIRST, LAST, stamp=stamp))
    assert (page.stamp, page.title) == (None, TITLE)
    assert any(stamp in doubt for doubt in page.report.doubts)


def test_dashed_lines_become_one_list() -> None:
    text = tra_vinh(
        indented("Hội nghị thống nhất các nhiệm vụ chủ yếu năm 2022 như sau:"),
        "- Giữ vững kỷ cương;\n- Kết nạp 02 đảng viên;\n\n- Chăm lo đời sống.",
        *BODY,
    )
    page = parse_saved_page(text)
    assert kinds_of(page) == "plppp"
    assert "<ul><li>Giữ vững kỷ cương;</li><li>Kết nạp" in body_html(page.blocks)


def test_numbers_at_the_start_of_lines_stay() -> None:
    text = dong_nai(FIRST, "1. Chi bộ đã kết nạp 02 đảng viên mới trong năm.", "2. Không vi phạm.")
    assert [text_of(block)[:2] for block in parse_saved_page(text).blocks[1:]] == ["1.", "2."]


def test_boilerplate_words_inside_sentences_stay() -> None:
    sentence = (
        "Tin khác cho biết cổng này có ô Tìm kiếm, mục Tuyên truyền, nút Đăng nhập và phần Thống "
        "kê truy cập để bạn đọc dùng."
    )
    text = tra_vinh(indented(sentence), "- Tìm kiếm\n- Tuyên truyền", *BODY)
    page = parse_saved_page(text)
    assert text_of(page.blocks[0]) == sentence
    assert items_of(page.blocks[1]) == ("Tìm kiếm", "Tuyên truyền")


def test_box_name_as_a_heading_of_the_article_stays() -> None:
    page = parse_saved_page(dong_nai(FIRST, "Tuyên truyền", SECOND, LAST))
    assert kinds_of(page) == "phpp"
    assert any("tuyên truyền" in doubt for doubt in page.report.doubts)


def test_figures_inside_an_article_are_not_a_counter() -> None:
    text = tra_vinh(indented(FIRST), indented("Tổng số: 165"), indented(SECOND), indented(LAST))
    assert "Tổng số: 165" in " ".join(words_of(parse_saved_page(text)))


def test_titles_and_teasers_of_other_news_are_dropped() -> None:
    tail = TRA_VINH_TAIL.replace(
        "Tin khác", f"Tin khác\nHội thảo về cây dừa sáp (05/12/2021)\n{FIRST}\n{SECOND}\n{LEAD}"
    )
    text = tra_vinh(*BODY, sign=SIGN).replace(TRA_VINH_TAIL, tail)
    page = parse_saved_page(text)
    assert words_of(page) == " ".join([TITLE, LEAD, FIRST, SECOND, LAST, SIGN]).split()
    assert any("nằm ngoài bài" in doubt for doubt in page.report.doubts)


def test_breadcrumb_and_menu_above_the_title_are_dropped() -> None:
    head = (
        "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT TỈNH TRÀ VINH\nTrang chủ\nGiới thiệu\nLiên hệ\n\n"
        "Trang chủ » Tin tức » Hoạt động chi bộ\n\n"
    )
    page = parse_saved_page(head + tra_vinh(*BODY, sign=SIGN))
    assert words_of(page) == " ".join([TITLE, LEAD, FIRST, SECOND, LAST, SIGN]).split()


def test_box_beside_the_article_may_come_first_on_the_page() -> None:
    page = parse_saved_page(f"Thống kê truy cập\n• Hôm nay: 14\n\n{tra_vinh(*BODY, sign=SIGN)}")
    assert (page.title, kinds_of(page)) == (TITLE, "ppp")


def test_page_without_boilerplate_is_read_whole() -> None:
    page = parse_saved_page("\n\n".join([f"{TITLE}\n{LEAD}", *BODY, SIGN]))
    assert words_of(page) == " ".join([TITLE, LEAD, FIRST, SECOND, LAST, SIGN]).split()


@pytest.mark.parametrize("make", [tra_vinh, dong_nai])
def test_line_ends_decomposed_marks_and_byte_order_mark_change_nothing(
    make: Callable[..., str],
) -> None:
    text = make(*BODY, sign=SIGN)
    plain = parse_saved_page(text)
    other = parse_saved_page("\ufeff" + unicodedata.normalize("NFD", text).replace("\n", "\r\n"))
    assert (other.title, other.lead, other.blocks, other.bylines, other.stamp) == (
        plain.title,
        plain.lead,
        plain.blocks,
        plain.bylines,
        plain.stamp,
    )


def test_text_with_markup_signs_is_escaped() -> None:
    page = parse_saved_page(
        tra_vinh(indented("Nhiệt độ < 30 & <b>ẩm</b> cao suốt cả vụ này."), *BODY)
    )
    assert "<p>Nhiệt độ &lt; 30 &amp; &lt;b&gt;ẩm" in body_html(page.blocks)


def test_only_paragraph_is_the_body_not_the_lead() -> None:
    page = parse_saved_page(f"{TITLE}\n{LEAD}\n{TRA_VINH_TAIL}")
    assert (page.lead, kinds_of(page)) == ("", "p")


@pytest.mark.parametrize(
    "text",
    [
        DONG_NAI_HEAD + DONG_NAI_TAIL,
        TRA_VINH_TAIL,
        "một hai ba",
        "Cập nhật: 08-12-2021 02:50",
        f"{NBSP}\n\n{LEAD}",
    ],
)
def test_page_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(ImportRefused, match="không tìm thấy"):
        parse_saved_page(text)
