"""Typing errors in Vietnamese text that a person would mend when shown.

A rule that is often wrong makes people overlook the one that is right: each of these stays silent
where it is not sure. Nothing here changes a text.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from vietnamese.fold import canonical_tones, free_pairs
from vietnamese.syllables import is_syllable

AROUND = 30

_TOKEN = re.compile(r"\S+")
# What is not running text: addresses of pages and mail, names of hosts and files.
_OF_ADDRESS = re.compile(
    r"://|^www\.|@|\.(?:vn|com|net|org|gov|edu|info|html?|pdf|docx?|xlsx?|jpe?g|png)(?![^\W_])",
    re.IGNORECASE,
)
# What cannot be missing where a space is, between letters and digits or after a stop.
_STUCK = re.compile(r"[.,;!?…\d](?:(?<=[^\W\d_]\d)|(?=[^\W\d_]))")
_STUCK_STOP = re.compile(r"(?<![^\W_])([^\W\d_]{2,8})([.,;!?…])([^\W\d_]{2,8})(?![^\W_])")
_STUCK_NUMBER = re.compile(r"(?<![\w.-])([^\W\d_]{2,8})(\d{1,4})(?![\w/-])")
_NUMBER_STUCK = re.compile(r"(?<![\w.,/-])(\d{1,6})([^\W\d_]{2,8})(?!\w)")
_TWO_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
# Words that are never doubled for effect, as "xanh xanh", "dần dần" or "là là" are.
_NEVER_TWICE = (
    "các và của được với những để tại đã sẽ này khi trên theo bởi nhưng mà hoặc cũng rằng bị nếu"
)
_TWICE = re.compile(
    rf"(?<!\w)({'|'.join(_NEVER_TWICE.split())})[ ]+\1(?!\w)(?![ ]+\1(?!\w))", re.IGNORECASE
)
# A quick look at a text with case folded and something before it.
_PERHAPS_TWICE = re.compile(rf"\W({'|'.join(_NEVER_TWICE.split())})[ ]+\1(?!\w)")
_BRACKET = re.compile(r"[()\[\]{}]")
_ENUMERATOR = re.compile(r"(?:^|(?<=[\s;:,.(]))(?:\d{1,2}|[a-zđ]{1,2}|[ivxIVX]{1,4}|[A-ZĐ])\)")
_OPENED_BY = {")": "(", "]": "[", "}": "{"}
_QUOTES = re.compile('[“”"«»]')

_SECRET = re.compile(
    r"(?<!\w)(?:tối|tuyệt)\s+mật(?!\w)|(?<!\w)lưu\s+hành\s+nội\s+bộ", re.IGNORECASE
)
# "Cách làm này không phổ biến" is a remark, not a stamp.
_NOT_TO_SPREAD = re.compile(
    r"""^\W*không\s+phổ\s+biến\W*$ | [(\["“]\s*không\s+phổ\s+biến\s*[)\]"”]
    | (?-i:KHÔNG\s+PHỔ\s+BIẾN(?!\w))
    | (?:tài\s+liệu|văn\s+bản|thông\s+tin)\s+(?:này\s+)?không\s+phổ\s+biến(?!\w)
    | không\s+phổ\s+biến\s+(?:rộng\s+rãi|ra\s+ngoài|trên\s+(?:báo|mạng|phương\s+tiện))""",
    re.IGNORECASE | re.VERBOSE,
)
# A stamp stands alone among small letters: not BẢO MẬT, MẬT ONG, BÍ MẬT.
_STAMP = re.compile(r"(?<!\w)MẬT(?!\w)")
_CAPITALS_BEFORE = re.compile(r"[^\W\d_]{2,}\s+$")
_CAPITALS_AFTER = re.compile(r"\s+[^\W\d_]{2,}")
_MARKED = re.compile(
    r"(?:độ|dấu|tài\s+liệu|văn\s+bản)\s+[“\"(]?mật(?=[\s.,;:)”\"]*(?:$|[.,;:)”\"]))"
)


class Typo(NamedTuple):
    """What is the matter, and which part of the text it is about."""

    message: str
    start: int
    end: int


def typos(paragraph: str) -> list[Typo]:
    """The typing errors of one paragraph in reading order, without `unmatched_quotes()`.

    Most paragraphs have none: each search is made only where a quicker look does not rule it out.
    """
    folded = paragraph.casefold()
    found = [
        typo
        for may_find, find in SEARCHES
        if may_find(paragraph, folded)
        for typo in find(paragraph)
    ]
    return _outside_addresses(paragraph, found) if found else []


def _outside_addresses(paragraph: str, found: list[Typo]) -> list[Typo]:
    addresses = [
        match.span() for match in _TOKEN.finditer(paragraph) if _OF_ADDRESS.search(match.group())
    ]
    spans = iter(addresses)
    current = next(spans, None)
    found_outside = []
    for typo in sorted(found, key=lambda typo: typo.start):
        while current and current[1] <= typo.start:
            current = next(spans, None)
        if current is None or typo.end <= current[0]:
            found_outside.append(typo)
    return found_outside


def unmatched_quotes(paragraphs: list[str]) -> list[tuple[int, Typo]]:
    """Quotation marks without a partner, each with the number of its paragraph.

    A quotation may go on over several paragraphs, each opened anew or only the first.
    """
    found: list[tuple[int, Typo]] = []
    pending: tuple[int, Typo] | None = None
    for number, paragraph in enumerate(paragraphs):
        if not _QUOTES.search(paragraph):
            continue
        is_continued = pending is not None and paragraph.lstrip()[:1] in {"“", "«", '"'}
        if is_continued:
            pending = None
        opened: list[Typo] = []
        for match in _QUOTES.finditer(paragraph):
            mark, at = match.group(), match.start()
            if mark == '"' and not opened and at and paragraph[at - 1].isdigit():
                continue  # inches, seconds
            closes = mark in "”»" or (mark == '"' and bool(opened))
            if not closes:
                opened.append(Typo("Ngoặc kép mở mà không đóng", at, at + 1))
            elif opened:
                opened.pop()
            elif pending:
                pending = None
            else:
                found.append((number, Typo("Ngoặc kép đóng mà không mở", at, at + 1)))
        if opened:
            if pending:
                found.append(pending)
            pending = (number, opened[0])
    return sorted([*found, pending]) if pending else found


def mixed_tone_placements(text: str) -> tuple[str, str] | None:
    """The first words that place the tone in the old way (hòa) and in the new one (hoà), where
    `text` has both. Names are left out: people write theirs as they were given."""
    old = new = ""
    for word in free_pairs(text):
        if word != word.lower():
            continue
        if canonical_tones(word) == word:
            old = old or word
        else:
            new = new or word
        if old and new:
            return old, new
    return None


def excerpt_around(text: str, start: int, end: int) -> str:
    """The words about that place, on one line, with "…" where text is left out."""
    first = max(0, start - AROUND)
    last = min(len(text), end + AROUND)
    first = text.find(" ", first, start) + 1 or first if first else 0
    last = max(text.rfind(" ", end, last), end) if last < len(text) else last
    # Two spaces are what is to be seen: they are not made one.
    words = text[first:last].strip().replace("\n", " ")
    return f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}"


def _repetitions(paragraph: str) -> Iterator[Typo]:
    for match in _TWO_SPACES.finditer(paragraph):
        yield Typo("Hai dấu cách liền nhau", *match.span())
    for match in _TWICE.finditer(paragraph):
        yield Typo("Từ lặp hai lần", *match.span())


def _missing_spaces(paragraph: str) -> Iterator[Typo]:
    """Words that a missing space has joined; both sides must be Vietnamese to be sure."""
    for match in _STUCK_STOP.finditer(paragraph):
        before, mark, after = match.groups()
        # "TP.Vĩnh Long", "Q.Ninh Kiều" and "nguyen.an" are no errors.
        is_new_sentence = after[:1].isupper() and not after.isupper()
        if not before.islower() or (mark == "." and not is_new_sentence):
            continue
        if is_syllable(before) and is_syllable(after):
            yield Typo(f"Thiếu dấu cách sau “{mark}”", *match.span())
    for match in _STUCK_NUMBER.finditer(paragraph):
        word = match.group(1)
        if is_syllable(word) and (not word.isascii() or len(word) > 3):
            yield Typo("Thiếu dấu cách trước số", *match.span())
    for match in _NUMBER_STUCK.finditer(paragraph):
        word = match.group(2)
        if not word.isascii() and word.islower() and is_syllable(word):
            yield Typo("Thiếu dấu cách sau số", *match.span())


def _unmatched_brackets(paragraph: str) -> Iterator[Typo]:
    enumerators = {match.end() - 1 for match in _ENUMERATOR.finditer(paragraph)}
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(paragraph):
        mark, at = match.group(), match.start()
        if mark not in _OPENED_BY:
            opened.append((mark, at))
        elif opened and opened[-1][0] == _OPENED_BY[mark]:
            opened.pop()
        elif at not in enumerators and paragraph[at - 1 : at] not in {":", ";"}:
            yield Typo(f"Dấu “{mark}” đóng mà không mở", at, at + 1)
    for mark, at in opened:
        yield Typo(f"Dấu “{mark}” mở mà không đóng", at, at + 1)


def _secrecy_marks(paragraph: str) -> Iterator[Typo]:
    message = "Chữ của tài liệu không phổ biến ra ngoài"
    for pattern in (_SECRET, _NOT_TO_SPREAD, _MARKED):
        for match in pattern.finditer(paragraph):
            yield Typo(message, *match.span())
    for match in _STAMP.finditer(paragraph):
        before = _CAPITALS_BEFORE.search(paragraph[max(0, match.start() - 12) : match.start()])
        after = _CAPITALS_AFTER.match(paragraph[match.end() : match.end() + 12])
        if not any(near and near.group().isupper() for near in (before, after)):
            yield Typo(message, *match.span())


# Each search with a quicker look at the paragraph, and at the same with its case folded, that rules
# it out where it would find nothing.
SEARCHES: tuple[tuple[Callable[[str, str], object], Callable[[str], Iterator[Typo]]], ...] = (
    (lambda text, _: _STUCK.search(text), _missing_spaces),
    (
        lambda text, folded: (
            "  " in text or "\u00a0" in text or _PERHAPS_TWICE.search(f" {folded}")
        ),
        _repetitions,
    ),
    (lambda text, _: _BRACKET.search(text), _unmatched_brackets),
    (
        lambda _, folded: "mật" in folded or "phổ" in folded or "lưu" in folded,
        _secrecy_marks,
    ),
)
