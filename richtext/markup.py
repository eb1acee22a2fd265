"""Foreign HTML made plain before the sanitiser reads it: known tags, none too deep, text clean.

nh3's parser follows the HTML standard, by which each tag looks through all that are open: 12,000
lists in one another take it 13 seconds. So this reads a text once, from left to right, and hands
on only tags of the plainest form, of which it knows for certain how deep they stand. It decides
nothing about what is safe: that is the sanitiser's.
"""

import html
import re
from collections import Counter
from collections.abc import Set as AbstractSet

from richtext.hidden import HiddenParts, may_hide
from richtext.tags import ENDED_BY_THEMSELVES, INLINE, TOKEN, VOID, with_values
from vietnamese.text import normalise, one_line

MOST_DEEP = 100
# What the parser puts between a part of a table and what it finds it in.
IMPLIED = {
    "table": {"tr": 1, "td": 2, "th": 2},
    **{part: {"td": 1, "th": 1} for part in ("tbody", "thead", "tfoot")},
}
# As the sanitiser writes it.
_PLAIN_TAG = re.compile("</?[a-z][a-z0-9]*+")
_PLAIN_TEXT = "[^<>&]++|&(?:amp|lt|gt);"
_PLAIN_ATTRIBUTE = (
    ' (?:href|title|rel|start|type|colspan|rowspan|scope)="[^"&<>]*+(?:&amp;[^"&<>]*+)*+"'
)
_PLAIN = re.compile(f"(?:{_PLAIN_TEXT}|</?[a-z][a-z0-9]*+(?:{_PLAIN_ATTRIBUTE})*+>)*+")


def is_too_deep(markup: str) -> bool:
    """Whether its tags of any kind stand more than MOST_DEEP deep; one pass."""
    open_tags = [""]
    for match in TOKEN.finditer(markup):
        _, slash, name, _ = match.groups()
        if not name or (name := name.lower()) in VOID:
            continue
        if open_tags[-1] == name and (slash or name in ENDED_BY_THEMSELVES):
            open_tags.pop()
        if not slash:
            open_tags.append(name)
            if len(open_tags) > MOST_DEEP + 1:
                return True
    return False


def is_plain(markup: str, tags: AbstractSet[str]) -> bool:
    """Whether plain_markup() would leave it as it is: a quick look, for what was cleaned before."""
    return (
        is_plain_form(markup)
        and normalise(markup) == markup
        and "<pre>\n" not in markup
        and _is_well_formed(markup, tags)
    )


def is_plain_form(markup: str) -> bool:
    """Whether its tags, attributes and references are written as the sanitiser writes them, if not
    where it would have them."""
    return _PLAIN.fullmatch(markup) is not None


def _is_well_formed(markup: str, tags: AbstractSet[str]) -> bool:
    """Of what is in plain form."""
    ends = {f"<{name}": f"</{name}" for name in tags - VOID}
    voids = {f"<{name}" for name in tags & VOID}
    open_ends = [""]
    for tag in _PLAIN_TAG.findall(markup):
        if end := ends.get(tag):
            if open_ends[-1] == end and tag[1:] in ENDED_BY_THEMSELVES:
                return False
            open_ends.append(end)
            if len(open_ends) > MOST_DEEP // 2:  # however many the parser adds in tables
                return False
        elif tag not in voids and open_ends.pop() != tag:
            return False
    return open_ends == [""]


def plain_markup(markup: str, tags: AbstractSet[str]) -> str:
    """The text in normal form with these tags alone, in one pass; what would stand deeper than
    MOST_DEEP loses its tags.

    Of what else stands in it, comments, scripts, styles and what is hidden (richtext/hidden.py) go
    whole, other tags leave their text: that of blocks (div, section) stays apart from its
    neighbours.
    """
    plain = _Plain(tags, HiddenParts() if may_hide(markup) else None)
    plain.read(markup)
    return "".join(plain.pieces)


class _Plain:
    """`hidden` is None where nothing is."""

    def __init__(self, tags: AbstractSet[str], hidden: HiddenParts | None) -> None:
        self.pieces: list[str] = []
        self._tags = tags
        self._open: list[tuple[str, int]] = []  # name, how deep it goes; 0 where it is left out
        self._names: Counter[str] = Counter()
        self._depth = 0
        self._hidden = hidden
        self._ends_in_text = self._is_apart = self._begins_pre = False

    def read(self, markup: str) -> None:
        text, at = "", 0
        for match in TOKEN.finditer(markup):
            text += markup[at : match.start()]
            at = match.end()
            tag, slash, name, less = match.groups()
            if less:
                text += less.replace("<", "&lt;")
            elif tag:
                if text:
                    self._text(text)
                    text = ""
                name, is_end = name.lower(), bool(slash)
                hidden = self._hidden
                if (hidden and hidden.follow(tag, name, is_end, markup, at)) or (
                    name not in self._tags
                ):
                    self._is_apart |= name not in INLINE
                else:
                    self._tag(tag, name, is_end)
        self._text(text + markup[at:])

    def _text(self, text: str) -> None:
        """Between two tags, so that no mark joins a tag's ">"."""
        if not text or (self._hidden and self._hidden.is_here):
            return
        text = html.escape(normalise(html.unescape(text)), quote=False)
        if self._begins_pre:
            text = text.lstrip("\n")  # one of them the parser takes away each time
        if text:
            self._gap(text[0])
            self._ends_in_text, self._begins_pre = not text[-1].isspace(), False
            self.pieces.append(text)

    def _gap(self, following: str) -> None:
        if self._is_apart and self._ends_in_text and not following.isspace():
            self.pieces.append("\n")
        self._is_apart = False

    def _tag(self, tag: str, name: str, is_end: bool) -> None:
        if name not in INLINE:
            self._ends_in_text = False
        self._begins_pre = name == "pre" and not is_end
        if name in VOID:
            if not is_end:
                self.pieces.append(tag)
        elif is_end:
            self._end(tag, name)
        else:
            self._begin(tag, name)

    def _begin(self, tag: str, name: str) -> None:
        if name in ENDED_BY_THEMSELVES and self._open and self._open[-1][0] == name:
            self._pop()
        around = self._open[-1][0] if self._open else ""
        levels = 1 + IMPLIED[around].get(name, 0) if around in IMPLIED else 1
        if self._depth + levels > MOST_DEEP:
            levels = 0
        self._open.append((name, levels))
        self._names[name] += 1
        self._depth += levels
        if levels:
            self._gap(tag)
            self.pieces.append(with_values(tag, one_line) if "=" in tag else tag)

    def _end(self, tag: str, name: str) -> None:
        """An end that does not fit what is open closes nothing here, whatever the parser makes of
        it: so nothing ever stands deeper than is counted."""
        if not self._names[name]:
            return
        if self._open[-1][0] != name or self._pop():
            self.pieces.append(tag)

    def _pop(self) -> bool:
        """Whether the tag was handed on."""
        name, levels = self._open.pop()
        self._names[name] -= 1
        self._depth -= levels
        return levels > 0
