from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.clock import VIETNAM
from vietnamese.dates import format_day, format_long_day, format_stamp, parse_day


def test_a_stamp_shows_day_month_year_and_24_hours() -> None:
    assert format_stamp(datetime(2021, 12, 8, 2, 50)) == "08-12-2021 02:50"
    assert format_stamp(datetime(2021, 12, 8, 14, 5)) == "08-12-2021 14:05"


def test_an_aware_moment_is_shown_on_its_own_clock() -> None:
    assert format_stamp(datetime(2021, 12, 31, 18, 30, tzinfo=UTC).astimezone(VIETNAM)) == (
        "01-01-2022 01:30"
    )


def test_a_day_shows_two_digits_for_day_and_month() -> None:
    assert format_day(date(2021, 2, 8)) == "08-02-2021"


@pytest.mark.parametrize("typed", ["8/12/2021", "08-12-2021", "2021-12-08", " 08/12/2021 "])
def test_the_day_is_read_before_the_month(typed: str) -> None:
    assert parse_day(typed) == date(2021, 12, 8)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "30-02-2021",
        "31/11/2021",
        "29-02-2021",
        "0/1/2021",
        "8/13/2021",
        "01-01-0000",
        "8/12-2021",
        "8/12/21",
        "12345-01-01",
        "8 tháng 12",
        "٨/١٢/٢٠٢١",
        "8/12/2021\x00",
    ],
)
def test_what_is_not_a_day_is_refused_in_vietnamese(typed: str) -> None:
    with pytest.raises(ValueError, match="Ngày phải có thật"):
        parse_day(typed)


def test_a_leap_day_is_a_day() -> None:
    assert parse_day("29-02-2024") == date(2024, 2, 29)


@given(st.dates())
def test_every_day_survives_showing_and_reading(day: date) -> None:
    assert parse_day(format_day(day)) == day
    assert parse_day(day.isoformat()) == day


@given(st.datetimes())
def test_every_minute_is_shown(moment: datetime) -> None:
    day, clock = format_stamp(moment).split()
    assert parse_day(day) == moment.date()
    assert clock == f"{moment:%H:%M}"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 11, 23), "Thứ Hai, ngày 23-11-2026"),
        (date(2026, 11, 29), "Chủ nhật, ngày 29-11-2026"),
    ],
)
def test_long_day_begins_with_the_weekday(day: date, shown: str) -> None:
    assert format_long_day(day) == shown
