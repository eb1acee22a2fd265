"""Paragraphs, headings, lists, quotations, tables and photos, in reading order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import html

from articles.word_file.runs import Links, Runs
from articles.word_file.sheet import paragraph, plain, run, twips
from articles.word_file.tables import table
from richtext.body_parts import split_at_places

Element = Any  # lxml has no types of its own
_MARK = re.compile(r"\s*\[\s*ảnh\s*(\d{1,3})\s*\]\s*", re.IGNORECASE)
_BLOCKS = {
    *("p", "h2", "h3", "h4", "blockquote", "pre", "hr", "ul", "ol", "table", "div", "caption"),
}
_HEADINGS = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
_DEEPEST = 8
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


class PhotoWords(NamedTuple):
    """A photo as it stands in the text: its drawing ("" where the picture is still to come), and
    the lines below it."""

    drawing: str
    caption: str


class List(NamedTuple):
    """A list as Word counts it: `kind` is HTML's type of an `ol`, "" for bullets."""

    kind: str
    start: int


@dataclass
class Body:
    """Writes one body; `lists` are then all that it has, in order from 1."""

    photos: dict[int, PhotoWords]
    links: Links
    runs: Runs
    lists: list[List] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _style: str = "Text"
    _depth: int = 0
    _item: str = ""  # what the next paragraph of a list item has, its label first

    def write(self, root: Element) -> None:
        """All of the tree; each of the photos that has a place stands there, and is taken out."""
        self._blocks(root)

    def written(self) -> str:
        return "".join(self._parts)

    def photo(self, words: PhotoWords) -> None:
        if words.drawing:
            kept = "" if words.caption else '<w:keepNext w:val="0"/>'
            self._parts.append(paragraph("Picture", f"<w:r>{words.drawing}</w:r>", kept))
        if words.caption:
            self._parts.append(paragraph("Caption", run(words.caption)))

    def _blocks(self, parent: Element) -> None:
        """What stands in `parent`: loose letters between its blocks are paragraphs too."""
        loose = [self.runs.text(parent.text)] if (parent.text or "").strip() else []
        for element in parent:
            if not isinstance(element.tag, str):
                loose.append(self.runs.text(element.tail))
                continue
            if element.tag in _BLOCKS:
                self._end(loose)
                self._block(element)
                loose = []
            else:
                loose.append(self.runs.of(element))
            if (element.tail or "").strip() or loose:
                loose.append(self.runs.text(element.tail))
        self._end(loose)

    def _end(self, loose: list[str]) -> None:
        if inside := "".join(loose):
            self._paragraph(inside)

    def _block(self, element: Element) -> None:
        tag = element.tag
        if tag == "p":
            self._text(element)
        elif tag in _HEADINGS:
            self._parts.append(paragraph(_HEADINGS[tag], self.runs.inside(element)))
        elif tag in {"ul", "ol"}:
            self._list(element)
        elif tag == "table":
            self._table(element)
        elif tag == "hr":
            self._parts.append(paragraph("Text", "", _RULE))
        elif tag == "pre":
            self._preformatted(element)
        elif tag == "blockquote":
            before, self._style = self._style, "Quote"
            self._blocks(element)
            self._style = before
        else:
            self._blocks(element)

    def _text(self, element: Element) -> None:
        mark = _MARK.fullmatch(element.text_content())
        if mark:
            if words := self.photos.pop(int(mark[1]), None):
                self.photo(words)
            return
        self._paragraph(self.runs.inside(element))

    def _paragraph(self, inside: str) -> None:
        style = "Item" if self._item and self._style == "Text" else self._style
        self._parts.append(paragraph(style, inside, self._item))
        if "<w:numPr>" in self._item:
            self._item = _indent(self._depth)

    def _list(self, element: Element) -> None:
        kind = element.get("type", "1") if element.tag == "ol" else ""
        start = element.get("start", "1")
        number = int(start) if start.isdigit() and len(start) < 5 else 1
        self.lists.append(List(kind, number))
        identity, level = len(self.lists), min(self._depth, _DEEPEST)
        outside, self._depth = self._item, self._depth + 1
        for item in element:
            if item.tag == "li":
                self._item = (
                    f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>'
                )
                self._blocks(item)
        self._item, self._depth = outside, self._depth - 1

    def _table(self, element: Element) -> None:
        caption = element.find("caption")
        if caption is not None:
            inside = self.runs.inside(caption)
            self._parts.append(paragraph("Caption", inside, "<w:keepNext/>"))
        self._parts.append(table(element, self._cell))
        self._parts.append(paragraph("Cell", ""))  # two tables that touch are one to Word

    def _cell(self, cell: Element, is_head: bool) -> str:
        outer, self._parts = self._parts, []
        before = self._style, self._item, self._depth
        self._style, self._item, self._depth = "HeadCell" if is_head else "Cell", "", 0
        self._blocks(cell)
        self._style, self._item, self._depth = before
        inside, self._parts = "".join(self._parts), outer
        return inside

    def _preformatted(self, element: Element) -> None:
        plain_runs = Runs(self.links, keeps_spaces=True)
        self._parts.append(paragraph("Code", plain_runs.inside(element)))


def tree_of(body: str) -> Element:
    """The cleaned HTML of a body, every place of a photo a paragraph of its own."""
    parts = split_at_places(body)
    parts[1::2] = [f"<p>[ảnh {number}]</p>" for number in parts[1::2]]
    return html.fragment_fromstring("".join(parts), create_parent="div")


def numbers_placed(root: Element) -> set[int]:
    marks = (_MARK.fullmatch(paragraph.text_content()) for paragraph in root.iter("p"))
    return {int(mark[1]) for mark in marks if mark}


def drawing(identity: str, number: int, name: str, alt: str, size: tuple[int, int]) -> str:
    """A picture in the line; `size` in millimetres."""
    width, height = (side * 36_000 for side in size)
    return (
        "<w:drawing>"
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="{plain(name)}" descr="{plain(alt)}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{plain(name)}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{identity}"/><a:stretch><a:fillRect/>'
        "</a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )


def numbering(lists: Iterable[List]) -> str:
    """What the lists count by: each its own, so that each begins anew."""
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + "".join(_level(each, level) for level in range(_DEEPEST + 1))
        + "</w:abstractNum>"
        for number, each in enumerate(lists, start=1)
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, _ in enumerate(lists, start=1)
    )
    return abstracts + numbers


_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _level(each: List, level: int) -> str:
    form = _FORMS.get(each.kind, "decimal") if each.kind else "bullet"
    text = f"%{level + 1}." if each.kind else "•"
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{each.start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{twips(8 * (level + 2))}" w:hanging="{twips(8)}"/></w:pPr></w:lvl>'
    )


def _indent(depth: int) -> str:
    return f'<w:ind w:left="{twips(8 * (depth + 1))}"/>'
