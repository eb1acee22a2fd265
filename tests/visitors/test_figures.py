"""The five figures, the readers online, and what a page shows while the database fails."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import Traveller

from tests.support.visits import FIREFOX, read_at, see
from visitors import counting, figures, placeholders
from visitors.counter import counter
from visitors.figures import Figures
from visitors.models import DailyVisits, OpeningBalance

pytestmark = pytest.mark.django_db


@pytest.fixture
def traveller() -> Iterator[Traveller]:
    with time_machine.travel(0, tick=False) as traveller:
        yield traveller


def make_day(day: str, visits: int) -> None:
    DailyVisits.objects.create(day=day, visits=visits, page_views=visits)


def test_a_site_without_a_visit_shows_zeros(traveller: Traveller) -> None:
    assert read_at(traveller, "2026-11-23 10:00") == Figures(0, 0, 0, 0, 0)


def test_opening_balance_is_in_the_total_alone(traveller: Traveller) -> None:
    OpeningBalance.objects.create(visits=439279, on_date="2022-01-01")
    assert read_at(traveller, "2026-11-23 10:00") == Figures(0, 0, 0, 0, 439279)
    see(traveller, "2026-11-23 10:00")
    assert read_at(traveller, "2026-11-23 10:00") == Figures(1, 1, 1, 1, 439280)


@pytest.mark.parametrize(
    ("when", "today", "this_week", "this_month"),
    [
        ("2026-11-22 23:59:59", 16, 0b11111, 0b11111),
        ("2026-11-23 00:00:00", 32, 32, 0b111111),
        ("2026-11-29 12:00", 0, 0b1100000, 0b1111111),
        ("2026-11-30 00:00:00", 0, 0, 0b1111111),
        ("2026-12-01 00:00:00", 0, 0, 0),
    ],
)
def test_day_week_and_month_begin_at_vietnamese_midnight(
    traveller: Traveller, when: str, today: int, this_week: int, this_month: int
) -> None:
    for power, day in enumerate([16, 17, 18, 19, 22, 23, 24]):
        make_day(f"2026-11-{day}", 2**power)
    make_day("2026-10-31", 1000)
    shown = read_at(traveller, when)
    assert (shown.today, shown.this_week, shown.this_month) == (today, this_week, this_month)
    assert shown.total == 1127


@pytest.mark.parametrize(
    ("when", "this_week", "this_month"),
    [
        ("2020-12-31 23:00", 6, 7),  # Thursday of week 53
        ("2021-01-01 01:00", 14, 8),
        ("2021-01-04 01:00", 16, 24),
        ("2024-02-29 12:00", 96, 96),
        ("2024-03-01 00:00", 96, 0),
    ],
)
def test_weeks_and_months_cross_new_year_and_leap_day(
    traveller: Traveller, when: str, this_week: int, this_month: int
) -> None:
    days = ["2020-12-01", "2020-12-28", "2020-12-31", "2021-01-01", "2021-01-04"]
    days += ["2024-02-26", "2024-02-29"]
    for power, day in enumerate(days):
        make_day(day, 2**power)
    shown = read_at(traveller, when)
    assert (shown.this_week, shown.this_month) == (this_week, this_month)


def test_the_day_is_vietnams_on_a_server_in_utc(traveller: Traveller, settings: Settings) -> None:
    settings.TIME_ZONE = "UTC"
    utc = datetime.datetime(2026, 11, 22, 17, 0, tzinfo=datetime.UTC)
    see(traveller, int(utc.timestamp()) - 1)
    see(traveller, int(utc.timestamp()))
    rows = {str(row.day): row.visits for row in DailyVisits.objects.all()}
    assert read_at(traveller, int(utc.timestamp())).this_week == 1
    rows = {str(row.day): row.visits for row in DailyVisits.objects.all()}
    assert rows == {"2026-11-22": 1, "2026-11-23": 1}


def test_online_are_the_readers_of_the_last_five_minutes(traveller: Traveller) -> None:
    see(traveller, "2026-11-23 10:00:00", "203.0.113.1")
    see(traveller, "2026-11-23 10:01:00", "203.0.113.2")
    see(traveller, "2026-11-23 10:01:30", "203.0.113.2")
    assert read_at(traveller, "2026-11-23 10:04:59").online == 2
    assert read_at(traveller, "2026-11-23 10:05:00").online == 1
    assert read_at(traveller, "2026-11-23 10:06:29").online == 1
    assert read_at(traveller, "2026-11-23 10:06:30").online == 0


def test_reader_over_midnight_is_online_once(traveller: Traveller) -> None:
    see(traveller, "2026-11-22 23:58", "203.0.113.1")
    see(traveller, "2026-11-22 23:58", "203.0.113.2")
    see(traveller, "2026-11-23 00:01", "203.0.113.1")
    see(traveller, "2026-11-23 00:01", "203.0.113.3")
    assert read_at(traveller, "2026-11-23 00:02") == Figures(3, 2, 2, 4, 4)
    assert read_at(traveller, "2026-11-23 00:03").online == 2


def test_reader_over_midnight_is_online_once_in_a_process_that_has_just_started(
    traveller: Traveller,
) -> None:
    see(traveller, "2026-11-22 23:59:59")
    counter.restart()
    see(traveller, "2026-11-23 00:00:00")
    assert read_at(traveller, "2026-11-23 00:00:01").online == 1


def test_views_before_midnight_that_are_aggregated_late_do_not_count_a_reader_twice(
    traveller: Traveller,
) -> None:
    see(traveller, "2026-11-22 23:58")
    read_at(traveller, "2026-11-22 23:58:02")
    see(traveller, "2026-11-23 00:00:01")
    read_at(traveller, "2026-11-23 00:00:02")
    see(traveller, "2026-11-22 23:59:59")
    assert read_at(traveller, "2026-11-23 00:00:03").online == 1


def test_first_minutes_of_the_first_day_need_no_yesterday(traveller: Traveller) -> None:
    see(traveller, "2026-11-23 00:01")
    assert read_at(traveller, "2026-11-23 00:02").online == 1


def test_clock_that_steps_back_keeps_readers_online_and_loses_the_others(
    traveller: Traveller,
) -> None:
    see(traveller, "2026-11-23 10:00", "203.0.113.1")
    see(traveller, "2026-11-23 10:00", "203.0.113.2")
    assert read_at(traveller, "2026-11-23 10:00").online == 2
    see(traveller, "2026-11-23 09:00", "203.0.113.1")
    assert read_at(traveller, "2026-11-23 09:00") == Figures(1, 2, 2, 2, 2)


def test_figures_cost_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        figures.figures_at(0)


@pytest.fixture
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds of the process's own clock, set by the test."""
    seconds = [1000.0]
    monkeypatch.setattr("visitors.latest_figures.time.monotonic", lambda: seconds[0])
    return seconds


def test_figures_are_at_most_five_seconds_old(
    stopwatch: list[float], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert counter.figures().today == 0
    counting.count_view("203.0.113.1", FIREFOX, "/")
    with django_assert_num_queries(0):
        assert counter.figures().today == 0
    stopwatch[0] += 5.01
    assert counter.figures().today == 1


def test_database_that_fails_leaves_the_last_known_figures(
    stopwatch: list[float], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise OperationalError("database is locked\nDETAIL: Key (day, key)=(secret)")

    make_day("2026-11-20", 7)
    assert counter.figures().total == 7
    make_day("2026-11-21", 7)
    with monkeypatch.context() as broken:
        broken.setattr("visitors.counter.figures_at", fail)
        broken.setattr(counter, "aggregate", fail)
        for _ in range(10):
            stopwatch[0] += 6
            assert counter.figures().total == 7
    assert [line for line in caplog.messages if "database is locked" in line] == [
        "lượt truy cập chưa cộng được: OperationalError: database is locked",
        "không đọc được số liệu truy cập: OperationalError: database is locked",
    ]
    stopwatch[0] += 6
    assert counter.figures().total == 14


def test_failing_database_is_not_asked_again_at_every_page(
    stopwatch: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def fail(moment: object) -> None:
        asked.append(moment)
        raise ZeroDivisionError

    monkeypatch.setattr("visitors.counter.figures_at", fail)
    for _ in range(100):
        assert counter.figures() == Figures()
    assert len(asked) == 1


def test_figures_are_read_while_the_aggregation_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("database is locked")

    make_day("2026-11-20", 7)
    monkeypatch.setattr(counter, "aggregate", fail)
    assert counter.figures().total == 7


@pytest.mark.parametrize(
    ("number", "text"), [(None, "–"), (0, "0"), (999, "999"), (439279, "439.279")]
)
def test_figures_are_grouped_and_unknown_ones_are_a_dash(number: int | None, text: str) -> None:
    page = placeholders.fill(b"<dd><!--visits:total--></dd>", Figures(total=number))
    assert page.decode() == f"<dd>{text}</dd>"
