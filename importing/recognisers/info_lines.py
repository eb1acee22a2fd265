"""The line of facts that sites print around a title: "19/05/2022 | 08:00 | Lượt xem: 77 | bởi
admin". Its parts are told apart, so that each can be recognised or left out by itself."""

import re
from dataclasses import replace

from importing.document import Run
from importing.imported_page import ImportReport, quote
from importing.recognisers.boilerplate import is_dress
from importing.recognisers.byline_lines import is_account, is_byline_line
from importing.recognisers.lines import Line, is_prose
from importing.recognisers.stamps import find_stamp

_LONGEST = 200
_PART = (
    r"(?:lượt xem|số lượt xem|lượt đọc|số lần xem|đã xem|chuyên mục|danh mục|thể loại|người đăng"
    r"|người viết|tác giả|nguồn|cỡ chữ|bình luận|chia sẻ|từ khóa|nhãn|tags?)"
)
_BETWEEN = re.compile(rf"\s*[|•·●]\s*|\s+[-–—/]\s+|\s+(?={_PART}\s*:)|[,;]\s+(?={_PART})", re.I)
_FACT = re.compile(
    r"(?:chuyên mục|danh mục|thể loại|nhãn|từ khóa|tags?|đăng trong|lưu trong)\s*:?\s+\S.{0,60}"
    r"|(?:lượt (?:xem|đọc)|(?:số )?lần xem|đã xem|xem|views?|hits?)\s*:?\s*[\d.,]+(?: lần)?"
    r"|[\d.,]+\s*(?:lượt (?:xem|đọc)|views?|hits?|bình luận|phản hồi|ý kiến|nhận xét|comments?)"
    r"|(?:không|chưa) có (?:bình luận|phản hồi|ý kiến|nhận xét)(?: nào)?"
    r"|chi tiết|đọc khoảng \d+ phút|\d+ phút đọc|thời gian đọc\s*:?\s*\d+ phút",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:(?:viết|đăng|gửi|soạn|tạo|(?:được )?(?:viết|đăng|gửi)) bởi|bởi|by|posted by"
    r"|người (?:đăng|gửi|viết))\s*:?\s+(?P<name>\S.{0,60})",
    re.IGNORECASE,
)


def split_info_lines(lines: list[Line], report: ImportReport) -> list[Line]:
    """The lines of a page, those of facts above its running text cut into their dates and authors;
    what else they held is told as a doubt."""
    head = next((i for i, line in enumerate(lines) if is_prose(line.text)), len(lines))
    split: list[Line] = []
    for line in lines[:head]:
        parts = _facts(line.text) if len(line.text) <= _LONGEST else None
        if parts is None:
            split.append(line)
            continue
        if parts != [line.text]:
            report.add_doubt(f"Bỏ dòng thông tin của trang: {quote(line.text, 120)}.")
        split.extend(replace(line, text=part, runs=(Run(part),)) for part in parts)
    return [*split, *lines[head:]]


def _facts(text: str) -> list[str] | None:
    """The date and the author in a line of facts; None for a line that holds anything else."""
    dated = find_stamp(text)
    before, after = (text[: dated[0]], text[dated[1] :]) if dated else (text, "")
    parts = [part.strip(" ,|()[]–—-:") for side in (before, after) for part in _BETWEEN.split(side)]
    found = [text[dated[0] : dated[1]].strip(" ,|–—-")] if dated else []
    is_known = bool(dated)
    for part in filter(None, parts):
        by = _BY.fullmatch(part)
        if by and not is_account(by["name"]):
            found.append(by["name"])
        elif by or _FACT.fullmatch(part) or is_dress(part):
            is_known = True
        elif dated and is_byline_line(part):
            found.append(part)
        else:
            return None
        is_known = is_known or by is not None
    return found if is_known else None
