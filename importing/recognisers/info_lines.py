"""The line of facts that sites print around a title: "19/05/2022 | 08:00 | Lượt xem: 77 | bởi
admin". Its parts are told apart, so that each can be recognised or left out by itself."""

import re
from dataclasses import replace
from itertools import pairwise

from importing.document import Document, Run
from importing.imported_page import ImportReport, quote
from importing.recognisers.buttons import is_dress
from importing.recognisers.byline_lines import is_byline_line, is_dateline
from importing.recognisers.lines import Line, is_prose, without_bullet, word_count
from importing.recognisers.people import is_account, is_office, is_person
from importing.recognisers.stamps import find_stamp, is_stamp
from vietnamese.places import is_province

_LONGEST = 200
_CATEGORY = 4  # words
_BELOW_TITLE = 3  # lines
_BELOW_LEAD = 4  # lines, with the lead
_PART = (
    r"(?:lượt xem|số lượt xem|lượt đọc|số lần xem|đã xem|chuyên mục|danh mục|thể loại|người đăng"
    r"|người viết|tác giả|nguồn|cỡ chữ|bình luận|chia sẻ|từ khóa|nhãn|tags?)"
)
_BETWEEN = re.compile(
    rf"\s*[|•·●]\s*|\s+[-–—/]\s+|(?<!số)\s+(?={_PART}\s*:)|[,;]\s+(?={_PART})", re.I
)
_FACT = re.compile(
    r"(?:chuyên mục|danh mục|thể loại|nhãn|từ khóa|tags?|đăng trong|lưu trong)\s*:?\s+\S.{0,60}"
    r"|(?:lượt (?:xem|đọc)|(?:số )?lần xem|đã xem|xem|views?|hits?)\s*:?\s*[\d.,]+(?: lần)?"
    r"|[\d.,]+\s*(?:lượt (?:xem|đọc)|views?|hits?|comments?"
    r"|(?:bình luận|lời bình|phản hồi|ý kiến|nhận xét))"
    r"|(?:không|chưa) có (?:bình luận|phản hồi|ý kiến|nhận xét)(?: nào)?"
    r"|chi tiết|đọc khoảng \d+ phút|\d+ phút đọc|thời gian đọc\s*:?\s*\d+ phút"
    r"|\d+ min(?:utes?)? read|đã chia sẻ với .{0,30}",
    re.IGNORECASE,
)
_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:\s*,?\s+\d{1,2}[:hg]\d{2})?"
_NAME_AND_DAY = re.compile(
    rf"\(?(?:(?P<name>[^\d()]{{4,60}}?)\s*[,|–-]?\s+(?:ngày )?(?P<day>{_DAY})"
    rf"|(?P<day_before>{_DAY})\s*[,|–-]\s*(?P<name_behind>[^\d()]{{4,60}}))\)?"
)
_LONE_COUNT = re.compile(r"\d[\d.,]{0,8}")
_HOUR = re.compile(r"(?:lúc )?\d{1,2}[:hg]\d{2}(?: ?(?:sáng|trưa|chiều|tối|am|pm|sa|ch))?", re.I)
_BY = re.compile(
    r"(?:(?:được )?(?:viết|đăng|gửi|soạn|tạo) bởi|bởi|by|posted by|người (?:đăng|gửi|viết))"
    r"\s*:?\s+(?P<name>[^\W\d][^\d]{0,60}?)(?:\s+(?:vào(?: (?:lúc|ngày))?|lúc|ngày|on|at))?",
    re.IGNORECASE,
)


def split_info_lines(lines: list[Line], document: Document, report: ImportReport) -> list[Line]:
    """The lines of a page, those of facts around its title and below its lead cut into their dates
    and authors, which then stand above its running text; what else they held is told as a doubt."""
    authors = {hint.value.casefold() for hint in document.values("author")}
    prose = [i for i, line in enumerate(lines) if is_prose(line.text)]
    head = prose[0] if prose else len(lines)
    end = min(head + _BELOW_LEAD, prose[-1]) if document.shows_pictures and prose else head
    above: list[Line] = []
    below: list[Line] = []
    lines = [*_with_whole_dates(lines[:end], prose), *lines[end:]]
    for i, line in enumerate(lines[:end]):
        parts = None
        text = without_bullet(line.text)
        if len(text) <= _LONGEST and i not in prose:
            parts = _facts(text) if text else []
        if parts is None and text.casefold() in authors:
            parts = [f"Tác giả: {text}"]
        if parts is None:
            (above if i < head else below).append(line)
            continue
        if line.text and parts != [line.text]:
            report.add_doubt(f"Bỏ dòng thông tin của trang: {quote(line.text, 120)}.")
        above.extend(replace(line, text=part, runs=(Run(part),)) for part in parts)
    return [*above, *below, *lines[end:]]


def split_name_and_date(lines: list[Line]) -> list[Line]:
    """The lines of a document that somebody typed, "Lê Hoa, 15/8/2022" below its title as two: who
    wrote it, and when."""
    found = lines[:1]
    for above, line in pairwise(lines[: 1 + _BELOW_TITLE]):
        said = _NAME_AND_DAY.fullmatch(line.text) if not line.evidence.cell else None
        name = (said["name"] or said["name_behind"] or "").strip(" ,|–-") if said else ""
        is_signed = word_count(name) > 1 and is_person(name) and not is_province(name)
        if said and is_signed and not is_prose(above.text):
            for text in (f"Tác giả: {name}", said["day"] or said["day_before"]):
                found.append(replace(line, text=text, runs=(Run(text),)))
        else:
            found.append(line)
    return [*found, *lines[1 + _BELOW_TITLE :]]


def _with_whole_dates(lines: list[Line], prose: list[int]) -> list[Line]:
    """As many lines, an hour on a line of its own with the day above or below it."""
    whole = list(lines)
    for i in range(len(whole) - 1):
        day, hour = without_bullet(whole[i].text), without_bullet(whole[i + 1].text)
        if _HOUR.fullmatch(day):
            day, hour = hour, day
        if _HOUR.fullmatch(hour) and is_stamp(day) and not {i, i + 1} & set(prose):
            text = f"{day} {hour}"
            whole[i] = replace(whole[i], text=text, runs=(Run(text),))
            whole[i + 1] = replace(whole[i + 1], text="", runs=())
    return whole


def _facts(text: str) -> list[str] | None:
    """The date and the author in a line of facts; None for a line that holds anything else."""
    dated = None if is_dateline(text) else find_stamp(text)
    before, after = (text[: dated[0]], text[dated[1] :]) if dated else (text, "")
    parts = [part.strip(" ,|()[]–—-:") for side in (before, after) for part in _BETWEEN.split(side)]
    found = [text[dated[0] : dated[1]].strip(" ,|–—-")] if dated else []
    is_known = bool(dated)
    for part in filter(None, parts):
        by = _BY.fullmatch(part)
        if by and not is_account(by["name"]):
            found.append(f"Tác giả: {by['name']}")
        elif dated and _LONE_COUNT.fullmatch(part):
            is_known = True  # behind a sign that is no letter
        elif by or _FACT.fullmatch(part) or is_dress(part):
            is_known = True
        elif dated and is_byline_line(part):
            found.append(part)
        elif dated and (is_office(part) or (len(parts) > 2 and word_count(part) <= _CATEGORY)):
            is_known = True  # whose page it is, or under which heading
        else:
            return None
        is_known = is_known or by is not None
    return found if is_known else None
