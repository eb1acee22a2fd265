"""Which words are the title, where the source says more than its letters."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from importing.document import Document, Kind
from importing.imported_page import Candidate, Choice, ImportReport, quote
from importing.recognisers.boilerplate import is_breadcrumb, is_masthead
from importing.recognisers.byline_lines import is_byline_line, names_office
from importing.recognisers.lines import Line, is_prose, joined, word_count
from vietnamese.fold import fold

CHOSEN = "người biên tập chọn"
_SURE_SOURCES = {
    CHOSEN: 60,
    "JSON-LD": 3,
    "og:title": 3,
    "h1": 3,
    "itemprop": 3,
    "twitter:title": 1,
    "title": 2,
    "class": 2,
}
_LEAST = 3
_LOOKED_AT = 16
_TITLE_WORDS = 4
_LETTERHEAD = re.compile(
    r"(?:.{2,60}\s)?(?:cộng h[oò][àa] xã hội chủ nghĩa.*|độc lập\W+tự do\W+hạnh phúc.*"
    r"|đảng cộng sản việt nam)"
    r"|số\s*[:.]?\s*[\d./…-]*\s*[-/–]?\s*[\wđĐ/&–-]*|.*, ngày\s*[\d….]*\s*tháng.*|kính gửi.*"
    r"|(?:ủy|uỷ) ban nhân dân.*|ubnd .*|(?:đảng bộ|huyện ủy|tỉnh ủy|đảng ủy|chi bộ|sở) [^.]{1,40}"
    r"|(?:tin,? bài|tin|bài(?: viết)?|tác phẩm) (?:cộng tác|dự thi|gửi đăng)(?: .{0,60})?"
    r"|\W*",
    re.IGNORECASE,
)
_DOCUMENT_KIND = re.compile(
    r"(?:báo cáo|thông báo|kế hoạch|tờ trình|nghị quyết|quyết định|hướng dẫn|chương trình"
    r"|công văn|công điện|chỉ thị|kết luận|quy (?:chế|định)|biên bản|đề án|thể lệ|điều lệ|nội quy"
    r"|(?:giấy|thư) mời|thư ngỏ|lời kêu gọi|diễn văn(?: (?:khai|bế) mạc)?|lời (?:khai|bế) mạc"
    r"|(?:bài )?(?:phát biểu|tham luận)|đề cương(?: tuyên truyền)?|thư (?:chúc mừng|chúc tết))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"số\s*[:.]?\s*[\d….]+\s*[-/–]\s*[\wđĐ/&–-]+.{0,80}", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s+(?:[-–—|»:·•]|::)\s+")


@dataclass(frozen=True)
class Title:
    """`first` and `last` are the lines that it takes; it takes none where last < first."""

    text: str
    first: int
    last: int


def is_letterhead(text: str) -> bool:
    """Whether the line is one of an office's letterhead, or its addressee."""
    return bool(_LETTERHEAD.fullmatch(text))


def opens_as_document(lines: list[Line]) -> bool:
    """Whether a text begins as an office's documents do: its number, then what kind it is."""
    numbered = next((i for i, line in enumerate(lines[:8]) if _NUMBER.fullmatch(line.text)), None)
    return numbered is not None and any(
        _DOCUMENT_KIND.fullmatch(line.text) for line in lines[numbered + 1 : _LOOKED_AT]
    )


def compared(text: str) -> str:
    """The form in which two titles are one."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def choose(lines: list[Line], document: Document, report: ImportReport) -> Title | None:
    """The title that the source shows or says, None where only the text itself can tell."""
    head = _head(lines)
    hinted = _hinted(document)
    found = [*_hinted_in_text(lines, head, hinted), *_set_as_titles(lines, head, document)]
    found += _only_said(hinted, document)
    best: dict[str, tuple[Candidate, Title]] = {}
    for candidate, title in found:
        known = best.get(compared(candidate.value))
        if known is None or known[0].score < candidate.score:
            best[compared(candidate.value)] = (candidate, title)
    ranked = sorted(best.values(), key=lambda pair: -pair[0].score)
    if not ranked or ranked[0][0].score < _LEAST:
        return None
    (candidate, title), *others = ranked
    if candidate.value.isupper():
        same = [one for one, _ in found if compared(one.value) == compared(candidate.value)]
        text = next((one.value for one in same if not one.value.isupper()), candidate.value)
        candidate, title = replace(candidate, value=text), replace(title, text=text)
    report.choices.append(Choice("title", candidate, tuple(other for other, _ in others)))
    if others and others[0][0].score >= _LEAST:
        report.add_doubt(f"Có thể tiêu đề là {quote(others[0][0].value)}.")
    if title.first < title.last:
        lines_ = title.last - title.first + 1
        report.add_doubt(f"Nối {lines_} dòng thành tiêu đề: {quote(title.text, 200)}.")
    offer_small_letters(title.text, lines[title.last + 1 :], report)
    return title


def offer_small_letters(title: str, lines: list[Line], report: ImportReport) -> None:
    """A title all in capitals is offered as a sentence, with the names that the text knows."""
    if not title.isupper() or word_count(title) < 3:
        return
    offered = in_small_letters(title, " ".join(line.text for line in lines))
    report.add_doubt(f"Tiêu đề toàn chữ hoa; viết thường là {quote(offered, 200)}.")
    report.choices.append(
        Choice("title", None, (Candidate(offered, 2, ("viết thường, giữ tên riêng",)),))
    )


def in_small_letters(title: str, text: str) -> str:
    """The title as a sentence; words that the text mostly writes with a capital, or whole in
    capitals, in the middle of its sentences stay so."""
    written: dict[str, Counter[str]] = {}
    for word in re.findall(r"(?<=[^\W_] )[^\W_]+|(?<=, )[^\W_]+", text):
        written.setdefault(word.lower(), Counter())[word] += 1
    words = []
    for token in re.findall(r"[^\W_]+|[\W_]+", title):
        usual = written.get(token.lower())
        words.append(usual.most_common(1)[0][0] if usual else token.lower())
    small = "".join(words)
    start = re.search(r"[^\W_]", small)
    at = start.start() if start else 0
    return small[:at] + small[at : at + 1].upper() + small[at + 1 :]


def _head(lines: list[Line]) -> int:
    """How many lines stand above the running text, at most."""
    for i, line in enumerate(lines[:_LOOKED_AT]):
        if is_prose(line.text) and line.kind not in {Kind.TITLE, Kind.HEADING}:
            return i
    return min(len(lines), _LOOKED_AT)


def _hinted(document: Document) -> dict[str, Candidate]:
    """What the source says, each title once, with the sources that agree on it."""
    hints = [(hint.value, hint.source) for hint in document.values("title")]
    said = {compared(value) for value, source in hints if source != "title"}
    found: dict[str, Candidate] = {}
    for value, source in hints:
        text = _without_site_name(value, said) if source in {"title", "og:title"} else value
        name = compared(text)
        known = found.get(name)
        is_new = known is None or source not in known.reasons
        score = (known.score if known else 0) + (_SURE_SOURCES.get(source, 0) if is_new else 0)
        if known and (not known.value.isupper() or text.isupper()):
            text = known.value
        if name and word_count(text) <= 60 and not (is_masthead(text) or is_breadcrumb(text)):
            found[name] = Candidate(text, score, (*(known.reasons if known else ()), source))
    return found


def _without_site_name(value: str, said: set[str]) -> str:
    """ "Title - Name of the site" without its end: as far as another source says, else without
    the last part where enough is left."""
    parts = list(_SITE_NAME.finditer(value))
    for part in reversed(parts):
        if compared(value[: part.start()]) in said:
            return value[: part.start()]
    if parts and word_count(value[: parts[-1].start()]) >= 4:
        return value[: parts[-1].start()]
    return value


def _hinted_in_text(
    lines: list[Line], head: int, hinted: dict[str, Candidate]
) -> list[tuple[Candidate, Title]]:
    found = []
    for first in range(min(head + 1, len(lines))):
        if _names_section(lines, first, head):
            continue
        for last in range(first, min(first + 3, len(lines))):
            text = joined(lines[first : last + 1]).text
            said = hinted.get(compared(text))
            if said and word_count(text) >= 2:
                shown = said.value if text.isupper() and not said.value.isupper() else text
                reasons = (*said.reasons, "có trong bài")
                at = tuple(line.at for line in lines[first : last + 1])
                found.append(
                    (Candidate(shown, said.score + 3, reasons, at), Title(shown, first, last))
                )
    return found


def _names_section(lines: list[Line], at: int, head: int) -> bool:
    """Whether a heading is one word or two above another that could be a title: "Tin tức"."""
    if at + 1 >= min(head, len(lines)) or lines[at].kind is not Kind.HEADING:
        return False
    below = lines[at + 1]
    is_title = below.kind is Kind.HEADING and word_count(below.text) >= _TITLE_WORDS
    return is_title and word_count(lines[at].text) < _TITLE_WORDS


def _only_said(hinted: dict[str, Candidate], document: Document) -> list[tuple[Candidate, Title]]:
    """Titles that the source says and the column does not print: two sources, or a heading, have
    to agree."""
    if not document.is_page:
        return []
    return [
        (said, Title(said.value, 0, -1))
        for said in hinted.values()
        if (len(said.reasons) > 1 or said.score >= _LEAST) and word_count(said.value) >= 3
    ]


def _set_as_titles(
    lines: list[Line], head: int, document: Document
) -> list[tuple[Candidate, Title]]:
    """Lines that stand as a title does: by their style, in the middle, large, bold, in capitals."""
    if document.is_page and not document.shows_pictures:
        return []
    found = []
    first = 0
    while first < head:
        last = first
        while last + 1 < head and _are_one(lines[last], lines[last + 1]):
            last += 1
        whole = joined(lines[first : last + 1])
        score, reasons = _score(lines, whole.text, first, document)
        at = tuple(line.at for line in lines[first : last + 1])
        found.append((Candidate(whole.text, score, reasons, at), Title(whole.text, first, last)))
        first = last + 1
    return found


def _are_one(line: Line, below: Line) -> bool:
    if is_byline_line(below.text) or any(
        _LETTERHEAD.fullmatch(each.text) for each in (line, below)
    ):
        return False
    if below.kind is Kind.TITLE or line.kind is Kind.TITLE:
        return below.kind is line.kind
    if line.kind is not below.kind or line.kind is Kind.HEADING:
        return False
    if _DOCUMENT_KIND.fullmatch(line.text):
        return below.is_centred or below.is_bold or (below.gap == 0 and not is_prose(below.text))
    alike = (line.is_bold, line.is_centred, line.evidence.size) == (
        below.is_bold,
        below.is_centred,
        below.evidence.size,
    )
    is_set = (line.is_bold and line.is_centred) or (line.text.isupper() and below.text.isupper())
    return alike and is_set and line.text.isupper() == below.text.isupper() and below.gap < 2


def _score(
    lines: list[Line], text: str, at: int, document: Document
) -> tuple[int, tuple[str, ...]]:
    line, words = lines[at], word_count(text)
    names_kind = bool(_DOCUMENT_KIND.fullmatch(line.text))
    signs = [
        (7, line.kind is Kind.TITLE, "kiểu Title"),
        (5, line.kind is Kind.HEADING and line.piece.level <= 1, "đầu mục lớn nhất"),  # type: ignore[union-attr]
        (4, at > 0 and _names_section(lines, at - 1, at + 1), "dưới tên chuyên mục"),
        (-4, _names_section(lines, at, at + 2), "tên chuyên mục"),
        (5, at > 0 and names_kind and not document.is_page, "tên loại văn bản"),
        (-5, any(_NUMBER.fullmatch(one.text) for one in lines[at + 1 : at + 4]), "trên số văn bản"),
        (2, line.is_centred, "ở giữa dòng"),
        (2, line.is_bold, "chữ đậm"),
        (2, text.isupper() and words >= 4, "chữ hoa"),
        (2, line.evidence.size >= 14, "cỡ chữ lớn"),
        (2, not document.is_page and at == 0, "dòng đầu"),
        (2, 5 <= words <= 35, "dài như một tiêu đề"),
        (-4, words < 3 and not _DOCUMENT_KIND.match(text), "quá ngắn"),
        (-6, words > 45, "quá dài"),
        (-9, bool(_LETTERHEAD.fullmatch(text)), "dòng đầu văn bản của cơ quan"),
        (-9, is_breadcrumb(text) or is_masthead(text), "dòng đầu trang"),
        (-4, is_byline_line(text) or names_office(text), "như tên người, tên chức vụ"),
        (-3, text.rstrip().endswith((":", ";", ",")), "chưa hết câu"),
    ]
    held = [(weight, reason) for weight, holds, reason in signs if holds]
    return sum(weight for weight, _ in held), tuple(reason for _, reason in held)
