"""Dates as readers see them and as editors type them."""

import re
from datetime import date, datetime

_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

_DAY_HELP = "Ngày phải có thật và viết như 8/12/2021, 08-12-2021 hoặc 2021-12-08."


def format_stamp(moment: datetime) -> str:
    """Return `moment` as "08-12-2021 02:50", 24 h, on its own clock.

    No zone is converted: give an aware datetime in local time, or a naive one that is local.
    """
    return f"{format_day(moment)} {moment.hour:02}:{moment.minute:02}"


def format_day(day: date) -> str:
    """Return `day` as "08-12-2021"."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def format_long_day(day: date) -> str:
    """Return `day` as "Thứ Hai, ngày 23-11-2026"."""
    return f"{_WEEKDAYS[day.weekday()]}, ngày {format_day(day)}"


def parse_day(text: str) -> date:
    """Return the date of "8/12/2021", "08-12-2021" or "2021-12-08": the day before the month.

    Raises ValueError, with a sentence for the editor, for any other form or a day that does not
    exist.
    """
    text = text.strip()
    if match := _DAY_FIRST.fullmatch(text):
        day, _, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise ValueError(_DAY_HELP)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValueError(_DAY_HELP) from error
