"""One clock for the archive, the counter and Django's own dates."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from vietnamese.clock import ONE_DAY, VIETNAM, day_of, midnight, monday_of

MONDAY = datetime.date(2026, 11, 23)


def test_clock_is_the_one_that_django_shows_since_1975() -> None:
    shown = ZoneInfo(settings.TIME_ZONE)
    first = datetime.datetime(1975, 7, 1, tzinfo=datetime.UTC)
    for week in range(120 * 52):
        moment = first + datetime.timedelta(weeks=week)
        assert moment.astimezone(shown).replace(tzinfo=None) == (
            moment.astimezone(VIETNAM).replace(tzinfo=None)
        )


def test_day_begins_at_five_in_the_afternoon_of_the_day_before_in_utc() -> None:
    start = datetime.datetime(2026, 11, 22, 17, tzinfo=datetime.UTC)
    assert midnight(MONDAY) == start
    assert day_of(int(start.timestamp())) == MONDAY
    assert day_of(int(start.timestamp()) - 1) == MONDAY - ONE_DAY


@pytest.mark.parametrize("day", range(7))
def test_week_begins_on_monday(day: int) -> None:
    assert monday_of(MONDAY + day * ONE_DAY) == MONDAY
