"""What clean HTML says, without its marks: its blocks of text in reading order, and its links."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from richtext.cleaning import TAGS
from richtext.markup import is_plain_form

BLOCKS = {
    *("p", "h2", "h3", "h4", "blockquote", "pre", "hr"),
    *("ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, heading, list item or cell; a line break in it is "\\n"."""

    tag: str
    text: str


@dataclass(frozen=True)
class Hyperlink:
    href: str
    text: str


@dataclass
class Outline:
    blocks: list[TextBlock] = field(default_factory=list)
    links: list[Hyperlink] = field(default_factory=list)


_TAG = re.compile("<(/?)([a-z][a-z0-9]*+)([^<>]*+)>")
_HREF = re.compile(' href="([^"]*+)"')


def outline(markup: str) -> Outline:
    """The blocks that have any text, and all links. `markup` is what `clean()` returned: it is not
    made safe here, and what is not in the sanitiser's form takes some ten times as long. Linear in
    its length."""
    reader = _Reader()
    if is_plain_form(markup):
        tokens = _TAG.split(markup)
        if TAGS.issuperset(tokens[2::4]):
            _read_plain(reader, tokens)
            return reader.outline
    reader.feed(markup)
    reader.close()
    reader.end_block()
    return reader.outline


def _read_plain(reader: "_Reader", tokens: list[str]) -> None:
    """As HTMLParser would. Text, slash, name and attributes stand in turn in `tokens`."""
    texts, slashes, names, rest = tokens[::4], tokens[1::4], tokens[2::4], tokens[3::4]
    for text, slash, name, attributes in zip(texts, slashes, names, rest, strict=False):
        if text:
            reader.handle_data(html.unescape(text))
        if slash:
            reader.handle_endtag(name)
        elif attributes:
            hrefs = _HREF.findall(attributes)
            reader.handle_starttag(name, [("href", html.unescape(href)) for href in hrefs])
        else:
            reader.handle_starttag(name, [])
    if texts[-1]:
        reader.handle_data(html.unescape(texts[-1]))
    reader.end_block()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self._open: list[str] = []
        self._text: list[str] = []
        self._href: str | None = None
        self._link: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_block()
            if tag != "hr":
                self._open.append(tag)
        elif tag == "br":
            self._text.append("\n")
        elif tag == "a":
            self._href, self._link = (dict(attrs).get("href") or "").strip(), []

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
            if self._open and self._open[-1] == tag:
                self._open.pop()
        elif tag == "a" and self._href is not None:
            self.outline.links.append(Hyperlink(self._href, "".join(self._link)))
            self._href = None

    def handle_data(self, data: str) -> None:
        # Outside of <pre> the end of a line is a space.
        is_in_pre = self._open and self._open[-1] == "pre"
        words = data if is_in_pre else data.replace("\n", " ")
        self._text.append(words)
        if self._href is not None:
            self._link.append(words)

    def end_block(self) -> None:
        if not self._text:
            return
        text = "".join(self._text).strip()
        self._text = []
        if text:
            self.outline.blocks.append(TextBlock(self._open[-1] if self._open else "p", text))
