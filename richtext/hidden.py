"""What nobody was meant to read in HTML from elsewhere: text deleted under Track Changes, comments,
hidden text. Word, Google Docs, LibreOffice and web pages write it among the rest.

A `<del>` is no dress but a deletion, by the HTML standard and in Word, and goes. What an editor
strikes through is an `<s>`, and stays. static/js/paste_hidden.js has the same rules for the
moment of pasting.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from richtext.styles import Concealed, conceal, declarations, is_never_seen
from richtext.tags import INLINE, TOKEN, VOID, attributes

DELETED = "chỗ chữ đã xóa khi theo dõi thay đổi (Track Changes)"
COMMENT = "lời bình"
HIDDEN = "chỗ chữ ẩn"
PLACEHOLDER = "chỗ gợi ý chưa điền của mẫu"  # a content control's: "Click or tap here…"
_MARK = "[A1]"  # in the text, where a comment belongs
KINDS = (DELETED, COMMENT, HIDDEN, PLACEHOLDER)
_UNNAMED = ""  # never on a page: a document's title, words for browsers that play no film

_NAMES = {
    **dict.fromkeys(("del", "w:del", "w:deltext", "w:movefrom", "text:tracked-changes"), DELETED),
    **dict.fromkeys(("comment", "w:comment", "office:annotation"), COMMENT),
    **dict.fromkeys(("title", "template", "noscript", "noframes", "noembed"), _UNNAMED),
    **dict.fromkeys(("iframe", "video", "audio", "canvas", "object", "datalist"), _UNNAMED),
    **dict.fromkeys(("annotation", "annotation-xml", "desc", "metadata", "xml"), _UNNAMED),
}
_CLASSES = {
    DELETED: re.compile(r"mso(?:del|movefrom)|ice-del|\w*track\w*delet\w*"),
    _MARK: re.compile(r"msocommentreference|msocom(?:anchor|off)"),
    COMMENT: re.compile(r"msocom\w*|comment(?:text|subject)char"),
    PLACEHOLDER: re.compile("msoplaceholdertext"),
}
_DOCS_MARK = re.compile(r"#cmnt\d+")
# Google Docs puts a comment into a box that begins with the way back to its mark.
_DOCS_COMMENT = re.compile(
    r"""\s*+(?:<p\b[^<>]*+>\s*+)?+<a\b[^<>]*?\bhref=["']?#cmnt_ref\d""", re.IGNORECASE
)
# What cannot be missing where anything is hidden: "#cmnt" may be written with a reference.
_SIGNS = [*("style", "class", "hidden", "popover", "cmnt", "&#", "&num", "<dialog")]
_SIGNS += [f"<{name}" for name in _NAMES]
# Which open elements a beginning one ends, by the HTML standard.
_CELLS = {"td", "th"}
_ROWS = {"tr", *_CELLS}
_PARTS = {"tbody", "thead", "tfoot", *_ROWS}
_TERMS = {"dt", "dd"}
_ENDS = {
    **{"li": {"li"}, "dt": _TERMS, "dd": _TERMS, "td": _CELLS, "th": _CELLS},
    **{"tr": _ROWS, "tbody": _PARTS, "thead": _PARTS, "tfoot": _PARTS},
}
_BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "li", "table", "hr", "pre"),
    *("blockquote", "section", "article", "aside", "header", "footer", "main", "nav", "figure"),
    *("figcaption", "form", "fieldset", "address", "details"),
}


def may_hide(markup: str) -> bool:
    """Whether the HTML could have hidden parts at all: a quick look, sure only where it says no."""
    small = markup.lower()
    return any(sign in small for sign in _SIGNS)


def without_hidden_parts(markup: str) -> tuple[str, Counter[str]]:
    """The HTML less what is hidden in it, and how many parts of each kind that was: DELETED,
    COMMENT, HIDDEN, PLACEHOLDER. Frames and films keep their tags. One pass."""
    if not may_hide(markup):
        return markup, Counter()
    parts = HiddenParts()
    seen = []
    at = 0
    for match in TOKEN.finditer(markup):
        seen.append(parts.read(markup[at : match.start()]))
        at = match.end()
        name = (match["name"] or "").lower()
        is_hidden = name and parts.follow(match["tag"], name, bool(match["slash"]), markup, at)
        if not is_hidden or _NAMES.get(name) == _UNNAMED:
            seen.append(match[0])
    seen.append(parts.read(markup[at:]))
    return "".join(seen), parts.found()


@dataclass(slots=True)
class _Part:
    kind: str
    is_for_good: bool = True  # no style of what stands in it brings it back
    is_counted: bool = False


class _Said(NamedTuple):
    """What a tag says of its element, wherever it stands."""

    kind: str | None
    is_hidden: bool
    style: dict[str, str]


class _Element(NamedTuple):
    name: str
    part: _Part | None = None
    concealed: Concealed = Concealed.NOT


class HiddenParts:
    """Follows the tags of a text, and knows at each whether what stands there can be seen.

    Each step takes the same time, however deep the tags stand. An end tag reaches no further than
    the HTML standard lets it: that of `<b>` to the block around, any to the table around.
    """

    def __init__(self) -> None:
        self._open = [_Element("")]
        # How many of each name are open: inline elements by the block around, blocks by the table.
        self._blocks: list[tuple[str, dict[str, int]]] = [("", {})]
        self._tables: list[dict[str, int]] = [{}]
        self._found: Counter[str] = Counter()
        self._said: dict[str, _Said] = {}  # by tag: a text repeats a few of them

    @property
    def is_here(self) -> bool:
        return self._open[-1].part is not None

    def read(self, text: str) -> str:
        """The text between two tags where it is seen, else nothing: its part is counted."""
        part = self._open[-1].part
        if part is None:
            return text
        if not part.is_counted and text.strip():
            part.is_counted = True
            self._found[part.kind] += 1
        return ""

    def found(self) -> Counter[str]:
        """How many parts of each kind had any text; those without a name aside."""
        kinds = {kind: self._found[kind] for kind in KINDS}
        kinds[COMMENT] = max(kinds[COMMENT], self._found[_MARK])
        return +Counter(kinds)

    def follow(self, tag: str, name: str, is_end: bool, markup: str, at: int) -> bool:
        """Whether the tag, which ends at `at` in `markup`, belongs to what is hidden."""
        if is_end:
            return self._end(name)
        self._end_what_ends_here(name)
        _, part, concealed = self._open[-1]
        if len(tag) > len(name) + 2 or name in _NAMES or name in {"div", "dialog"}:
            if (said := self._said.get(tag)) is None:
                said = self._said[tag] = _said(tag, name)
            concealed = conceal(said.style, concealed) if said.style else concealed
            part = _part(part, _kind(name, said, markup, at), concealed)
        element = _Element(name, part, concealed)
        is_empty = tag.endswith("/>") and (name in _NAMES or ":" in name)
        if name not in VOID and not is_empty:
            self._push(element)
        return element.part is not None

    def _end(self, name: str) -> bool:
        if not self._is_open(name):
            return self.is_here
        while (element := self._pop()).name != name:
            pass
        return element.part is not None

    def _end_what_ends_here(self, name: str) -> None:
        if name in _BLOCKS and self._blocks[-1][0] == "p":
            self._end("p")
        if name in _ENDS:
            while self._blocks[-1][0] in _ENDS[name]:
                self._end(self._blocks[-1][0])

    def _is_open(self, name: str) -> bool:
        if _is_inline(name):
            return self._blocks[-1][1].get(name, 0) > 0
        return len(self._tables) > 1 if name == "table" else self._tables[-1].get(name, 0) > 0

    def _push(self, element: _Element) -> None:
        name = element.name
        self._open.append(element)
        if _is_inline(name):
            self._count_open(self._blocks[-1][1], name, 1)
        elif name == "table":
            self._blocks.append((name, {}))
            self._tables.append({})
        else:
            self._blocks.append((name, {}))
            self._count_open(self._tables[-1], name, 1)

    def _pop(self) -> _Element:
        element = self._open.pop()
        name = element.name
        if _is_inline(name):
            self._count_open(self._blocks[-1][1], name, -1)
        elif name == "table":
            self._blocks.pop()
            self._tables.pop()
        else:
            self._blocks.pop()
            self._count_open(self._tables[-1], name, -1)
        return element

    @staticmethod
    def _count_open(counts: dict[str, int], name: str, change: int) -> None:
        counts[name] = counts.get(name, 0) + change


def _is_inline(name: str) -> bool:
    return name in INLINE or ":" in name


def _part(around: _Part | None, kind: str | None, concealed: Concealed) -> _Part | None:
    if around and around.is_for_good and not (around.kind == _UNNAMED and kind):
        return around
    if kind is not None:
        return _Part(kind)
    if around and around.is_for_good:
        return around
    return (around or _Part(HIDDEN, is_for_good=False)) if concealed else None


def _said(tag: str, name: str) -> _Said:
    found = attributes(tag)
    style = declarations(found["style"]) if "style" in found else {}
    is_closed = name == "dialog" and "open" not in found
    is_hidden = is_closed or "hidden" in found or "popover" in found or is_never_seen(style)
    return _Said(_named_kind(name, found, style), is_hidden, style)


def _named_kind(name: str, found: dict[str, str], style: dict[str, str]) -> str | None:
    if name in _NAMES:
        return _NAMES[name]
    for word in found.get("class", "").lower().split():
        for kind, pattern in _CLASSES.items():
            if pattern.fullmatch(word):
                return kind
    if style.get("mso-element", "").startswith("comment"):
        return COMMENT if style["mso-element"] == "comment" else _UNNAMED  # the list of them
    return _MARK if name == "a" and _DOCS_MARK.fullmatch(found.get("href", "")) else None


def _kind(name: str, said: _Said, markup: str, at: int) -> str | None:
    """What hides the element for good, or None."""
    if said.kind is None and name == "div" and _DOCS_COMMENT.match(markup, at):
        return COMMENT
    return HIDDEN if said.kind is None and said.is_hidden else said.kind
