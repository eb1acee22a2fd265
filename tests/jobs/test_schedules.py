"""Jobs by the clock: what was missed is done once, and a clock that jumps loses nothing."""

import datetime

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from jobs import registry
from jobs.calendar import Calendar
from jobs.models import Job
from jobs.registry import background_job
from jobs.schedules import daily, every, monthly
from vietnamese.clock import VIETNAM

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOON = datetime.datetime(2026, 6, 15, 12, 0, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def nightly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_jobs", {})
    background_job("nightly", "Việc hằng đêm", schedule=daily("03:20"))(lambda progress: None)


def finished_since() -> int:
    """How many were due; all of them are done meanwhile."""
    waiting = Job.objects.exclude(state=Job.State.DONE)
    return waiting.update(state=Job.State.DONE)


def look() -> int:
    """As a runner does that begins now."""
    Calendar().enqueue_due()
    return finished_since()


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-06-15T03:19:59+07:00", "2026-06-14T03:20:00+07:00"),
        ("2026-06-15T03:20:00+07:00", "2026-06-15T03:20:00+07:00"),
        ("2026-06-14T21:00:00+00:00", "2026-06-15T03:20:00+07:00"),
    ],
)
def test_daily_is_by_vietnam_s_clock(now: str, due: str) -> None:
    moment = datetime.datetime.fromisoformat
    assert daily("03:20").latest(moment(now)) == moment(due)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-06-15T12:00:00+07:00", "2026-06-01T04:10:00+07:00"),
        ("2026-06-01T04:09:59+07:00", "2026-05-01T04:10:00+07:00"),
        ("2026-05-31T21:10:00+00:00", "2026-06-01T04:10:00+07:00"),
        ("2026-01-01T00:00:00+07:00", "2025-12-01T04:10:00+07:00"),
        ("2028-03-01T04:00:00+07:00", "2028-02-01T04:10:00+07:00"),
    ],
)
def test_monthly_is_on_the_first_by_vietnam_s_clock(now: str, due: str) -> None:
    moment = datetime.datetime.fromisoformat
    assert monthly("04:10").latest(moment(now)) == moment(due)


def test_every_so_many_hours_is_by_vietnam_s_midnight() -> None:
    assert every(hours=6).latest(NOON + 5 * DAY / 24) == NOON
    assert every(hours=6).latest(NOON - DAY / 24) == NOON - DAY / 4


def test_job_is_due_once_a_day(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOON, tick=False)
    assert [look(), look()] == [0, 0]  # a new site has missed nothing
    time_machine.move_to(NOON + DAY * 0.6, tick=False)
    assert look() == 0
    time_machine.move_to(NOON + DAY, tick=False)
    assert [look(), look()] == [1, 0]


def test_missed_days_are_made_up_for_once(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOON, tick=False)
    look()
    time_machine.move_to(NOON + 9 * DAY, tick=False)
    assert [look(), look()] == [1, 0]


def test_clock_a_year_ahead_and_back_loses_no_day(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOON, tick=False)
    look()
    for jump in (365, 0):
        time_machine.move_to(NOON + jump * DAY, tick=False)
        assert [look(), look()] == [1, 0]
    time_machine.move_to(NOON + DAY, tick=False)
    assert look() == 1


def test_host_whose_clock_is_a_little_behind_does_nothing_twice(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(NOON - DAY, tick=False)
    look()
    time_machine.move_to(NOON.replace(hour=3, minute=21), tick=False)
    assert look() == 1
    time_machine.move_to(NOON.replace(hour=3, minute=19), tick=False)
    assert look() == 0
    time_machine.move_to(NOON.replace(hour=3, minute=22), tick=False)
    assert look() == 0


def test_job_that_still_waits_is_not_put_there_twice(time_machine: TimeMachineFixture) -> None:
    for day in range(3):
        time_machine.move_to(NOON + day * DAY, tick=False)
        Calendar().enqueue_due()
    assert Job.objects.count() == 1


def test_job_that_was_set_aside_is_tried_again_when_it_is_due(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(NOON - DAY, tick=False)
    Calendar().enqueue_due()
    time_machine.move_to(NOON, tick=False)
    Calendar().enqueue_due()
    Job.objects.get().set_aside("Hỏng.")
    time_machine.move_to(NOON + DAY, tick=False)
    Calendar().enqueue_due()
    assert Job.objects.get().state == Job.State.WAITING


def test_retry_waits_for_its_pause_and_no_longer_whatever_the_clock_does(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(NOON + 365 * DAY, tick=False)
    job = Job.objects.create(name="nightly")
    job.start()
    job.fail("Hỏng.")
    assert not Job.objects.due(timezone.now()).exists()
    assert Job.objects.due(timezone.now() + DAY / 24).exists()
    time_machine.move_to(NOON, tick=False)
    assert Job.objects.due(timezone.now()).exists()


def test_job_for_a_later_moment_waits_for_it(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOON, tick=False)
    Job.objects.create(name="nightly", due_at=NOON + 40 * DAY)
    assert not Job.objects.due(timezone.now()).exists()
    time_machine.move_to(NOON + 40 * DAY, tick=False)
    assert Job.objects.due(timezone.now()).exists()
