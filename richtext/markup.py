"""Foreign HTML made plain before the sanitiser reads it: known tags, none too deep, text clean.

nh3's parser follows the HTML standard, by which each tag looks through all that are open: 12,000
lists in one another take it 13 seconds. So this reads a text once, from left to right, and hands
on only tags of the plainest form, of which it knows for certain how deep they stand. It decides
nothing about what is safe: that is the sanitiser's.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from richtext.hidden import HiddenParts
from richtext.tags import ENDED_BY_THEMSELVES, INLINE, TOKEN, VOID, with_values
from vietnamese.text import normalise, one_line

MOST_DEEP = 100
# What the parser puts between a part of a table and what it finds it in.
IMPLIED = {
    "table": {"tr": 1, "td": 2, "th": 2},
    **{part: {"td": 1, "th": 1} for part in ("tbody", "thead", "tfoot")},
}
# As the sanitiser writes it.
_PLAIN_TAG = re.compile("<(/?)([a-z][a-z0-9]*+)")
_PLAIN_TEXT = "[^<>&]++|&(?:amp|lt|gt);"
_PLAIN_ATTRIBUTE = (
    ' (?:href|title|rel|start|type|colspan|rowspan|scope)="[^"&<>]*+(?:&amp;[^"&<>]*+)*+"'
)
_PLAIN = re.compile(f"(?:{_PLAIN_TEXT}|</?[a-z][a-z0-9]*+(?:{_PLAIN_ATTRIBUTE})*+>)*+")


def is_too_deep(markup: str) -> bool:
    """Whether its tags of any kind stand more than MOST_DEEP deep; one pass."""
    open_tags: list[str] = []
    for match in TOKEN.finditer(markup):
        name = (match["name"] or "").lower()
        if not name or name in VOID:
            continue
        _follow(open_tags, name, is_end=bool(match["slash"]))
        if len(open_tags) > MOST_DEEP:
            return True
    return False


def is_plain(markup: str, tags: AbstractSet[str]) -> bool:
    """Whether plain_markup() would leave it as it is: a quick look, for what was cleaned before."""
    return (
        _PLAIN.fullmatch(markup) is not None
        and normalise(markup) == markup
        and "<pre>\n" not in markup
        and _is_well_formed(markup, tags)
    )


def _is_well_formed(markup: str, tags: AbstractSet[str]) -> bool:
    open_tags = [""]
    for slash, name in _PLAIN_TAG.findall(markup):
        if slash:
            if open_tags.pop() != name:
                return False
        elif name not in tags or (name in ENDED_BY_THEMSELVES and open_tags[-1] == name):
            return False
        elif name not in VOID:
            open_tags.append(name)
            if len(open_tags) > MOST_DEEP // 2:  # however many the parser adds in tables
                return False
    return open_tags == [""]


def plain_markup(markup: str, tags: AbstractSet[str]) -> str:
    """The text in normal form with these tags alone, in one pass; what would stand deeper than
    MOST_DEEP loses its tags.

    Of what else stands in it, comments, scripts, styles and what is hidden (richtext/hidden.py) go
    whole, other tags leave their text: that of blocks (div, section) stays apart from its
    neighbours.
    """
    return "".join(_Plain(tags).pieces(markup))


class _Plain:
    def __init__(self, tags: AbstractSet[str]) -> None:
        self._tags = tags
        self._open: list[tuple[str, int]] = []  # name, how deep it goes; 0 where it is left out
        self._names: Counter[str] = Counter()
        self._depth = 0
        self._hidden = HiddenParts()
        self._ends_in_text = self._is_apart = self._begins_pre = False

    def pieces(self, markup: str) -> Iterator[str]:
        text, at = "", 0
        for match in TOKEN.finditer(markup):
            text += markup[at : match.start()]
            at = match.end()
            if match["less"]:
                text += match["less"].replace("<", "&lt;")
            elif match["tag"]:
                yield from self._text(text)
                text = ""
                name, is_end = match["name"].lower(), bool(match["slash"])
                is_hidden = self._hidden.follow(match["tag"], name, is_end, markup, at)
                yield from self._tag(match["tag"], name, is_end, is_hidden)
        yield from self._text(text + markup[at:])

    def _text(self, text: str) -> Iterator[str]:
        """Between two tags, so that no mark joins a tag's ">"."""
        if not text or self._hidden.is_here:
            return
        text = html.escape(normalise(html.unescape(text)), quote=False)
        if self._begins_pre:
            text = text.lstrip("\n")  # one of them the parser takes away each time
        if text:
            yield from self._gap(text[0])
            self._ends_in_text, self._begins_pre = not text[-1].isspace(), False
            yield text

    def _gap(self, following: str) -> Iterator[str]:
        if self._is_apart and self._ends_in_text and not following.isspace():
            yield "\n"
        self._is_apart = False

    def _tag(self, tag: str, name: str, is_end: bool, is_hidden: bool) -> Iterator[str]:
        if is_hidden or name not in self._tags:
            self._is_apart |= name not in INLINE
            return
        if name not in INLINE:
            self._ends_in_text = False
        self._begins_pre = name == "pre" and not is_end
        if name in VOID:
            yield from [] if is_end else [tag]
        elif is_end:
            yield from self._end(tag, name)
        else:
            yield from self._begin(tag, name)

    def _begin(self, tag: str, name: str) -> Iterator[str]:
        if name in ENDED_BY_THEMSELVES and self._open and self._open[-1][0] == name:
            self._pop()
        around = self._open[-1][0] if self._open else ""
        levels = 1 + IMPLIED.get(around, {}).get(name, 0)
        if self._depth + levels > MOST_DEEP:
            levels = 0
        self._open.append((name, levels))
        self._names[name] += 1
        self._depth += levels
        if levels:
            yield from self._gap(tag)
            yield with_values(tag, one_line) if "=" in tag else tag

    def _end(self, tag: str, name: str) -> Iterator[str]:
        """An end that does not fit what is open closes nothing here, whatever the parser makes of
        it: so nothing ever stands deeper than is counted."""
        if not self._names[name]:
            return
        if self._open[-1][0] != name or self._pop():
            yield tag

    def _pop(self) -> bool:
        """Whether the tag was handed on."""
        name, levels = self._open.pop()
        self._names[name] -= 1
        self._depth -= levels
        return levels > 0


def _follow(open_tags: list[str], name: str, is_end: bool) -> None:
    fits = bool(open_tags) and open_tags[-1] == name
    if fits and (is_end or name in ENDED_BY_THEMSELVES):
        open_tags.pop()
    if not is_end:
        open_tags.append(name)
