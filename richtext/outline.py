"""What clean HTML says, without its marks: its blocks of text in reading order, and its links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

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


def outline(html: str) -> Outline:
    """The blocks that have any text, and all links. `html` is what `clean()` returned: it is not
    made safe here. Linear in its length."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.outline


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
        words = data if "pre" in self._open[-1:] else data.replace("\n", " ")
        self._text.append(words)
        if self._href is not None:
            self._link.append(words)

    def end_block(self) -> None:
        text = "".join(self._text).strip()
        self._text = []
        if text:
            self.outline.blocks.append(TextBlock(self._open[-1] if self._open else "p", text))
