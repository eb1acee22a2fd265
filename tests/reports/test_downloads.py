"""The Excel file and the report, opened again."""

import datetime
import io
import itertools
from collections.abc import Iterator
from typing import Any

import docx
import pytest
import time_machine
from docx.document import Document
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from articles.models import Article
from reports.annual_report import activity_sentence, total_sentence
from reports.queries import statistics_of
from tests.reports.arrange import (
    EXCEL,
    EXCEL_REPORT,
    WORD_REPORT,
    correct,
    make_article_at,
    make_bots,
    make_day,
    make_opening,
    make_page_views,
    period,
    staff_client,
)
from tests.support.factories import make_byline, make_identity
from visitors import ledger
from visitors.models import DaySeal, VisitCorrection

pytestmark = pytest.mark.django_db

YEAR = {"tu": "01-01-2026", "den": "31-12-2026"}
COMMAND = "=cmd|' /C calc'!A1"


@pytest.fixture(autouse=True)
def _in_2027() -> Iterator[None]:
    with time_machine.travel("2027-01-04T10:00:00+07:00", tick=False):
        yield


def fill_year() -> None:
    """155 articles, 293,173 visits in 2026, and some that are not of that year."""
    make_identity(name_vi="Liên hiệp Hội tỉnh", governing_body="Ủy ban nhân dân tỉnh")
    make_opening()
    article = make_article_at("2026-12-31 23:59", title=COMMAND)
    make_byline(article, role="text", name="@SUM(1)")
    make_page_views("2026-12-31", f"/bai/{article.pk}/cmd/", 12)
    base = article.published_from
    assert base is not None
    Article.objects.bulk_create(
        Article(
            title=f"Tin {number}",
            slug="tin",
            category=article.category,
            status="published",
            published_from=base - datetime.timedelta(days=number),
        )
        for number in range(1, 155)
    )
    make_article_at("2027-01-01 00:00", title="Năm sau")
    make_day("2026-01-01", 293000)
    make_day("2026-12-31", 173)
    make_day("2027-01-01", 9999)
    make_bots("2026-01-01", 40)
    make_bots("2026-06-01", 7)


def open_book(address: str, query: dict[str, str]) -> Workbook:
    return load_workbook(io.BytesIO(staff_client().get(address, query).content))


def rows(book: Workbook, name: str) -> list[tuple[Any, ...]]:
    """The table's rows: an empty line comes before its note."""
    lines = book[name].iter_rows(min_row=2, values_only=True)
    return list(itertools.takewhile(lambda row: row[0] is not None, lines))


def test_workbook_holds_every_table() -> None:
    fill_year()
    book = open_book(EXCEL, YEAR)
    assert book.sheetnames == [
        "Tổng quan",
        "Truy cập theo ngày",
        "Truy cập theo tuần",
        "Truy cập theo tháng",
        "Truy cập theo năm",
        "Bài đọc nhiều nhất",
        "Tin, bài theo tháng",
        "Tin, bài theo chuyên mục",
        "Tin, bài theo tác giả",
    ]
    assert ("Lượt truy cập", 293173) in rows(book, "Tổng quan")
    days = rows(book, "Truy cập theo ngày")
    assert len(days) == 365
    assert days[0] == (datetime.datetime(2026, 1, 1), 293000, 586000, 40)
    assert rows(book, "Truy cập theo năm") == [("2026", 293173, 586346, 47)]
    assert rows(book, "Tin, bài theo chuyên mục") == [("Tin tức", 155), ("Cộng", 155)]
    assert book.properties.creator == "Liên hiệp Hội tỉnh"


def test_sheet_is_wide_and_high_enough_for_its_words_and_prints_on_a4() -> None:
    make_article_at("2026-05-01 08:00", title="lúa " * 60)
    make_page_views("2026-05-01", f"/bai/{Article.objects.get().pk}/lua/", 3)
    sheet = open_book(EXCEL, YEAR)["Bài đọc nhiều nhất"]
    assert sheet.column_dimensions["B"].width == 83
    assert sheet.row_dimensions[2].height == 45
    assert sheet["B2"].alignment.wrap_text
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def test_note_runs_across_its_table() -> None:
    sheet = open_book(EXCEL, YEAR)["Truy cập theo năm"]
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A4:D4"]
    assert sheet["A4"].value.startswith("Cột cuối là số lần")


def test_formulas_in_titles_and_names_stay_text() -> None:
    fill_year()
    book = open_book(EXCEL, YEAR)
    title = book["Bài đọc nhiều nhất"]["B2"]
    author = book["Tin, bài theo tác giả"]["A2"]
    assert (title.value, title.data_type, title.quotePrefix) == (COMMAND, "s", True)
    assert (author.value, author.data_type, author.quotePrefix) == ("@SUM(1)", "s", True)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\u00a0="])
@pytest.mark.parametrize("address", [EXCEL, EXCEL_REPORT])
def test_title_that_begins_like_a_formula_is_text_in_every_workbook(
    start: str, address: str
) -> None:
    article = make_article_at("2026-05-01 08:00", title=f"{start}1+1|cmd")
    make_page_views("2026-05-01", f"/bai/{article.pk}/cmd/", 3)
    title = open_book(address, YEAR)["Bài đọc nhiều nhất"]["B2"]
    assert (title.value, title.data_type, title.quotePrefix) == (article.title, "s", True)


def test_characters_that_no_document_can_hold_are_left_out() -> None:
    article = make_article_at("2026-05-01 08:00")
    Article.objects.filter(pk=article.pk).update(title="Tựa\x0b có \uffff lỗi")
    make_page_views("2026-05-01", f"/bai/{article.pk}/tua/", 3)
    book = open_book(EXCEL, YEAR)
    assert rows(book, "Bài đọc nhiều nhất") == [(1, "Tựa có  lỗi", 3, 0)]
    assert open_report().tables[-1].rows[1].cells[1].text == "Tựa có  lỗi"


def open_report() -> Document:
    return docx.Document(io.BytesIO(staff_client().get(WORD_REPORT, YEAR).content))


def test_sentence_is_ready_to_paste() -> None:
    fill_year()
    stats = statistics_of(period("2026-01-01", "2026-12-31"))
    assert activity_sentence(stats) == (
        "Trang thông tin điện tử hoạt động tốt, đăng 155 tin, bài, có 293.173 lượt truy cập."
    )
    assert total_sentence(stats) == (
        "Tính đến hết ngày 31-12-2026, trang có tất cả 732.452 lượt truy cập, "
        "trong đó 439.279 lượt mang sang từ trang cũ."
    )


def test_report_says_what_the_union_reports() -> None:
    fill_year()
    report = open_report()
    lines = [paragraph.text for paragraph in report.paragraphs]
    assert lines[:6] == [
        "ỦY BAN NHÂN DÂN TỈNH",
        "LIÊN HIỆP HỘI TỈNH",
        "Số liệu hoạt động của trang thông tin điện tử",
        "Từ ngày 01-01-2026 đến ngày 31-12-2026",
        "Trang thông tin điện tử hoạt động tốt, đăng 155 tin, bài, có 293.173 lượt truy cập.",
        "Tính đến hết ngày 31-12-2026, trang có tất cả 732.452 lượt truy cập, "
        "trong đó 439.279 lượt mang sang từ trang cũ.",
    ]
    assert lines[-1] == "Số liệu lấy ngày 04 tháng 01 năm 2027."
    overview, categories, authors, most_read = (
        [tuple(cell.text for cell in row.cells) for row in table.rows] for table in report.tables
    )
    assert ("Mang sang từ trang cũ, tính đến 01-01-2022", "439.279") in overview
    assert (
        "Lần mở trang của máy tìm kiếm và chương trình tự động, đã loại ra",
        "47",
    ) in overview
    assert ("Tất cả lượt truy cập, đến hết 31-12-2026", "732.452") in overview
    assert categories[1:] == [("Tin tức", "155"), ("Cộng", "155")]
    assert authors[1:] == [("@SUM(1)", "1"), ("Không ghi tác giả", "154")]
    assert most_read[1:] == [("1", COMMAND, "12", "0")]


def test_report_is_on_paper_of_the_rule() -> None:
    report = open_report()
    section = report.sections[0]
    sides = ["page_width", "page_height", "top_margin", "bottom_margin"]
    sides += ["left_margin", "right_margin"]
    assert [round(getattr(section, side).mm) for side in sides] == [210, 297, 20, 20, 30, 15]
    fonts = report.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert report.styles["Normal"].font.size.pt == 14
    assert "python" not in report.core_properties.author + report.core_properties.comments


def test_columns_of_the_report_fill_its_page_and_names_have_most_of_it() -> None:
    fill_year()
    for table in open_report().tables:
        widths = [round(column.width.mm) for column in table.columns]
        assert sum(widths) == 165
        assert [round(cell.width.mm) for cell in table.rows[-1].cells] == widths
    assert widths == [30, 75, 30, 30]


def test_report_of_an_empty_site_says_so() -> None:
    lines = [paragraph.text for paragraph in open_report().paragraphs]
    assert "Trang thông tin điện tử hoạt động tốt, đăng 0 tin, bài, có 0 lượt truy cập." in lines
    assert "Không có số liệu trong khoảng này." in lines


def test_five_most_read_are_in_the_report() -> None:
    for number in range(1, 8):
        article = make_article_at("2026-05-01 08:00", title=f"Bài {number}")
        make_page_views("2026-05-01", f"/bai/{article.pk}/bai/", number)
    book = open_book(EXCEL_REPORT, YEAR)
    found = [row[1] for row in rows(book, "Bài đọc nhiều nhất")]
    assert found == ["Bài 7", "Bài 6", "Bài 5", "Bài 4", "Bài 3"]


def test_report_without_a_sealed_day_speaks_of_no_seal() -> None:
    assert "niêm phong" not in "".join(paragraph.text for paragraph in open_report().paragraphs)
    assert "Dấu niêm phong" not in open_book(EXCEL_REPORT, YEAR).sheetnames


def test_report_prints_the_last_seal_and_how_to_hold_the_ledger_to_it() -> None:
    make_day("2026-12-30", 12)
    make_day("2026-12-31", 34)
    ledger.seal_days_before(datetime.date(2027, 1, 1))
    seal = DaySeal.objects.get(day="2026-12-31").seal
    lines = [paragraph.text for paragraph in open_report().paragraphs]
    place = lines.index("Dấu niêm phong số đếm")
    assert "số 2, số đếm ngày 31-12-2026." in lines[place + 1]
    assert lines[place + 2] == seal
    assert "verify_visits --seal" in lines[place + 3]
    assert rows(open_book(EXCEL_REPORT, YEAR), "Dấu niêm phong")[1] == (seal,)


def test_report_prints_a_correction_that_came_last() -> None:
    make_day("2026-12-31", 34)
    ledger.seal_days_before(datetime.date(2027, 1, 1))
    correct("2026-12-31", -4)
    lines = [paragraph.text for paragraph in open_report().paragraphs]
    place = lines.index(VisitCorrection.objects.get().seal)
    assert "số 2, điều chỉnh số đếm ngày 31-12-2026." in lines[place - 1]


def test_report_as_a_workbook_begins_with_its_words() -> None:
    fill_year()
    book = open_book(EXCEL_REPORT, YEAR)
    assert book.sheetnames == [
        "Báo cáo",
        "Tổng quan",
        "Tin, bài theo chuyên mục",
        "Tin, bài theo tác giả",
        "Bài đọc nhiều nhất",
    ]
    text = [row[0] for row in book["Báo cáo"].iter_rows(values_only=True)]
    assert text[0] == "Liên hiệp Hội tỉnh"
    assert text[4] == (
        "Trang thông tin điện tử hoạt động tốt, đăng 155 tin, bài, có 293.173 lượt truy cập."
    )
