"""Two snapshots side by side: which words of what readers see came in, and which went."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models.byline import Byline
from newsroom.revisions import Snapshot
from vietnamese.dates import format_stamp

SAME, ADDED, REMOVED = "same", "added", "removed"
# Texts longer than this are compared by paragraphs: words would take seconds.
MOST_WORDS = 6_000

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
    }


def visible_text(body: str) -> str:
    """The text of stored HTML, one line a paragraph, table row or list item."""
    lines = html.unescape(_TAG.sub("", _CELL_END.sub(" ", _BLOCK_END.sub("\n", body))))
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines.splitlines())))


def _runs(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = _tokens(old), _tokens(new)
    if max(len(before), len(after)) > MOST_WORDS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what == "equal":
            yield SAME, _joined(before[start:end])
            continue
        if start < end:
            yield REMOVED, _joined(before[start:end])
        if other_start < other_end:
            yield ADDED, _joined(after[other_start:other_end])


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
