"""The line that dates an article: "Cập nhật: 08-12-2021 02:50", and what a page says beside it."""

import re
from datetime import datetime, time

from articles.models import FIRST_YEAR, LAST_YEAR
from importing.document import Document
from importing.imported_page import Candidate, Choice, ImportReport, quote
from importing.recognisers.lines import Line, is_prose
from vietnamese.clock import VIETNAM
from vietnamese.dates import parse_day

_LABEL = (
    r"(?:(?:lần\s+)?cập nhật(?:\s+(?:lúc|ngày|lần cuối|mới nhất))?"
    r"|ngày (?:cập nhật|đăng|tạo|viết|gửi)"
    r"|đăng (?:ngày|lúc|vào)|(?:được\s+)?đăng(?: vào)?|đã đăng|thời gian(?: đăng)?|xuất bản"
    r"|(?:posted|published|updated)(?: on)?)"
)
_WEEKDAY = (
    r"(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|chúa nhật|cn|t[2-7]"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day)"
)
_MONTHS = {
    **{"một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7},
    **{"tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12},
}
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?:\d{{1,2}}|{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_ENGLISH_MONTH = rf"(?:{'|'.join(_ENGLISH)})[a-z]*\.?"
_CLOCK = r"\d{1,2}\s*(?:[:hg]|giờ)\s*\d{2}(?:\s*phút)?(?::\d{2})?|\d{1,2}\s*(?:giờ|h)"
_HALF = r"(?:sáng|trưa|chiều|tối|AM|PM|SA|CH)"
_SEPARATOR = r"\s*[,|–—-]?\s*"
_STAMP = re.compile(
    rf"(?:(?P<label>{_LABEL})\s*:?\s*)?"
    rf"(?:(?:lúc\s*)?(?P<early>{_CLOCK})(?P<early_half>\s*{_HALF})?{_SEPARATOR})?"
    rf"(?:{_WEEKDAY}{_SEPARATOR})?(?:ngày\s+)?"
    r"(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}\s+(?:(?:tháng|thg)\s+|th)\.?{_MONTH},?\s+(?:năm\s+)?\d{{4}}"
    rf"|{_ENGLISH_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|(?:tháng|thg|th)\s*\d{1,2}\s+\d{1,2},?\s+\d{4}"
    rf"|\d{{1,2}}\s+{_ENGLISH_MONTH},?\s+\d{{4}})"
    rf"{_SEPARATOR}(?:lúc\s*:?\s*)?(?P<late>{_CLOCK})?"
    rf"\s*(?P<half>{_HALF})?\s*(?:[(\[]?(?:GMT|UTC)\s*\+\s*0?7(?::00)?[)\]]?)?\.?"
    r"(?P<signed>\s*[,|–-]?\s*(?:đăng )?(?:bởi|by)\s*:?\s+\S.{0,60})?",
    re.IGNORECASE,
)
_LONG_DAY = re.compile(
    rf"(\d{{1,2}})\s+(?:(?:tháng|thg)\s+|th)\.?({_MONTH}),?\s+(?:năm\s+)?(\d{{4}})", re.IGNORECASE
)
_MONTH_FIRST = re.compile(r"(?:tháng|thg|th)\s*(\d{1,2})\s+(\d{1,2}),?\s+(\d{4})")
_AGO = re.compile(
    r"(?:(?:cập nhật|đăng)\s*:?\s*)?(?:(?:khoảng|cách đây)\s+)?"
    r"\d+ (?:năm|tháng|tuần|ngày|giờ|phút)(?:,? \d+ (?:tháng|tuần|ngày|giờ|phút))* trước",
    re.IGNORECASE,
)
_LONGEST = 90


def take_stamp(lines: list[Line], report: ImportReport) -> tuple[datetime | None, list[int]]:
    """The printed stamp as local time without a zone (00:00 when it gives no hour), and the indexes
    of the lines that are stamps.

    With a label it may stand anywhere; a bare date only above the running text, and of several the
    one that tells the hour, else the last: the first is often today's. A stamp that names no real
    day gives (None, its index) and a doubt.
    """
    found = _found(lines)
    _report_ago(lines, found, report)
    labelled = [index for index, match in found.items() if match and match["label"]]
    dated = [index for index, match in found.items() if match]
    timed = [index for index in dated if _clock(found[index])]
    chosen = (labelled or timed[-1:] or dated[-1:])[:1]
    if not chosen:
        return None, list(found)
    match = found[chosen[0]]
    text = lines[chosen[0]].text
    try:
        stamp = _moment(match)
    except ValueError:
        report.add_doubt(f"Dòng {quote(text)} không phải ngày giờ có thật, đã bỏ.")
        return None, _in_order(chosen, found)
    report.add_decision(f"Thời điểm cập nhật: {stamp:%d-%m-%Y %H:%M}.")
    if not _clock(match):
        report.add_doubt("Dấu cập nhật không ghi giờ, lấy 00:00.")
    others = [index for index in dated if index != chosen[0]]
    for index in others:
        report.add_doubt(f"Bỏ dòng ngày tháng khác: {quote(lines[index].text)}.")
    report.choices.append(
        Choice(
            "date",
            Candidate(text, 2, ("in trong trang",), (lines[chosen[0]].at,)),
            tuple(Candidate(lines[i].text, 1, ("ngày khác",), (lines[i].at,)) for i in others),
        )
    )
    return stamp, _in_order(chosen, found)


def hinted_stamp(
    printed: datetime | None, document: Document, report: ImportReport
) -> datetime | None:
    """When the page says that it was published, beside its text; local time without a zone. What
    is printed holds, but may lack its hour."""
    read = [(hint, moment) for hint in document.values("date") if (moment := _read(hint.value))]
    if printed and printed.time() == time():
        read = [(hint, moment) for hint, moment in read if moment.date() == printed.date()]
    elif printed:
        read = []
    if not read:
        return printed
    read.sort(key=lambda pair: pair[1].time() == time())  # one that tells the hour first
    hint, moment = read[0]
    report.add_doubt(f"Ngày giờ lấy từ {hint.source}: {moment:%d-%m-%Y %H:%M}.")
    report.choices.append(
        Choice(
            "date",
            Candidate(hint.value, 1, (hint.source,)),
            tuple(Candidate(other.value, 1, (other.source,)) for other, _ in read[1:]),
        )
    )
    return moment


def is_stamp(text: str) -> bool:
    """Whether the line is nothing but a day, with or without its hour."""
    return len(text) <= _LONGEST and bool(_STAMP.fullmatch(text))


def is_ago(text: str) -> bool:
    """Whether the line only says how long ago: "2 tuần trước"."""
    return bool(_AGO.fullmatch(text))


def find_stamp(text: str) -> tuple[int, int] | None:
    """Where a day with its label and hour stands in the line, less who put it there."""
    for found in _STAMP.finditer(text):
        end = found.start("signed") if found["signed"] else found.end()
        is_cut = text[end - 1].isalnum() and text[end:][:1].isalnum()
        if not (text[: found.start()][-1:].isalnum() or is_cut):
            return found.start(), end
    return None


def _found(lines: list[Line]) -> dict[int, re.Match[str] | None]:
    """The lines that are dates, by index; None for "2 tuần trước"."""
    found: dict[int, re.Match[str] | None] = {}
    in_head = True
    for index, line in enumerate(lines):
        in_head = in_head and not is_prose(line.text)
        if len(line.text) > _LONGEST:
            continue
        match = _STAMP.fullmatch(line.text.strip("()[]|• "))
        if match and (match["label"] or in_head):
            found[index] = match
        elif in_head and _AGO.fullmatch(line.text):
            found[index] = None
    return found


def _in_order(chosen: list[int], found: dict[int, re.Match[str] | None]) -> list[int]:
    """The chosen first."""
    labelled = [i for i, match in found.items() if match is None or not match["label"]]
    return [*chosen, *(index for index in labelled if index not in chosen)]


def _report_ago(
    lines: list[Line], found: dict[int, re.Match[str] | None], report: ImportReport
) -> None:
    for index, match in found.items():
        if match is None:
            report.add_doubt(f"Bỏ dòng chỉ ghi cách đây bao lâu: {quote(lines[index].text)}.")


def _clock(match: re.Match[str] | None) -> str:
    return (match["late"] or match["early"] or "") if match else ""


def _moment(found: re.Match[str] | None) -> datetime:
    if found is None:
        raise ValueError("no date")
    day = parse_day(_day_first(_in_figures(found["day"]), found["half"] or ""))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("no site had news in that year")
    numbers = re.findall(r"\d+", _clock(found))
    hour, minute = int(numbers[0]) if numbers else 0, int(numbers[1]) if numbers[1:] else 0
    half = (found["half"] or found["early_half"] or "").strip().upper()
    if (half in {"PM", "CH", "CHIỀU", "TỐI"} and hour < 12) or (half == "TRƯA" and hour < 3):
        hour += 12
    elif half in {"AM", "SA"} and hour == 12:
        hour = 0
    return datetime.combine(day, time(hour, minute))


def _in_figures(day: str) -> str:
    """A day as it is printed, with figures alone."""
    day = day.lower()
    if long := _LONG_DAY.fullmatch(day):
        month = _MONTHS.get(long[2], long[2])
        return f"{long[1]}/{month}/{long[3]}"
    if turned := _MONTH_FIRST.fullmatch(day):
        return f"{turned[2]}/{turned[1]}/{turned[3]}"
    if found := re.search(_ENGLISH_MONTH, day):
        numbers = re.findall(r"\d+", day)
        return f"{numbers[0]}/{_ENGLISH.index(found[0][:3]) + 1}/{numbers[-1]}"
    return re.sub(r"\s", "", day).replace(".", "-")


def _day_first(day: str, half: str) -> str:
    """ "9/15/2023 2:20 PM" as programs in English write it, where no other day can be meant."""
    parts = day.split("/")
    is_turned = len(parts) == 3 and half.upper() in {"AM", "PM"} and int(parts[1]) > 12
    return f"{parts[1]}/{parts[0]}/{parts[2]}" if is_turned else day


def _read(value: str) -> datetime | None:
    """A machine's date, or one as people write it."""
    value = value.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        try:
            moment = _moment(_STAMP.fullmatch(value[:_LONGEST]))
        except ValueError:
            return None
    if moment.tzinfo:
        moment = moment.astimezone(VIETNAM).replace(tzinfo=None)
    moment = moment.replace(second=0, microsecond=0)
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None
