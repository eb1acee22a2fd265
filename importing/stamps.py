"""The line that dates an article: "Cập nhật: 08-12-2021 02:50"."""

import re
from datetime import datetime, time

from articles.models import FIRST_YEAR, LAST_YEAR
from importing.imported_page import ImportReport, quote
from importing.lines import Line
from vietnamese.dates import parse_day

_STAMP = re.compile(
    r"(?:cập nhật(?: lúc| ngày)?|ngày cập nhật|ngày đăng|đăng ngày|đăng lúc)\s*:?\s*"
    r"(?:ngày\s+)?(?:thứ \w+|chủ nhật)?,?\s*"
    r"(?:(?P<early>\d{1,2}[:h]\d{2}(?::\d{2})?)\s*[,|–-]?\s*(?:ngày\s+)?)?"
    r"(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2})"
    r"\s*[,|–-]?\s*(?:lúc\s+)?(?P<late>\d{1,2}[:h]\d{2}(?::\d{2})?)?"
    r"\s*(?P<half>AM|PM|SA|CH)?\s*(?:\(?GMT\s*\+\s*7\)?)?",
    re.IGNORECASE,
)


def take_stamp(lines: list[Line], report: ImportReport) -> tuple[datetime | None, int | None]:
    """The first stamp as local time without a zone (00:00 when it gives no hour), and its index.

    A stamp that names no real day gives (None, index) and a doubt.
    """
    for index, line in enumerate(lines):
        found = _STAMP.fullmatch(line.text)
        if found is None:
            continue
        try:
            stamp = _moment(found)
        except ValueError:
            report.add_doubt(f"Dòng {quote(line.text)} không phải ngày giờ có thật, đã bỏ.")
            return None, index
        report.add_decision(f"Thời điểm cập nhật: {stamp:%d-%m-%Y %H:%M}.")
        if not (found["early"] or found["late"]):
            report.add_doubt("Dấu cập nhật không ghi giờ, lấy 00:00.")
        return stamp, index
    return None, None


def _moment(found: re.Match[str]) -> datetime:
    day = parse_day(found["day"].replace(".", "-"))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("no site had news in that year")
    clock = (found["late"] or found["early"] or "0:00").replace("h", ":").replace("H", ":")
    hour, minute = (int(part) for part in clock.split(":")[:2])
    half = (found["half"] or "").upper()
    if half in {"PM", "CH"} and hour < 12:
        hour += 12
    elif half in {"AM", "SA"} and hour == 12:
        hour = 0
    return datetime.combine(day, time(hour, minute))
