"""Days and times of day as people type them; dates.py has the forms that the site shows."""

import calendar
import re
from datetime import date, time

from vietnamese.fold import fold
from vietnamese.normal_forms import nfkc
from vietnamese.text import one_line

LONGEST = 60
DAY_EXAMPLE = "Xin viết theo mẫu 08-12-2021."
TIME_EXAMPLE = "Hãy viết như 07:30 hoặc 7h30."
# Of two digits: 69 is 1969, as in strptime().
FIRST_OF_CENTURY = 69

_SIGN = r"\s*[-/.,\s]\s*"
_WEEKDAY = re.compile(r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])\b[\s,]*")
_DAYS = [
    re.compile(form)
    for form in (
        rf"(?:ngay\s*)?(?P<day>\d{{1,2}}){_SIGN}(?P<month>\d{{1,2}}){_SIGN}(?P<year>\d{{4}}|\d\d)",
        rf"(?P<year>\d{{4}}){_SIGN}(?P<month>\d{{1,2}}){_SIGN}(?P<day>\d{{1,2}})",
        r"(?:ngay\s*)?(?P<day>\d{1,2})[\s,]*(?:thang|thg|th)[\s.]*(?P<month>\d{1,2})"
        rf"(?:[\s,]*nam\s*|{_SIGN})(?P<year>\d{{4}}|\d\d)",
        r"(?P<day>\d\d?)(?P<month>\d\d)(?P<year>(?:19|20|21)\d\d)",
        r"(?P<year>(?:19|20|21)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>\d\d)",
        r"(?P<day>[0-3]\d)(?P<month>0\d|1[0-2])(?P<year>\d\d)",
    )
]
_MONTHS = [
    re.compile(form)
    for form in (
        rf"(?:(?:thang|thg|th|t)[\s.]*)?(?P<month>\d{{1,2}})(?:[\s,]*nam\s*|{_SIGN})(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}){_SIGN}(?P<month>\d{{1,2}})",
        r"(?P<month>0[1-9]|1[0-2])(?P<year>(?:19|20|21)\d\d)",
    )
]
_YEAR = re.compile(r"(?:nam\s*)?(?P<year>\d{4})")

_PART_OF_DAY = r"(?:\s*(?P<part>sang|trua|chieu|toi|dem|am|pm))?"
_TIMES = [
    re.compile(form + _PART_OF_DAY)
    for form in (
        r"(?P<hour>\d{1,2})\s*(?:gio|g|h|:)\s*(?P<minute>\d{1,2})\s*(?:phut|ph|p|')?"
        r"(?:\s*:?\s*(?P<second>\d\d?)\s*(?:giay|s)?)?",
        r"(?P<hour>\d{1,2})\s*[.,]\s*(?P<minute>\d\d)",
        r"(?P<hour>\d{1,2})\s*(?:gio|g|h)?",
        r"(?P<hour>\d{1,2})(?P<minute>\d\d)",
        r"(?P<hour>\d{1,2})\s*(?:gio|g|h)\s*(?P<half>ruoi)",
        r"(?P<hour>\d{1,2})\s*(?:gio|g|h)\s*kem\s*(?P<less>\d{1,2})\s*(?:phut|ph|p)?",
    )
]


def typed_day(text: str) -> date:
    """The day of "8/12/2021", "8.12.2021", "08122021", "8/12/21", "ngày 8 tháng 12 năm 2021".

    Raises ValueError, with a sentence for whoever typed it: other forms, days that do not exist.
    """
    read = _read(text)
    if match := _first(_DAYS, read):
        return _day(match["year"], int(match["month"]), int(match["day"]))
    raise ValueError(f"Ngày chưa đúng. {DAY_EXAMPLE}")


def typed_span(text: str) -> tuple[date, date]:
    """The first and the last day of what was typed: a day, as typed_day() reads it, a month
    ("12-2021", "tháng 12 năm 2021") or a year ("2021"). Raises ValueError with a sentence."""
    read = _read(text)
    if not _first(_DAYS, read):
        if match := _first(_MONTHS, read):
            first = _day(match["year"], int(match["month"]), 1)
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
        if (match := _YEAR.fullmatch(read)) and int(match["year"]):
            return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
    day = typed_day(text)
    return day, day


def typed_time(text: str) -> time:
    """The time of "7h30", "7 giờ 30", "07.30", "7:30", "7h", "2 giờ rưỡi chiều"; 24 hours.

    Raises ValueError, with a sentence for whoever typed it, for any other.
    """
    match = _first(_TIMES, _read(text))
    if match is None:
        raise ValueError(f"Không có giờ này. {TIME_EXAMPLE}")
    found = match.groupdict()
    hour, minute, second = (int(found.get(name) or 0) for name in ("hour", "minute", "second"))
    minute = 30 if found.get("half") else minute
    hour = _hour(hour, found["part"])
    if found.get("less"):
        hour, minute = (hour - 1) % 24, 60 - int(found["less"])
    try:
        return time(hour, minute, second)
    except ValueError:
        raise ValueError(
            f"Không có giờ này. Giờ từ 0 đến 23, phút từ 0 đến 59. {TIME_EXAMPLE}"
        ) from None


def _read(text: str) -> str:
    """In small letters without marks; every dash a hyphen, every colon one."""
    if len(text) > 4 * LONGEST:
        return ""
    plain = re.sub("[‐-―−]", "-", nfkc(one_line(text)))
    read = fold(plain).replace("’", "'").strip(" .,;")
    weekday = _WEEKDAY.match(read)
    return read[weekday.end() :] if weekday and weekday.end() < len(read) else read


def _first(forms: list[re.Pattern[str]], read: str) -> re.Match[str] | None:
    if not read.isascii():  # \d is any script's digit
        return None
    return next((match for form in forms if (match := form.fullmatch(read))), None)


def _day(typed_year: str, month: int, day: int) -> date:
    year = int(typed_year)
    if len(typed_year) == 2:
        year += 1900 if year >= FIRST_OF_CENTURY else 2000
    if not 1 <= month <= 12:
        reason = f"Ngày chưa đúng. Năm không có tháng {month}; ngày viết trước, tháng viết sau."
        raise ValueError(f"{reason} {DAY_EXAMPLE}")
    if not 1 <= year <= 9999:
        raise ValueError(f"Ngày chưa đúng. {DAY_EXAMPLE}")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        reason = f"Ngày chưa đúng. Tháng {month} năm {year} có {last} ngày."
        raise ValueError(f"{reason} {DAY_EXAMPLE}")
    return date(year, month, day)


def _hour(hour: int, part: str | None) -> int:
    """On the clock of 24 hours: "2 giờ chiều" is 14."""
    if part in ("chieu", "toi", "pm") and hour < 12:
        return hour + 12
    if part == "trua" and hour <= 2:
        return hour + 12
    if part == "dem" and 8 <= hour <= 12:
        return (hour + 12) % 24
    return 0 if part == "am" and hour == 12 else hour
