"""What a visit is: the first view of a key in a Vietnamese day, or one after 1,800 s of quiet."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from time_machine import Traveller

from tests.support.visits import (
    make_view,
    moment,
    note,
    see,
    visits_by_day,
    write,
)
from vietnamese import clock
from visitors import journal
from visitors.counter import counter
from visitors.models import DailyVisits, JournalOffset, PageViews, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def traveller() -> Iterator[Traveller]:
    with time_machine.travel(moment("2026-11-24 00:00"), tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("times", "visits"),
    [
        (["10:00:00"], 1),
        (["10:00:00", "10:00:00"], 1),
        (["10:00:00", "10:29:59"], 1),
        (["10:00:00", "10:30:00"], 2),
        (["10:00:00", "10:29:00", "10:58:00", "11:27:00"], 1),
        (["10:00:00", "10:29:59", "10:59:58"], 1),
        (["10:00:00", "10:29:59", "10:59:59"], 2),
        (["00:00:00", "23:59:59"], 2),
    ],
)
def test_a_visit_goes_on_until_half_an_hour_of_quiet(times: list[str], visits: int) -> None:
    write(*[make_view(f"2026-11-23 {time}") for time in times])
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (visits, len(times))}


def test_a_new_day_starts_a_new_visit() -> None:
    write(make_view("2026-11-22 23:59:59"), make_view("2026-11-23 00:00:00"))
    counter.aggregate()
    assert visits_by_day() == {"2026-11-22": (1, 1), "2026-11-23": (1, 1)}


def test_two_keys_are_two_visits() -> None:
    write(
        make_view("2026-11-23 10:00", key=b"a" * 16), make_view("2026-11-23 10:00", key=b"b" * 16)
    )
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (2, 2)}


STEPS = [600, 1799, 1800, 1801, 4000, 86_400, -1, -600, -1800, -3600, -7200, -86_400]
STEPS_BACK = [
    ["10:00", "09:00"],
    ["10:00", "09:00", "10:01"],
    ["10:00", "09:00", "09:20", "09:40", "10:00", "10:20"],
]


@pytest.mark.parametrize("times", STEPS_BACK)
def test_clock_that_steps_back_an_hour_makes_no_double_visit(
    traveller: Traveller, times: list[str]
) -> None:
    for time in times:
        see(traveller, f"2026-11-23 {time}")
        counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, len(times))}


@pytest.mark.parametrize("times", STEPS_BACK)
def test_clock_that_steps_back_between_two_aggregations_makes_no_double_visit(
    traveller: Traveller, times: list[str]
) -> None:
    for time in times:
        see(traveller, f"2026-11-23 {time}")
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, len(times))}


def test_clock_that_steps_back_between_views_of_two_processes_makes_no_double_visit(
    traveller: Traveller,
) -> None:
    write(make_view("2026-11-23 09:00:01"))
    write(make_view("2026-11-23 10:00:00"), make_view("2026-11-23 09:00:00"))
    traveller.move_to(moment("2026-11-23 09:00:02"))
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, 3)}


def test_clock_that_steps_on_a_day_and_back_makes_no_double_visit(traveller: Traveller) -> None:
    for time in ("2026-11-23 10:00", "2026-11-24 10:00", "2026-11-23 10:01"):
        see(traveller, time)
        counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, 2), "2026-11-24": (1, 1)}


def forget_everything() -> None:
    """Before each of Hypothesis's examples, which share one transaction."""
    for model in (DailyVisits, PageViews, Reader, JournalOffset):
        model.objects.all().delete()
    counter.restart()


def expected_visits(events: list[tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """The rule once more, as plainly as it can be said."""
    figures: dict[str, tuple[int, int]] = {}
    last: dict[tuple[datetime.date, int], int] = {}
    for at, reader in sorted(events):
        day = clock.day_of(at)
        is_new = (day, reader) not in last or at - last[day, reader] >= 1800
        last[day, reader] = at
        visits, views = figures.get(str(day), (0, 0))
        figures[str(day)] = (visits + is_new, views + 1)
    return figures


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3) | st.sampled_from([600, 1799, 1800, 1801, 4000]),
            st.integers(0, 2),  # reader
            st.integers(0, 2),  # process
            st.booleans(),  # aggregated after it
        ),
        max_size=25,
    )
)
def test_any_views_of_several_processes_are_counted_by_the_rule(
    traveller: Traveller, steps: list[tuple[int, int, int, bool]]
) -> None:
    forget_everything()
    processes = [journal.JournalWriter() for _ in range(3)]
    at = moment("2026-11-22 22:30")
    events = []
    for gap, reader, process, is_aggregated in steps:
        at += gap
        traveller.move_to(at)
        events.append((at, reader))
        note(make_view(at, key=bytes([reader]) * 16), processes[process])
        if is_aggregated:
            counter.aggregate()
    for writer in processes:
        writer.close()
    counter.aggregate()
    assert visits_by_day() == expected_visits(events)
    assert journal.names() == []


def expected_visits_of_a_clock_that_steps(
    events: list[tuple[int, int]],
) -> dict[str, tuple[int, int]]:
    """Times in the order in which they were read from the clock: a visit goes on until half an hour
    after the latest of its views."""
    figures: dict[str, tuple[int, int]] = {}
    ends: dict[tuple[datetime.date, int], int] = {}
    for at, reader in events:
        day = clock.day_of(at)
        is_new = at >= ends.get((day, reader), 0)
        ends[day, reader] = max(ends.get((day, reader), 0), at + 1800)
        visits, views = figures.get(str(day), (0, 0))
        figures[str(day)] = (visits + is_new, views + 1)
    return figures


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3) | st.sampled_from(STEPS),
            st.integers(0, 2),  # reader
            st.booleans(),  # aggregated after it
        ),
        max_size=25,
    )
)
@example(steps=[(0, 0, False), (1800, 0, False), (-1, 0, False)])  # into the next journal and back
def test_any_views_under_a_clock_that_steps_are_counted_by_the_rule(
    traveller: Traveller, steps: list[tuple[int, int, bool]]
) -> None:
    forget_everything()
    first, last = moment("2026-11-22 00:00"), moment("2026-11-23 23:59:59")  # days not yet closed
    at = moment("2026-11-22 22:30")
    events = []
    for gap, reader, is_aggregated in steps:
        at = min(max(first, at + gap), last)
        traveller.move_to(at)
        events.append((at, reader))
        note(make_view(at, key=bytes([reader]) * 16))
        if is_aggregated:
            counter.aggregate()
    counter.journal.close()
    counter.aggregate()
    assert visits_by_day() == expected_visits_of_a_clock_that_steps(events)
    assert journal.names() == []
