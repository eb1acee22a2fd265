"""From a tree of HTML to the pieces that it shows, in reading order."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from importing.document import Evidence, Kind, NotePiece, PicturePiece, Piece, Run, TextPiece
from importing.sources.html import lists
from importing.sources.html.inline_parts import is_apart_below, is_apart_from
from importing.sources.html.layout import (
    BLOCKS,
    FOOTNOTE_ID,
    NEVER_TEXT,
    WITH_MARGINS,
    align_of,
    is_later_time,
    is_way_back,
    kind_of,
    set_by,
    size_of,
    stands_alone,
    style_of,
)
from importing.sources.html.markup_tree import Element, text_of
from importing.sources.html.pictures import TAGS, emoji_of, picture_of
from importing.sources.html.runs import lines_of
from importing.sources.html.tables import caption_of, is_for_data, table_piece

_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML folds; a no-break space is evidence
_PICTURE = "\ufffc"  # where it stands among the letters, until the lines are cut
_NO_BREAK = "\u00a0"


@dataclass(slots=True)
class _Block:
    """What holds for all text of an open block."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    align: str = ""
    style: str = ""
    size: float = 0
    cell: int = 0
    is_pre: bool = False
    is_drop_cap: bool = False  # a letter of the next paragraph


@dataclass(slots=True)
class _List:
    tag: str
    type: str
    number: int


@dataclass(slots=True)
class ReadingOrder:
    """`pieces`, and for each the element whose text it is: a page's column is found by these."""

    address: str = ""
    skipped: frozenset[Element] = frozenset()
    parts_apart: bool = False  # as a page's sheets set them, though no space stands between
    pieces: list[Piece] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)
    _blocks: list[_Block] = field(default_factory=lambda: [_Block()])
    _set: list[Run] = field(default_factory=lambda: [Run("")])
    _lists: list[_List] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _pictures: list[PicturePiece] = field(default_factory=list)
    _drop_cap: list[Run] = field(default_factory=list)
    _label: str = ""
    _gap: int = 0
    _picture_gap: bool = False
    _cells: int = 0
    _notes: list[tuple[Element, int]] = field(default_factory=list)
    _owner: Element = None

    def read(self, root: Element) -> None:
        """Walk through the tree, however deep it is."""
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: Element = None
        for event, element in walk:
            if event in {"comment", "pi"}:
                self._text(element.tail)
            elif event == "start":
                if skipped is None and (element in self.skipped or self._is_taken(element)):
                    skipped = element
                    walk.skip_subtree()
                elif skipped is None:
                    self._start(element)
                    self._text(element.text)
            else:
                if skipped is element:
                    skipped = None
                else:
                    self._end(element)
                if element is not root:
                    self._text(element.tail)
        self.flush()

    def _is_taken(self, element: Element) -> bool:
        """Whether all of the element is read here, or is no text at all."""
        tag = element.tag
        if tag in NEVER_TEXT:
            return True
        if tag in TAGS:
            self._picture(element)
            return True
        if tag == "time" and is_later_time(element):
            return True
        if tag == "br":
            self._runs.append(replace(self._set[-1], text="\n"))
            return True
        if tag == "span" and lists.is_printed_label(element):
            self._label = lists.printed_label(text_of(element), element)
            return True
        if tag == "table" and is_for_data(element):
            self.flush()
            for caption in caption_of(element, self.address):
                self._add(caption, element)
            self._add(table_piece(element, self.address), element)
            self._gap = 1
            return True
        return False

    def _start(self, element: Element) -> None:
        tag = element.tag
        style = style_of(element)
        self._set.append(set_by(self._set[-1], element, style, self.address))
        if tag not in BLOCKS:
            if stands_alone(element):
                self.flush()
            elif self.parts_apart and is_apart_from(element, self._last_letter()):
                self._text(" ")
            if size := size_of(style):
                self._blocks[-1] = replace(self._blocks[-1], size=size)
            return
        self.flush()
        self._owner = element
        if tag in WITH_MARGINS:
            self._gap = max(self._gap, 1)
        self._blocks.append(self._block(element, style))
        if tag in {"ul", "ol"}:
            self._lists.append(_List(tag, lists.type_of(element, style), lists.start_of(element)))
        elif tag == "li" and self._lists and not lists.is_of_gallery(element):
            self._begin_item(element, style)
        elif level := lists.mso_level(style, element):
            self._blocks[-1].level = level
        if FOOTNOTE_ID.fullmatch(element.get("id", "")) or style.get("mso-element") == "footnote":
            self._notes.append((element, len(self.pieces)))

    def _block(self, element: Element, style: dict[str, str]) -> _Block:
        around = self._blocks[-1]
        kind, level = kind_of(element)
        if kind is Kind.PARAGRAPH and around.kind in {Kind.CAPTION, Kind.QUOTE, Kind.ITEM}:
            kind, level = around.kind, around.level
        cell = around.cell
        if element.tag in {"td", "th"} or (element.tag == "li" and lists.is_of_gallery(element)):
            self._cells += 1
            cell = self._cells
        return _Block(
            kind,
            level,
            align_of(element, style) or around.align,
            element.get("class", "") or around.style,
            size_of(style) or around.size,
            cell,
            around.is_pre or element.tag == "pre",
            style.get("mso-element", "").startswith("dropcap"),
        )

    def _begin_item(self, element: Element, style: dict[str, str]) -> None:
        current = self._lists[-1]
        if current.tag == "ol" and (element.get("value") or "").isdigit():
            current.number = int(element.get("value"))
        kind = lists.type_of(element, style, current.type)
        self._label = lists.label_of(current.tag, kind, current.number)
        self._blocks[-1].level = len(self._lists)
        current.number += 1

    def _end(self, element: Element) -> None:
        self._set.pop()
        tag = element.tag
        if tag not in BLOCKS:
            is_apart = self.parts_apart and is_apart_below(element, self._last_letter())
            if is_apart or is_way_back(element):
                self._text(" ")
            return
        self.flush()
        self._blocks.pop()
        if tag == "li":
            self._label = ""  # of an item without any text
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag == "p" and text_of(element) == "" and _NO_BREAK in "".join(element.itertext()):
            self._picture_gap = True
            self._gap += 1
        if tag in WITH_MARGINS:
            self._gap = max(self._gap, 1)
        if self._notes and self._notes[-1][0] is element:
            self._note(self._notes.pop()[1])
        self._owner = element.getparent()

    def _text(self, text: str | None) -> None:
        if not text:
            return
        text = text.replace(_PICTURE, "")
        if self._blocks[-1].is_pre:
            text = text.replace("\r\n", "\n")
        else:
            text = _SPACE.sub(" ", text)
            if text == " " and (not self._runs or self._runs[-1].text.endswith((" ", "\n"))):
                return
        self._runs.append(replace(self._set[-1], text=text))

    def _last_letter(self) -> str:
        return self._runs[-1].text[-1:] if self._runs else ""

    def _picture(self, element: Element) -> None:
        if letters := emoji_of(element):
            self._text(letters)
        elif picture := picture_of(element):
            evidence = Evidence(cell=self._blocks[-1].cell)
            self._pictures.append(replace(picture, evidence=evidence))
            self._runs.append(Run(_PICTURE))

    def flush(self) -> None:
        """End the paragraph that is being read, with a piece for each of its lines."""
        runs, self._runs = self._runs, []
        if not runs:
            return
        if any(block.is_drop_cap for block in self._blocks):
            self._drop_cap += [run for run in runs if run.text.strip()]
            return
        if self._drop_cap and any(run.text.strip() for run in runs):
            runs, self._drop_cap = self._drop_cap + runs, []
        goes_on = False
        for line in lines_of(runs):
            before = "".join(run.text for run in line).partition(_PICTURE)[0].strip()
            pictures = sum(run.text == _PICTURE for run in line)
            if pictures and not before:
                self._place(pictures)
            text = tuple(run for run in line if run.text != _PICTURE)
            if any(run.text.strip() for run in text):
                self._add(self._piece(text, goes_on), self._owner)
                goes_on, self._gap, self._picture_gap = True, 0, False
            elif not pictures and len(runs) > 1 and goes_on:
                self._gap += 1
                goes_on = False
            if pictures and before:
                self._place(pictures)

    def _piece(self, runs: tuple[Run, ...], goes_on: bool) -> TextPiece:
        block = self._blocks[-1]
        kind = block.kind
        label, self._label = self._label, ""
        if label and kind is Kind.PARAGRAPH:
            kind = Kind.ITEM
        if kind is Kind.ITEM and not label:
            kind = Kind.PARAGRAPH
        evidence = Evidence(
            gap=self._gap,
            picture_gap=self._picture_gap,
            indented="".join(run.text for run in runs)[:1] == _NO_BREAK,
            goes_on=goes_on and not self._gap,
            align=block.align,
            style=block.style,
            size=block.size,
            cell=block.cell,
        )
        return TextPiece(runs, kind, block.level, label, evidence)

    def _place(self, pictures: int) -> None:
        for _ in range(pictures):
            self._add(self._pictures.pop(0), self._owner)

    def _add(self, piece: Piece, owner: Element) -> None:
        self.pieces.append(piece)
        self.owners.append(owner)

    def _note(self, begins: int) -> None:
        texts = [piece for piece in self.pieces[begins:] if isinstance(piece, TextPiece)]
        if texts:
            label = texts[0].label.rstrip(".")
            self.pieces[begins:] = [NotePiece(label, tuple(piece.runs for piece in texts))]
            self.owners[begins:] = self.owners[begins : begins + 1]
