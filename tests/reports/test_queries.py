"""What is counted in a period, on its borders above all."""

from collections.abc import Iterator
from typing import cast

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from reports.charts import chart_of
from reports.periods import Granularity
from reports.queries import Traffic, statistics_of
from reports.tables import articles_by_author, articles_by_month, overview, traffic
from tests.reports.arrange import (
    correct,
    make_article_at,
    make_bots,
    make_day,
    make_opening,
    make_page_views,
    period,
)
from tests.support.factories import make_article, make_byline, make_category

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_2027() -> Iterator[None]:
    with time_machine.travel("2027-06-01T12:00:00+07:00", tick=False):
        yield


def test_days_outside_of_the_span_are_not_in_it() -> None:
    for day, visits in [("2026-12-30", 1), ("2026-12-31", 10), ("2027-01-01", 100)]:
        make_day(day, visits)
    stats = statistics_of(period("2026-12-31", "2026-12-31"))
    assert stats.traffic == Traffic(10, 20)
    assert stats.total == 11


@pytest.mark.parametrize(
    ("granularity", "visits"),
    [
        (Granularity.DAY, [1, 10, 100, 1000]),
        (Granularity.WEEK, [11, 1100]),
        (Granularity.MONTH, [11, 1100]),
    ],
)
def test_periods_add_up_their_own_days(granularity: Granularity, visits: list[int]) -> None:
    # 28 February 2027 is a Sunday and the last day of its month.
    for day, number in [("02-27", 1), ("02-28", 10), ("03-01", 100), ("03-02", 1000)]:
        make_day(f"2027-{day}", number)
    rows = traffic(statistics_of(period("2027-02-27", "2027-03-02")), granularity).rows
    assert [row[1] for row in rows] == visits


def test_days_without_a_row_are_nothing() -> None:
    make_day("2027-03-02", 7)
    rows = traffic(statistics_of(period("2027-03-01", "2027-03-03")), Granularity.DAY).rows
    assert [row[1:] for row in rows] == [(0, 0, 0), (7, 14, 0), (0, 0, 0)]


@pytest.mark.parametrize(
    ("granularity", "bots"),
    [
        (Granularity.DAY, [1, 10, 100, 1000]),
        (Granularity.WEEK, [11, 1100]),
        (Granularity.YEAR, [1111]),
    ],
)
def test_programs_are_a_column_of_their_own_also_on_days_without_visits(
    granularity: Granularity, bots: list[int]
) -> None:
    for day, number in [("02-27", 1), ("02-28", 10), ("03-01", 100), ("03-02", 1000)]:
        make_bots(f"2027-{day}", number)
    make_bots("2027-03-03", 10000)
    make_day("2027-03-01", 7)
    stats = statistics_of(period("2027-02-27", "2027-03-02"))
    assert [row[3] for row in traffic(stats, granularity).rows] == bots
    assert stats.traffic == Traffic(7, 14, 1111)
    assert stats.total == 7


def test_chart_is_of_readers_alone() -> None:
    make_day("2027-03-01", 7)
    make_bots("2027-03-01", 100000)
    chart = chart_of(statistics_of(period("2027-03-01", "2027-03-02")), Granularity.DAY)
    assert [tick.label for tick in chart.ticks][-1] == "15"


def test_corrections_belong_to_their_day() -> None:
    make_day("2027-03-01", 100)
    correct("2027-03-01", -30, -60)
    correct("2027-03-02", 5)
    stats = statistics_of(period("2027-03-01", "2027-03-01"))
    assert stats.traffic == Traffic(70, 140)
    assert stats.total == 70
    assert statistics_of(period("2027-03-01", "2027-03-02")).total == 75


def test_opening_balance_is_a_line_of_its_own() -> None:
    make_opening(439279, "2022-01-01")
    make_day("2026-12-31", 10)
    table = overview(statistics_of(period("2026-12-01", "2026-12-31")))
    rows = dict(cast(list[tuple[str, int]], table.rows))
    assert rows["Mang sang từ trang cũ, tính đến 01-01-2022"] == 439279
    assert rows["Trang này đếm được, đến hết 31-12-2026"] == 10
    assert rows["Tất cả lượt truy cập, đến hết 31-12-2026"] == 439289


def test_opening_balance_of_a_later_day_is_left_out() -> None:
    make_opening(439279, "2022-01-01")
    stats = statistics_of(period("2021-01-01", "2021-12-31"))
    assert (stats.opening_balance, stats.total) == (None, 0)


def test_article_counts_on_its_vietnamese_day() -> None:
    make_article_at("2026-12-31 23:59", title="Cuối năm")
    make_article_at("2027-01-01 00:00", title="Đầu năm")
    assert statistics_of(period("2026-01-01", "2026-12-31")).articles == 1
    months = articles_by_month(statistics_of(period("2026-12-01", "2027-01-31"))).rows
    assert months == [("12-2026", 1), ("01-2027", 1)]


def test_only_what_readers_got_counts_as_published() -> None:
    make_article_at("2027-03-01 08:00", status=Article.Status.DRAFT)
    make_article_at("2027-03-01 08:00", status=Article.Status.WITHDRAWN)
    make_article_at("2027-06-01 13:00", title="Hẹn giờ")
    expired = make_article_at("2027-03-01 08:00", title="Hết hạn")
    Article.objects.filter(pk=expired.pk).update(published_until="2027-03-02T00:00:00Z")
    stats = statistics_of(period("2027-01-01", "2027-06-01"))
    assert stats.by_category == {"Tin tức": 1}


def test_months_without_news_are_named_too() -> None:
    make_article_at("2027-02-10 08:00")
    make_article_at("2027-04-10 08:00", title="Khác")
    rows = articles_by_month(statistics_of(period("2027-01-01", "2027-04-20"))).rows
    assert rows == [("02-2027", 1), ("03-2027", 0), ("01-04-2027 – 20-04-2027", 1)]


def test_articles_are_counted_by_category_in_their_order() -> None:
    make_article_at("2027-03-01 08:00", category=make_category(name="Xây dựng Đảng", order=2))
    for title in ("Một", "Hai"):
        make_article_at("2027-03-01 08:00", title=title, category=make_category(order=1))
    stats = statistics_of(period("2027-03-01", "2027-03-01"))
    assert list(stats.by_category.items()) == [("Tin tức", 2), ("Xây dựng Đảng", 1)]


def test_authors_are_those_who_wrote() -> None:
    both = make_article_at("2027-03-01 08:00")
    make_byline(both, role="text", name="Đỗ Văn Đạt")
    make_byline(both, role="photo", name="Nguyễn Thị Ảnh")
    make_byline(both, role="text", name="Ánh Tuyết")
    make_byline(make_article_at("2027-03-02 08:00"), role="both", name="Ánh Tuyết")
    make_byline(make_article_at("2027-03-03 08:00"), role="", name="Dương Phúc")
    make_byline(make_article_at("2027-03-04 08:00"), role="source", name="Báo Nhân Dân")
    rows = articles_by_author(statistics_of(period("2027-03-01", "2027-03-31"))).rows
    assert rows == [
        ("Ánh Tuyết", 2),
        ("Dương Phúc", 1),
        ("Đỗ Văn Đạt", 1),
        ("Không ghi tác giả", 1),
    ]


def test_one_author_named_twice_wrote_one_article() -> None:
    article = make_article_at("2027-03-01 08:00")
    make_byline(article, role="text", name="Dương Phúc")
    make_byline(article, role="", name="Dương Phúc")
    stats = statistics_of(period("2027-03-01", "2027-03-01"))
    assert (stats.authors, stats.unsigned) == ([("Dương Phúc", 1)], 0)


def test_all_addresses_of_an_article_are_one_and_its_print_view_is_apart() -> None:
    read = make_article(title="In")
    other = make_article(title="Bài khác")
    for path, views in [
        (f"/bai/{read.pk}/in/", 5),
        (f"/bai/{read.pk}/tua-cu/", 7),
        (f"/bai/{read.pk}/in/in/", 2),
        (f"/bai/{other.pk}/bai-khac/", 11),
        (f"/bai/{read.pk}0/", 1),
        ("/", 1000),
        ("/bai/x/y/", 90),
    ]:
        make_page_views("2027-03-01", path, views)
    make_page_views("2027-03-02", f"/bai/{read.pk}/in/", 4)
    make_page_views("2027-03-03", f"/bai/{other.pk}/bai-khac/", 100)
    found = statistics_of(period("2027-03-01", "2027-03-02")).most_read
    assert found[:2] == [
        ("In", read.get_absolute_url(), 16, 2),
        ("Bài khác", other.get_absolute_url(), 11, 0),
    ]
    assert found[2].title == f"Bài số {read.pk}0, đã xóa"
    assert found[2].address == ""


def test_number_of_queries_does_not_grow_with_the_site() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            statistics_of(period("2026-01-01", "2027-06-01"))
        return len(queries)

    make_page_views("2027-03-01", f"/bai/{make_article().pk}/tua/", 1)
    few = queries()
    for month in range(1, 6):
        article = make_article_at(f"2027-0{month}-01 08:00", title=f"Bài {month}")
        make_byline(article, name=f"Người {month}")
        make_day(f"2027-0{month}-01", 10)
        make_page_views(f"2027-0{month}-01", article.get_absolute_url(), month)
    assert queries() == few == 10
