"""Who wrote and photographed: the lines that close an article ("Bài, ảnh: Trần Văn Vũ")."""

import re
from dataclasses import replace

from importing.document import Document
from importing.imported_page import ImportedByline, ImportReport, quote
from importing.recognisers.lines import Line, ends_open, is_prose, joined, word_count
from importing.recognisers.people import (
    is_account,
    is_person,
    is_person_of_office,
    is_workplace,
)

_ROLES = {
    "bài": "Bài",
    "ảnh": "Ảnh",
    "bài, ảnh": "Bài, ảnh",
    "tin": "Tin",
    "tin, ảnh": "Tin, ảnh",
    "tin, hình": "Tin, ảnh",
    "tin, hình ảnh": "Tin, ảnh",
    "tổng hợp": "Tổng hợp",
    "theo": "Theo",
    "nguồn": "Nguồn",
    "bài viết": "Bài",
    "hình": "Ảnh",
    "chùm ảnh": "Ảnh",
    "phóng sự ảnh": "Ảnh",
    "hình ảnh": "Ảnh",
    "bài, hình": "Bài, ảnh",
    "bài, hình ảnh": "Bài, ảnh",
    "nguồn tin": "Nguồn",
    "nguồn bài": "Nguồn",
    "nguồn bài viết": "Nguồn",
}
_AUTHOR = {
    "tác giả",
    "người viết",
    "tác giả bài viết",
    "tác giả bài",
    "người viết bài",
}  # a bare name says the same
_AND = re.compile(r"\s*[,&/+–-]\s*|\s+và\s+")
_ROLE_WORD = (
    r"(?:bài|tin|chùm ảnh|phóng sự ảnh|ảnh|hình ảnh|hình|theo|nguồn|tác giả|người viết|thực hiện"
    r"|biên tập|tổng hợp|thơ|truyện ngắn|nhạc và lời|đồ họa)"
)
_ROLE = rf"{_ROLE_WORD}(?: bài viết)?(?:(?: ?[,&/+–-] ?| và | )(?:bài|tin|ảnh|hình ảnh|hình|viết))*"
_LABELLED = re.compile(rf"({_ROLE})\s*:\s*(\S.*)", re.IGNORECASE)
_LABEL = re.compile(rf"(?<!\w){_ROLE}\s*:", re.IGNORECASE)
_NAME_THEN_LABELLED = re.compile(
    rf"(?!{_ROLE_WORD}\b)(.+?)\s*[-–;,.|]\s*({_ROLE}\s*:\s*\S.*)", re.IGNORECASE
)
_WRITTEN_BY = re.compile(
    r"(?:ghi chép|bút ký|ký sự|ký|phóng sự|tùy bút|tuỳ bút|tản văn|truyện ngắn|hồi ký|bài(?: viết)?"
    r"|thơ) của (.+)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"Theo (?!đó\b)(\S.*)")
_OFFICE = re.compile(
    r"(?:ban biên tập|bbt|văn phòng|ban tuyên giáo|phòng|pv|ctv|phóng viên|cộng tác viên)\b"
    r"|đơn vị\s*:",
    re.IGNORECASE,
)
_SAID = re.compile(r"[!?…:]$|:.*\.$")  # "PV: Xin cảm ơn ông!"
_OFFICER = re.compile(
    r"(?:(?:tm|kt|tl|tuq|q)\.\s*\S.{1,60}"
    r"|(?:phó |quyền )?(?:chủ tịch|giám đốc|tổng giám đốc|bí thư|trưởng ban|trưởng phòng"
    r"|hiệu trưởng|chánh văn phòng|thủ trưởng đơn vị|viện trưởng|tổng biên tập|chi hội trưởng)"
    r"(?: thường trực)?|(?:chủ tọa|thư ký|người lập(?: biểu)?|kế toán trưởng))",
    re.IGNORECASE,
)
_OFFICER_AND_OFFICE = re.compile(
    r"(?:phó |quyền )?(?:chủ tịch|giám đốc|bí thư|trưởng (?:ban|phòng)|hiệu trưởng|viện trưởng)\s\S"
    r"|ban (?:chấp hành|thường vụ|chỉ đạo|tổ chức|giám khảo)\b|(?:ủy|uỷ) ban\b|hội đồng\b",
    re.IGNORECASE,
)
_PLACE_AND_DAY = re.compile(
    r"[^,.]{2,40}, (?:ngày\b.{0,12})?tháng\b.{0,12}\bnăm\b.{0,8}", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\([^()]{3,80}\)")
_CONTACT = re.compile(
    r"(?:điện thoại|đt|đtdđ|sđt|di động|tel|phone|email|e-mail|mail|stk|số tài khoản|tài khoản"
    r"|địa chỉ|facebook|zalo)\b.{0,10}[:.]\s*\S.{0,120}",
    re.IGNORECASE,
)
_BEFORE_AUTHOR = re.compile(
    r"^(?:bởi|by|tác giả|(?:được )?(?:đăng|viết|gửi) bởi|người (?:đăng|viết|gửi))\s*:?\s*", re.I
)
_ADDRESS = re.compile(r"https?://\S+")
_MOST_WORDS = 15
_MOST_CHARACTERS = 200
_MOST_LINES = 3
_NEAR_THE_TOP = 8  # lines
_MOST_SIGNATURE = 4  # "TM. …", "CHỦ TỊCH", "(đã ký)", a name


def split_bylines(
    lines: list[Line], report: ImportReport
) -> tuple[list[Line], list[ImportedByline]]:
    """The lines without those that sign the article, and the bylines in the order printed."""
    rest = _without_contacts(list(lines), report)
    signed: list[Line] = []
    if len(rest) > 2 and is_workplace(rest[-1].text) and _ends_in_name(rest[-2].text):
        rest[-2:] = [replace(rest[-2], text=f"{rest[-2].text} - {rest[-1].text}")]
        signed.insert(0, rest.pop())
    elif len(rest) > 2 and _IN_BRACKETS.fullmatch(rest[-1].text) and is_byline_line(rest[-2].text):
        rest[-2:] = [joined(rest[-2:])]  # the office of whoever signs
        signed.insert(0, rest.pop())
    while len(rest) > 1 and len(signed) < _MOST_LINES:
        if signed and rest[-1].text.casefold().rstrip(" :") in _AUTHOR:
            rest.pop()  # "NGƯỜI VIẾT" above the name says no more than the name
            continue
        if not is_byline_line(rest[-1].text, rest[-2].text) or _signs_for_office(rest):
            break
        signed.insert(0, rest.pop())
    if not signed:
        signed = _byline_above_the_end(rest)
        rest = [line for line in rest if line not in signed]
    bylines = [byline for line in signed for byline in parse_byline_line(line.text, report)]
    return rest, bylines


def split_authors_above(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines, and those of them above the running text that say "Tác giả: …"."""
    prose_at = next((i for i, line in enumerate(lines) if is_prose(line.text)), 0)
    authors = [
        line
        for line in lines[: min(prose_at, _NEAR_THE_TOP)]
        if is_byline_line(line.text)
        and (said := _LABELLED.fullmatch(line.text))
        and said[1].casefold() in _AUTHOR
    ]
    return [line for line in lines if line not in authors], authors


def each_once(bylines: list[ImportedByline]) -> list[ImportedByline]:
    """The bylines without those that a page prints twice, above its text and below."""
    found: dict[tuple[str, str], ImportedByline] = {}
    for byline in bylines:
        found.setdefault((byline.role, byline.name.casefold()), byline)
    return list(found.values())


def is_dateline(text: str) -> bool:
    """Whether the line is the place and day of a document: "Tân Hòa, ngày 5 tháng 12 năm 2023"."""
    return bool(_PLACE_AND_DAY.fullmatch(text))


def names_office(text: str) -> bool:
    """Whether capitals name who decides, above a document's text: "CHỦ TỊCH HỘI LÀM VƯỜN"."""
    return text.isupper() and bool(_OFFICER_AND_OFFICE.match(text))


def _without_contacts(lines: list[Line], report: ImportReport) -> list[Line]:
    """The lines without the telephone and account that a reporter types below the name."""
    end = len(lines)
    while (
        end > 2
        and len(lines) - end < _MOST_LINES
        and _CONTACT.fullmatch(lines[end - 1].text.strip("()"))
    ):
        end -= 1
    if end == len(lines) or not is_byline_line(lines[end - 1].text, lines[end - 2].text):
        return lines
    for line in lines[end:]:
        report.add_doubt(f"Bỏ dòng liên lạc của người gửi bài: {quote(line.text)}.")
    return lines[:end]


def _signs_for_office(lines: list[Line]) -> bool:
    """Whether the last line is an office, or the name below one: a document's signature, which is
    part of it."""
    return any(_OFFICER.fullmatch(line.text) for line in lines[-3:])


def signature_begins(lines: list[Line]) -> int:
    """The index of the first line of an office's signature, with its place and day; their number
    where nobody signs for one."""
    for at in range(max(1, len(lines) - _MOST_SIGNATURE), len(lines)):
        if _OFFICER.fullmatch(lines[at].text):
            is_dated = at > 1 and is_dateline(lines[at - 1].text)
            return at - 1 if is_dated else at
    return len(lines)


def is_byline_line(text: str, above: str = "") -> bool:
    """Whether the line signs the article. A bare name counts only when `above`, the line before
    it, does not break off in the middle of a phrase."""
    if word_count(text) > _MOST_WORDS or len(text) > _MOST_CHARACTERS:
        return False
    if (written := _WRITTEN_BY.fullmatch(text)) and _is_name(written[1]):
        return True
    if _LABELLED.fullmatch(text) or (text.startswith("(") and _is_credit(text.strip("()"))):
        return True
    if _AFTER.fullmatch(text) and not text.endswith("."):
        return True
    if (both := _NAME_THEN_LABELLED.fullmatch(text)) and _is_name(both[1]):
        return True
    is_office = bool(_OFFICE.match(text)) and word_count(text) <= 10 and not _SAID.search(text)
    return (is_office or _is_name(text) or is_person_of_office(text)) and not ends_open(above)


def parse_byline_line(text: str, report: ImportReport) -> list[ImportedByline]:
    """The bylines that one line prints; a role unknown to the site keeps the whole line as name."""
    bylines = []
    for part in _parts(text):
        labelled = _LABELLED.fullmatch(part) or _AFTER.fullmatch(part)
        role = _role_of(labelled, part)
        is_author = labelled is not None and labelled[1].casefold() in _AUTHOR
        name = labelled[labelled.lastindex or 0] if labelled and (role or is_author) else part
        if is_account(name):
            report.add_doubt(f"Bỏ tên tài khoản, không phải tác giả: {quote(part)}.")
            continue
        bylines.append(ImportedByline(role, name, name if _ADDRESS.fullmatch(name) else ""))
        if role:
            report.add_decision(f"Tác giả: vai trò «{role}», tên «{name}».")
        elif labelled and not is_author:
            report.add_doubt(f"Vai trò lạ, giữ nguyên cả dòng làm tên tác giả: {quote(part)}.")
        else:
            report.add_doubt(f"Coi {quote(part)} là tên tác giả, không có vai trò.")
    return bylines


def hinted_bylines(document: Document, report: ImportReport) -> list[ImportedByline]:
    """Who the page says the author is, beside its text; accounts of its system are nobody."""
    names = [" ".join(hint.value.split()) for hint in document.values("author")]
    for name in names:
        name = _BEFORE_AUTHOR.sub("", name)
        if not name or is_account(name) or len(name) > 80 or _ADDRESS.match(name):
            continue
        report.add_doubt(f"Tên tác giả lấy từ phần khai báo của trang: {quote(name)}.")
        return [ImportedByline("", name)]
    return []


def _parts(text: str) -> list[str]:
    """ "Bài: A - Ảnh: B" cut before its second label; the dash or comma between them goes."""
    if (both := _NAME_THEN_LABELLED.fullmatch(text)) and _is_name(both[1]):
        return [both[1], *_parts(both[2])]
    starts = [match.start() for match in _LABEL.finditer(text)]
    if len(starts) < 2 or starts[0] != 0:
        return [text]
    ends = [*starts[1:], len(text)]
    return [text[a:b].rstrip(" ,;|–.-") for a, b in zip(starts, ends, strict=True)]


def _role_of(labelled: re.Match[str] | None, part: str) -> str:
    if labelled is None:
        return ""
    if _AFTER.fullmatch(part):
        return _ROLES["theo"]
    return _ROLES.get(_AND.sub(", ", labelled[1].casefold()), "")


def _byline_above_the_end(lines: list[Line]) -> list[Line]:
    """A labelled line among the lines after the last running text, when something follows it."""
    for line in reversed(lines[1:]):
        if is_prose(line.text):
            break
        if is_byline_line(line.text) and _LABELLED.fullmatch(line.text):
            return [line]
    return []


def _is_credit(text: str) -> bool:
    if (written := _WRITTEN_BY.fullmatch(text)) and _is_name(written[1]):
        return True
    return bool(_LABELLED.fullmatch(text) or _AFTER.fullmatch(text)) or _is_name(text)


def _ends_in_name(text: str) -> bool:
    """Whether the line is a name, or one behind its role: "Bài, ảnh: Lê Hoa"."""
    said = _LABELLED.fullmatch(text)
    return _is_name(said[2] if said else text)


def _is_name(text: str) -> bool:
    """Whether it is somebody's name, not an officer's title in capitals."""
    return is_person(text) and not names_office(_without_brackets(text))


def _without_brackets(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)$", "", text)
