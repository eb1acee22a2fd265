"""The two pages that the importer was modelled on, kept byte for byte as browsers saved them."""

from datetime import datetime
from pathlib import Path

import pytest

from importing.body_html import body_html
from importing.imported_page import Heading, ImportedByline, ImportedPage, PhotoPlaceholder
from tests.importing.importing_pages import text_of, words_of
from tests.importing.reading import parse_file

PAGES = Path(__file__).parent / "saved_pages"


def parse(name: str) -> ImportedPage:
    return parse_file(PAGES / name)


def source_words(name: str, first: str, last: str) -> list[str]:
    text = (PAGES / name).read_text()
    return text[text.index(first) : text.rindex(last) + len(last)].split()


@pytest.mark.parametrize(
    ("name", "first", "last", "stamp"),
    [
        ("tra-vinh.txt", "Xây dựng Chi bộ trong sạch", "Bài, ảnh: Trần Văn Vũ", ""),
        (
            "dong-nai.txt",
            "Chi bộ Liên hiệp các Hội Khoa học và Kỹ thuật Đồng Nai: Đẩy mạnh",
            "Dương Phúc",
            "Cập nhật: 08-12-2021 02:50",
        ),
    ],
)
def test_no_word_of_the_article_is_lost_added_or_moved(
    name: str, first: str, last: str, stamp: str
) -> None:
    assert words_of(parse(name), stamp) == source_words(name, first, last)


def test_tra_vinh_page_gives_its_parts() -> None:
    page = parse("tra-vinh.txt")
    assert page.title.startswith("Xây dựng Chi bộ trong sạch vững mạnh, sát cánh")
    assert page.lead.startswith("Chi bộ Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Trà Vinh được")
    assert page.stamp is None
    assert page.bylines == [ImportedByline("Bài, ảnh", "Trần Văn Vũ")]
    assert [block.caption for block in page.blocks if isinstance(block, PhotoPlaceholder)] == [
        "Chi bộ tổ chức Lễ kết nạp đảng viên",
        "Tổ chức tổng kết, trao giải Cuộc thi sáng tạo dành cho\n"
        "thanh thiếu niên, nhi đồng lần thứ 9 năm 2021",
    ]
    assert text_of(page.blocks[-1]).endswith("hoàn thành tốt nhiệm vụ được giao./.")


def test_tra_vinh_page_has_its_four_run_in_headings_bold_and_doubted() -> None:
    page = parse("tra-vinh.txt")
    html = body_html(page.blocks)
    assert html.count("<strong>") == 4
    assert "<p><strong>Công tác lãnh đạo hoạt động đoàn thể.</strong> Chi bộ luôn" in html
    assert any("In đậm 4 đầu mục" in doubt for doubt in page.report.doubts)


def test_dong_nai_page_gives_its_parts() -> None:
    page = parse("dong-nai.txt")
    assert page.title.startswith("Chi bộ Liên hiệp các Hội Khoa học và Kỹ thuật Đồng Nai: Đẩy")
    assert page.lead.startswith("Thực hiện nhiệm vụ xây dựng Đảng theo chỉ đạo")
    assert page.stamp == datetime(2021, 12, 8, 2, 50)
    assert page.bylines == [ImportedByline("", "Dương Phúc")]
    assert [block.caption for block in page.blocks if isinstance(block, PhotoPlaceholder)] == [
        "Cán bộ, đảng viên Liên hiệp Hội tham dự Hội nghị học tập, quán triệt Nghị quyết Đại hội "
        "Đảng bộ tỉnh lần thứ XI (2020 - 2025)"
    ]
    assert [block.text for block in page.blocks if isinstance(block, Heading)] == [
        "Đẩy mạnh thực hiện các nhiệm vụ chuyên môn"
    ]


def test_heading_told_from_caption_by_its_words_alone_is_doubted() -> None:
    assert any("Đầu mục: «Đẩy mạnh" in doubt for doubt in parse("dong-nai.txt").report.doubts)


def test_spelling_and_slips_of_the_page_stay() -> None:
    tra_vinh, dong_nai = body_html(parse("tra-vinh.txt").blocks), parse("dong-nai.txt").blocks
    assert "của Tỉnh uỷ" in tra_vinh
    assert "Tỉnh ủy, của Đảng ủy" in tra_vinh
    assert "đất nước”. Ngoài ra" in tra_vinh
    assert "Liên hiệp Hội12 người" in text_of(dong_nai[0])


def test_dropped_boilerplate_is_named() -> None:
    for name, label in [("tra-vinh.txt", "Thống kê truy cập"), ("dong-nai.txt", "In nội dung")]:
        assert any(label in decision for decision in parse(name).report.decisions)
