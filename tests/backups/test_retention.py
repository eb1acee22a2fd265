"""Seven days, four weeks, twelve months."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from backups.retention import to_keep

DAY = datetime.timedelta(days=1)
LAST = datetime.datetime(2026, 11, 30, 2, 10)


def test_after_two_years_of_nights_so_many_are_left() -> None:
    nights = [LAST - number * DAY for number in range(730)]
    keep = to_keep(nights)
    assert {LAST - number * DAY for number in range(7)} <= keep
    assert len(keep) <= 7 + 4 + 12
    assert len({moment.strftime("%Y-%m") for moment in keep}) == 12
    assert min(keep) < LAST - 330 * DAY


def test_thinned_out_night_by_night_a_year_is_still_there() -> None:
    there: set[datetime.datetime] = set()
    for number in range(800):
        there = to_keep({*there, LAST + number * DAY})
    months = {moment.strftime("%Y-%m") for moment in there}
    assert len(months) == 12
    assert len(there) <= 7 + 4 + 12


@given(st.sets(st.datetimes(min_value=datetime.datetime(2000, 1, 1))))
def test_the_newest_always_stays(moments: set[datetime.datetime]) -> None:
    keep = to_keep(moments)
    assert keep <= moments
    assert not moments or max(moments) in keep


def test_those_of_days_to_come_take_nobody_s_place() -> None:
    nights = {LAST - number * DAY for number in range(400)}
    to_come = {LAST + 365 * DAY + number * DAY for number in range(40)}
    keep = to_keep(nights | to_come, LAST + DAY)
    assert keep & nights == to_keep(nights)
    assert keep & to_come == to_keep(to_come)


def test_a_clock_at_1970_deletes_no_more_than_before() -> None:
    nights = {LAST - number * DAY for number in range(400)}
    thinned = to_keep(nights, LAST)
    dead_battery = datetime.datetime(1970, 1, 1, 7)
    assert to_keep({*thinned, dead_battery}, dead_battery) == {*thinned, dead_battery}
