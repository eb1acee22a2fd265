"""Two snapshots side by side: which words of what readers see came in, and which went."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models.byline import Byline
from newsroom.attachments.rows import rows_in, text_of
from newsroom.revisions import Snapshot
from vietnamese.dates import format_stamp

SAME, ADDED, REMOVED = "same", "added", "removed"
# Texts longer than this are compared by paragraphs: words would take seconds.
MOST_WORDS = 6_000
# Comparisons of one word with another, some half a second: a page of news takes a tenth of them,
# while "a b a c a d…" would take minutes.
MOST_WORK = 4_000_000


_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|caption|pre)>|<(?:br|hr)\s*/?>")
_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')


@dataclass(frozen=True)
class Part:
    """A part of the article; `runs` are stretches of text with what became of them."""

    label: str
    runs: list[tuple[str, str]]

    @property
    def is_changed(self) -> bool:
        return any(kind != SAME for kind, _ in self.runs)


def compare(old: Snapshot, new: Snapshot) -> list[Part]:
    """The parts of an article that have any text, in the order of the form."""
    before, after = texts_of(old), texts_of(new)
    parts = [Part(label, list(_runs(before[label], after[label]))) for label in before]
    return [part for part in parts if part.runs]


def texts_of(snapshot: Snapshot) -> dict[str, str]:
    """The visible text of each part, by its label; paragraphs stand on lines of their own."""
    return {
        "Tựa": snapshot["title"],
        "Sapo": snapshot["lead"],
        "Nội dung": visible_text(snapshot["body"]),
        "Đính chính": snapshot["correction"],
        "Chuyên mục": snapshot["category_name"],
        "Đăng từ": _stamp(snapshot["published_from"]),
        "Đăng đến": _stamp(snapshot["published_until"]),
        "Ảnh": "\n".join(map(photo_text, snapshot["photos"])),
        "Dòng tác giả": "\n".join(_byline(byline) for byline in snapshot["bylines"]),
        "Chuyên đề": "\n".join(topic["name"] for topic in snapshot.get("topics", [])),
        "Bài liên quan": "\n".join(f"bài số {pk}" for pk in snapshot.get("related", [])),
        "Tệp đính kèm": "\n".join(map(text_of, rows_in(snapshot))),
        "Đường dẫn": snapshot.get("slug", ""),  # of a static page
    }


def visible_text(body: str) -> str:
    """The text of stored HTML, one line a paragraph, table row or list item."""
    lines = html.unescape(_TAG.sub("", _CELL_END.sub(" ", _BLOCK_END.sub("\n", body))))
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines.splitlines())))


class _TooMuchWork(Exception):
    pass


class _Matcher(SequenceMatcher[str]):
    """Gives up where texts repeat themselves so much that it would take minutes."""

    a: Sequence[str]
    b2j: dict[str, list[int]]
    work = 0

    def find_longest_match(self, alo: int = 0, ahi: Any = None, *rest: Any) -> Any:
        self.work += sum(len(self.b2j.get(token, ())) for token in self.a[alo:ahi])
        if self.work > MOST_WORK:
            raise _TooMuchWork
        return super().find_longest_match(alo, ahi, *rest)


def _runs(old: str, new: str) -> Iterator[tuple[str, str]]:
    """By words; by paragraphs, or as one change, where that would take too long."""
    for what, before, after in _steps(old, new):
        if what == "equal":
            yield SAME, _joined(before)
            continue
        if before:
            yield REMOVED, _joined(before)
        if after:
            yield ADDED, _joined(after)


def _steps(old: str, new: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """How the one becomes the other, from beginning to end."""
    words = _tokens(old), _tokens(new)
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for before, after in (words, lines) if max(map(len, words)) <= MOST_WORDS else (lines,):
        try:
            steps = _Matcher(None, before, after, autojunk=False).get_opcodes()
        except _TooMuchWork:
            continue
        return ((what, before[i:j], after[k:end]) for what, i, j, k, end in steps)
    return iter(_one_change(*lines))


def _one_change(before: list[str], after: list[str]) -> list[tuple[str, list[str], list[str]]]:
    """All between what the two begin and end with."""
    head = _length_in_common(before, after)
    tail = _length_in_common(before[head:][::-1], after[head:][::-1])
    ends = len(before) - tail, len(after) - tail
    steps = [
        ("equal", before[:head], after[:head]),
        ("replace", before[head : ends[0]], after[head : ends[1]]),
        ("equal", before[ends[0] :], after[ends[1] :]),
    ]
    return [step for step in steps if step[1] or step[2]]


def _length_in_common(before: list[str], after: list[str]) -> int:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return sum(1 for _ in alike)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\n|[^\s]+", text)


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens).replace(" \n ", "\n").replace("\n ", "\n").replace(" \n", "\n")


def _stamp(moment: str) -> str:
    parsed = parse_datetime(moment) if moment else None
    return format_stamp(timezone.localtime(parsed)) if parsed else ""


def photo_text(photo: dict[str, Any]) -> str:
    """A photo's number and words, in a line."""
    parts = [photo["caption"].replace("\n", " "), photo["credit"], photo["alt"]]
    return f"[ảnh {photo['order']}] {' · '.join(filter(None, parts))}".rstrip()


def _byline(byline: dict[str, Any]) -> str:
    text = f"{Byline(role=byline['role']).label}{byline['name']}"
    return f"{text} {byline['link']}".rstrip()
