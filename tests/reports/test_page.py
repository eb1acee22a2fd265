"""“Thống kê” as staff see it."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from html5lib import HTMLParser

from reports.charts import tick_values
from tests.reports.arrange import (
    ALL,
    EXCEL,
    EXCEL_REPORT,
    PAGE,
    WORD_REPORT,
    make_article_at,
    make_bots,
    make_day,
    make_page_views,
    staff_client,
)
from tests.support.responses import Response

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_monday() -> Iterator[None]:
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False):
        yield


def shown(response: Response) -> str:
    """The page's text without its tags."""
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", response.content.decode()))


@pytest.mark.parametrize("address", ALL)
def test_anonymous_is_sent_to_the_login(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/quan-tri/login/?next={address}"


@pytest.mark.parametrize("address", ALL)
def test_staff_without_the_right_are_refused(address: str) -> None:
    assert staff_client("view_article").get(address).status_code == 403


@pytest.mark.parametrize("address", ALL)
def test_reader_with_an_account_is_not_staff(client: Client, address: str) -> None:
    client.force_login(User.objects.create(username="ban-doc"))
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", ALL)
def test_statistics_are_only_read(address: str) -> None:
    assert staff_client().post(address).status_code == 405


@pytest.mark.parametrize("address", ALL)
def test_empty_site_has_statistics_too(address: str) -> None:
    response = staff_client().get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_link_stands_only_before_those_who_may_follow_it(client: Client) -> None:
    assert PAGE in staff_client().get("/quan-tri/").content.decode()
    client.force_login(User.objects.create(username="phong-vien", is_staff=True))
    assert PAGE not in client.get("/quan-tri/").content.decode()


def test_last_30_days_are_shown_at_first() -> None:
    make_day("2026-10-24", 1)
    make_day("2026-10-25", 1234, 5678)
    make_day("2026-11-23", 1)
    page = shown(staff_client().get(PAGE))
    assert "từ ngày 25-10-2026 đến ngày 23-11-2026" in page
    assert "25-10-2026 1.234 5.678 0" in page
    assert "Lượt truy cập 1.235" in page


@pytest.mark.parametrize(
    ("granularity", "row"),
    [
        ("ngay", "02-03-2025 30 60"),
        ("tuan", "24-02-2025 – 02-03-2025 80 160"),
        ("thang", "02-2025 50 100"),
        ("nam", "2025 80 160"),
    ],
)
@pytest.mark.parametrize("first", ["1/1/2025", "01-01-2025", "2025-01-01"])
def test_figures_stand_in_a_table_by_any_granularity(
    granularity: str, row: str, first: str
) -> None:
    make_day("2025-02-28", 50)
    make_day("2025-03-02", 30)
    response = staff_client().get(PAGE, {"tu": first, "den": "31/12/2025", "buoc": granularity})
    assert row in shown(response)


@pytest.mark.parametrize(
    ("granularity", "row"),
    [
        ("ngay", "02-11-2026 0 0 12.345"),
        ("tuan", "02-11-2026 – 08-11-2026 0 0 12.345"),
        ("thang", "01-11-2026 – 23-11-2026 0 0 12.345"),
        ("nam", "25-10-2026 – 23-11-2026 0 0 12.345"),
    ],
)
def test_programs_that_were_left_out_are_shown_by_any_granularity(
    granularity: str, row: str
) -> None:
    make_bots("2026-11-02", 12345)
    page = shown(staff_client().get(PAGE, {"buoc": granularity}))
    assert "Máy tìm kiếm và chương trình tự động đã loại ra" in page
    assert row in page


def test_most_read_titles_lead_to_their_articles_where_readers_get_them() -> None:
    article = make_article_at("2026-11-01 08:00", title="Hội nghị <1>")
    withdrawn = make_article_at("2026-11-01 08:00", title="Đã gỡ", status="withdrawn")
    for number in (article.pk, withdrawn.pk, 99999):
        make_page_views("2026-11-02", f"/bai/{number}/x/", 3)
    html = staff_client().get(PAGE).content.decode()
    assert f'<td><a href="{article.get_absolute_url()}">Hội nghị &lt;1&gt;</a></td>' in html
    assert "<td>Đã gỡ</td>" in html
    assert "<td>Bài số 99999, đã xóa</td>" in html


@pytest.mark.parametrize("granularity", ["ngay", "tuan", "thang", "nam"])
def test_chart_needs_no_style_no_script_and_no_colour(granularity: str) -> None:
    make_day("2026-11-02", 439279, 1000000)
    html = staff_client().get(PAGE, {"buoc": granularity}).content.decode()
    drawing = html[html.index('<svg class="chart__drawing') : html.index("</figure>")]
    assert not re.search(r"style=|<style|<script|\son\w+=", drawing)
    assert re.search("<title.*>Lượt truy cập và lượt xem trang</title>", drawing)
    assert "439.279 lượt truy cập" in drawing
    assert ">1.000.000</text>" in drawing
    assert "<rect" in drawing and "<polyline" in drawing and "<circle" in drawing
    assert html.index("</figure>") < html.index("<caption>Truy cập theo")
    # A comma in a number would be a place elsewhere.
    assert not re.search(r' (?:x|y|cx|cy|width|height|x1|y1)="\d+,', drawing)
    HTMLParser(strict=True).parse(html)


def test_chart_has_round_figures_on_its_axis() -> None:
    assert tick_values(0) == [0, 1]
    assert tick_values(5) == [0, 1, 2, 3, 4, 5]
    assert tick_values(7) == [0, 2, 4, 6, 8]
    assert tick_values(31) == [0, 10, 20, 30, 40]
    assert tick_values(1999) == [0, 500, 1000, 1500, 2000]
    assert tick_values(439279) == [0, 100000, 200000, 300000, 400000, 500000]
    assert all(len(tick_values(most)) <= 7 for most in range(3000))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"tu": "30-02-2026"}, "Ngày chưa đúng."),
        ({"tu": "2026"}, "Ngày chưa đúng."),
        ({"tu": "01-01-1989"}, "Ngày chưa đúng."),
        ({"tu": "0000-01-01"}, "Ngày chưa đúng."),
        ({"tu": "01-01-9999"}, "Ngày chưa đúng."),
        ({"den": "24-11-2026"}, "Ngày này chưa tới; hôm nay là 23-11-2026."),
        ({"tu": "02-11-2026", "den": "01-11-2026"}, "Ngày cuối không được trước ngày đầu."),
        ({"tu": "<script>"}, "Ngày chưa đúng."),
        ({"tu": "9" * 5000}, "Ngày chưa đúng."),
    ],
)
@pytest.mark.parametrize("address", ALL)
def test_a_span_that_cannot_be_is_told_beside_its_field(
    address: str, query: dict[str, str], message: str
) -> None:
    response = staff_client().get(address, query)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    error = re.search(
        'aria-describedby="(.+?)">\\s*<span class="span-form__error" id="(.+?)">(.+?)<',
        response.content.decode(),
    )
    assert error and error[1] == error[2]
    assert message in error[3]
    assert b'<script>"' not in response.content


def test_stray_characters_around_a_day_do_no_harm() -> None:
    page = shown(staff_client().get(PAGE, {"tu": "\u200b 1/11/2026\0", "den": "\xa022-11-2026"}))
    assert "từ ngày 01-11-2026 đến ngày 22-11-2026" in page


@pytest.mark.parametrize("granularity", ["", "gio", "\0"])
def test_unknown_granularity_is_no_error_page(granularity: str) -> None:
    assert staff_client().get(PAGE, {"buoc": granularity}).status_code == 200


def test_too_many_days_for_a_chart_are_refused_beside_the_granularity() -> None:
    client = staff_client()
    whole = {"tu": "01-01-1990", "den": "23-11-2026"}
    assert "dài quá 400 ngày" in shown(client.get(PAGE, {**whole, "buoc": "ngay"}))
    assert "Truy cập theo năm" in shown(client.get(PAGE, whole))
    assert client.get(EXCEL, {**whole, "buoc": "ngay"}).headers["Content-Type"] != "text/html"


def test_blank_fields_stand_for_the_usual_span() -> None:
    page = shown(staff_client().get(PAGE, {"tu": " ", "den": ""}))
    assert "từ ngày 25-10-2026 đến ngày 23-11-2026" in page


def test_server_in_utc_has_the_vietnamese_day() -> None:
    with time_machine.travel(datetime.datetime(2026, 12, 31, 17, 0, tzinfo=datetime.UTC)):
        page = shown(staff_client().get(PAGE))
        assert "đến ngày 01-01-2027" in page


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (EXCEL, "thong-ke-2026-10-25-2026-11-23.xlsx"),
        (WORD_REPORT, "bao-cao-2026-01-01-2026-11-23.docx"),
        (EXCEL_REPORT, "bao-cao-2026-01-01-2026-11-23.xlsx"),
    ],
)
def test_files_are_named_after_their_span(address: str, name: str) -> None:
    response = staff_client().get(address)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
