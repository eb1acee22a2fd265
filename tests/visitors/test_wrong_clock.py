"""The server's clock ran ahead or stood at 1970: no view is lost, the ledger stays whole and short,
and what is under a wrong date is set right."""

import datetime
import random
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Sum
from time_machine import Traveller

from reports.periods import Period
from reports.queries import statistics_of
from tests.support.visits import (
    bots_by_day,
    make_bot_view,
    make_view,
    moment,
    note,
    read_at,
    see,
    visits_by_day,
    write,
)
from tests.visitors.ledgers import make_day, sealed_days, verify
from vietnamese import clock
from visitors import ledger
from visitors.counter import counter
from visitors.models import DailyVisits, DaySalt, PageViews, Reader, VisitCorrection

pytestmark = pytest.mark.django_db

DAY = 24 * 3600
WRONG_DAYS = ["2027-11-24", "2027-11-25", "2027-11-26"]


@pytest.fixture(autouse=True)
def traveller() -> Iterator[Traveller]:
    with time_machine.travel(moment("2026-11-24 09:00"), tick=False) as traveller:
        yield traveller


def count(traveller: Traveller, when: str | int, reader: str = "203.0.113.1") -> None:
    see(traveller, when, reader)
    counter.aggregate()


def run_a_year_ahead(traveller: Traveller) -> None:
    """Two visits on 24-11-2026, then three days under dates of 2027 with 1, 2 and 3 visits; it is
    the 27th when the clock is right again."""
    count(traveller, "2026-11-24 09:00", "203.0.113.1")
    count(traveller, "2026-11-24 09:05", "203.0.113.2")
    for number, day in enumerate(WRONG_DAYS, start=1):
        for reader in range(number):
            count(traveller, f"{day} 10:00", f"203.0.113.{reader}")
    traveller.move_to(moment("2026-11-27 08:00"))
    counter.aggregate()


def run(*arguments: str) -> str:
    printed = StringIO()
    call_command("redate_visits", *arguments, stdout=printed)
    return printed.getvalue()


def test_after_a_year_ahead_days_are_counted_and_sealed_as_before(traveller: Traveller) -> None:
    run_a_year_ahead(traveller)
    for round_ in range(20):
        count(traveller, moment("2026-11-27 08:00") + 2 * round_)
    assert not VisitCorrection.objects.exists()
    count(traveller, "2026-11-28 08:00")
    figures = read_at(traveller, "2026-11-28 08:00")
    assert (figures.today, figures.total) == (1, 2 + 6 + 2)
    count(traveller, "2026-11-29 08:00")
    assert visits_by_day()["2026-11-27"] == (1, 20)
    assert "2026-11-27" in sealed_days()
    assert not VisitCorrection.objects.exists()
    assert verify()[0] == 0


def test_day_that_was_sealed_too_early_gets_one_entry(traveller: Traveller) -> None:
    count(traveller, "2026-11-24 09:00")
    count(traveller, "2027-11-24 09:01")
    assert "2026-11-24" in sealed_days()
    for minute in range(2, 50):
        count(traveller, f"2026-11-24 09:{minute:02}", f"203.0.113.{minute}")
    assert not VisitCorrection.objects.exists()
    assert read_at(traveller, "2026-11-24 10:00").total == 50
    for day in ("25", "26", "27"):
        count(traveller, f"2026-11-{day} 08:00")
    entry = VisitCorrection.objects.get()
    assert (str(entry.day), entry.visits, entry.page_views) == ("2026-11-24", 48, 48)
    assert read_at(traveller, "2026-11-27 08:00").total == 53
    assert verify()[0] == 0


def test_figures_and_reports_have_what_waits(traveller: Traveller) -> None:
    run_a_year_ahead(traveller)
    count(traveller, "2026-11-27 08:00")
    assert visits_by_day().get("2026-11-27") is None
    figures = read_at(traveller, "2026-11-27 08:01")
    assert (figures.online, figures.today, figures.this_week, figures.this_month) == (1, 1, 3, 3)
    day = datetime.date(2026, 11, 27)
    period = Period(day, day)
    statistics = statistics_of(period)
    assert statistics.days[day].visits == 1
    assert statistics.counted == 3


def test_when_the_day_comes_that_was_sealed_a_year_before(traveller: Traveller) -> None:
    run_a_year_ahead(traveller)
    run("--noinput")
    for day in range(20, 31):
        count(traveller, f"2027-11-{day} 08:00")
    assert read_at(traveller, "2027-11-30 08:00").total == 2 + 6 + 11
    entries = VisitCorrection.objects.filter(reason=ledger.LATE_REASON)
    assert [str(entry.day) for entry in entries] == ["2027-11-24"]
    assert sealed_days()[-1] == "2027-11-28"
    assert verify()[0] == 0


def test_host_that_is_days_behind_makes_one_entry_a_day(traveller: Traveller) -> None:
    make_day("2026-11-21", 5, 5)
    counter.aggregate()
    for second in range(30):
        write(make_view(moment("2026-11-20 10:00") + second, key=bytes([second]) * 16))
        counter.aggregate()
    assert VisitCorrection.objects.count() == 1
    assert read_at(traveller, "2026-11-24 09:01").total == 35
    traveller.move_to(moment("2026-11-25 00:00"))
    counter.aggregate()
    assert [entry.visits for entry in VisitCorrection.objects.order_by("number")] == [1, 29]
    assert verify()[0] == 0


def test_clock_that_begins_at_1970_loses_nothing(traveller: Traveller) -> None:
    make_day("2026-11-21", 5, 5)
    counter.aggregate()
    for hour in range(1, 90):
        count(traveller, hour * 3600)
    visits = 89
    traveller.move_to(moment("2026-11-24 09:00"))
    counter.aggregate()
    assert verify()[0] == 0
    assert read_at(traveller, "2026-11-24 09:00").total == 5 + visits
    assert VisitCorrection.objects.count() <= 4
    said = run("--noinput")
    assert "01-01-1970 → 24-11-2026" in said
    figures = read_at(traveller, "2026-11-24 09:01")
    assert (figures.total, figures.today) == (5 + visits, visits)
    assert verify()[0] == 0


def test_command_moves_views_to_the_days_on_which_they_came(traveller: Traveller) -> None:
    write(make_bot_view("2027-11-25 10:00"))
    run_a_year_ahead(traveller)
    count(traveller, "2026-11-27 09:00")
    before = read_at(traveller, "2026-11-27 09:01").total
    said = run("--noinput")
    for line in (
        "24-11-2027 → 24-11-2026: 1 lượt truy cập, 1 lượt xem trang",
        "25-11-2027 → 25-11-2026: 2 lượt truy cập, 2 lượt xem trang",
        "26-11-2027 → 26-11-2026: 3 lượt truy cập, 3 lượt xem trang",
    ):
        assert line in said
    assert "Đã tính lại 6 lượt truy cập và 6 lượt xem trang" in said
    after = read_at(traveller, "2026-11-27 09:02")
    assert after.total == before == 2 + 6 + 1
    assert (after.today, after.this_week) == (1, 9)
    pages = PageViews.objects.order_by("day").values_list("day", "views")
    found = {str(day): views for day, views in pages}
    assert found == {"2026-11-24": 3, "2026-11-25": 2, "2026-11-26": 3, "2026-11-27": 1}
    assert bots_by_day() == {"2026-11-25": 1}
    code, told = verify()
    assert (code, "6 lần điều chỉnh" in told) == (0, True)


def test_second_time_the_command_has_nothing_to_do(traveller: Traveller) -> None:
    run_a_year_ahead(traveller)
    run("--noinput")
    entries = VisitCorrection.objects.count()
    assert "Không có lượt truy cập nào ghi ngày chưa đến" in run("--noinput")
    assert VisitCorrection.objects.count() == entries


def test_command_asks_whether_the_clock_is_right(
    traveller: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_a_year_ahead(traveller)
    monkeypatch.setattr("sys.stdin", StringIO("không\n"))
    said = run()
    assert "Đồng hồ máy này ghi 27-11-2026 08:00. Giờ ấy có đúng không?" in said
    assert "Không thay đổi gì" in said
    assert not VisitCorrection.objects.exists()
    monkeypatch.setattr("sys.stdin", StringIO("có\n"))
    assert "Đã tính lại 6 lượt" in run()


def test_command_does_nothing_while_the_clock_stands_at_1970(traveller: Traveller) -> None:
    run_a_year_ahead(traveller)
    traveller.move_to(3 * DAY)
    with pytest.raises(CommandError, match=r"04-01-1970.*chỉnh lại cho đúng"):
        run("--noinput")
    assert not VisitCorrection.objects.exists()


def test_keys_of_days_to_come_go_after_two_days(traveller: Traveller) -> None:
    run_a_year_ahead(traveller)
    assert Reader.objects.filter(day__gte=WRONG_DAYS[0]).exists()
    for day in ("27", "28"):
        traveller.move_to(moment(f"2026-11-{day} 23:30"))
        counter.refresh()
    traveller.move_to(moment("2026-11-29 00:00:01"))
    counter.refresh()
    assert not Reader.objects.filter(day__gte=WRONG_DAYS[0]).exists()
    assert not DaySalt.objects.filter(day__gte=WRONG_DAYS[0]).exists()


def test_clock_an_hour_at_1970_takes_nobody_s_key(traveller: Traveller) -> None:
    count(traveller, "2026-11-24 09:00")
    counter.restart()
    traveller.move_to(600)
    counter.refresh()
    counter.restart()
    count(traveller, "2026-11-24 09:20")
    assert visits_by_day() == {"2026-11-24": (1, 2)}


def test_journal_of_a_clock_that_was_ahead_is_not_filled_for_a_year(traveller: Traveller) -> None:
    note(make_view("2027-11-24 10:00"))
    counter.journal.close_after_hour(moment("2026-11-24 09:00"))
    counter.aggregate()
    note(make_view("2026-11-24 10:00"))
    counter.journal.close_after_hour(moment("2026-11-24 09:59"))  # as a clock may step back
    note(make_view("2026-11-24 09:59"))
    counter.aggregate()
    assert visits_by_day() == {"2026-11-24": (1, 2), "2027-11-24": (1, 1)}


JUMPS = [-400 * DAY, -30 * DAY, -3 * DAY, -DAY, -3600, 60, 3600, DAY, 3 * DAY, 30 * DAY, 400 * DAY]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_clock_does_every_view_is_counted_once(
    seed: int, traveller: Traveller
) -> None:
    rng = random.Random(seed)
    right = moment("2026-11-24 09:00")
    make_day("2026-11-20", 7, 7)
    counter.aggregate()
    counted = 7
    for _ in range(40):
        right += rng.choice([3, 600, 3600, DAY // 2, DAY])
        now = right + rng.choice([0, 0, 0, *JUMPS, -right + 3600])
        for _ in range(rng.randrange(4)):
            # A reader each, as keys go with their day and would make one reader two.
            see(traveller, now, f"203.0.{counted // 200}.{counted % 200}")
            counted += 1
        if rng.random() < 0.2:
            counter.restart()
        counter.aggregate()
        assert read_at(traveller, now).total == counted
    traveller.move_to(right)
    counter.aggregate()
    assert verify()[0] == 0
    late = VisitCorrection.objects.filter(reason=ledger.LATE_REASON)
    days = {(entry.day, clock.day_of(int(entry.made_at.timestamp()))) for entry in late}
    assert late.count() == len(days)
    run("--noinput")
    assert read_at(traveller, right).total == counted
    assert verify()[0] == 0
    to_come = DailyVisits.objects.filter(day__gt=clock.day_of(right))
    moved = VisitCorrection.objects.filter(day__gt=clock.day_of(right))
    totals = [rows.aggregate(sum=Sum("visits"))["sum"] or 0 for rows in (to_come, moved)]
    assert sum(totals) <= 0
    assert "Không có lượt" in run("--noinput")
