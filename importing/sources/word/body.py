"""From the paragraphs and tables of a part to its pieces, in reading order."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from importing.document import Evidence, Kind, PicturePiece, Piece, Run, TextPiece
from importing.sources.word.inline import OBJECT, PAGE_BREAK, Inline, Part
from importing.sources.word.numbering import Numbering
from importing.sources.word.package import Element
from importing.sources.word.styles import Setting, paragraph_setting, run_setting
from importing.sources.word.tables import grid, is_for_data, table_piece
from importing.sources.word.xml import child, local, value
from richtext.hidden import DELETED

_CONTENTS = "mục lục (trang tự làm mục lục từ các đầu mục)"
_ENTRY_OF_CONTENTS = re.compile(r"toc (?:\d|heading)|mục lục \d|contents(?: \d| heading)?")
_ANOTHER_FILE = (
    "Có một tệp khác lồng trong tệp Word; phần ấy không được đưa vào. Hãy mở tệp bằng Word, lưu lại"
    " rồi đưa vào lần nữa."
)
_AROUND = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}


@dataclass(slots=True)
class Body:
    """Reads one body, cell, note or text box. `remark` is told of what cannot be taken."""

    part: Part
    numbering: Numbering
    remark: Callable[[str], None]
    cell: int = 0
    in_text_box: bool = False
    pieces: list[Piece] = field(default_factory=list)
    _gap: int = 0
    _before: list[Run] = field(default_factory=list)  # of a paragraph that goes on in the next
    _objects: list[list[Piece]] = field(default_factory=list)
    _cells: int = 0

    def read(self, element: Element) -> list[Piece]:
        """All pieces of the element."""
        self._walk(element)
        return self.pieces

    def _walk(self, element: Element) -> None:
        for inner in element:
            name = local(inner)
            if name == "p":
                self._paragraph(inner)
            elif name == "tbl":
                self._table(inner)
            elif name == "sdt" and _is_contents(inner):
                self.part.left_out[_CONTENTS] += 1
            elif name in _AROUND:
                self._walk(inner)
            elif name in {"del", "moveFrom"}:
                self.part.left_out[DELETED] += 1
            elif name == "AlternateContent":
                for choice in inner[:1]:
                    self._walk(choice)
            elif name == "altChunk":
                self.remark(_ANOTHER_FILE)

    def _paragraph(self, element: Element) -> None:
        properties = child(element, "pPr")
        identity = value(child(properties, "pStyle"))
        style = self.part.styles.of_paragraph(identity)
        own = paragraph_setting(properties)
        is_contents = bool(_ENTRY_OF_CONTENTS.fullmatch(self.part.styles.name(identity)))
        inline = Inline(self.part, style)
        inline.read(element)
        if is_contents:
            self.part.left_out[_CONTENTS] = 1
            return
        runs, objects = self._before + inline.runs, self._objects + inline.objects
        self._before, self._objects = [], []
        mark = child(properties, "rPr")
        is_drop_cap = value(child(properties, "framePr"), "dropCap") in {"drop", "margin"}
        if is_drop_cap or child(mark, "del") is not None or run_setting(mark).hidden:
            if any(run.text.strip() for run in runs) or objects:
                self._before, self._objects = runs, objects
            return
        self._lines(runs, objects, own.over(style), identity)

    def _lines(
        self, runs: list[Run], objects: list[list[Piece]], setting: Setting, identity: str
    ) -> None:
        goes_on = False
        label = ""
        if any(run.text.strip(OBJECT).strip() for run in runs):
            label = self._label(setting, identity)
        waiting = list(objects)
        lines = _cut(runs)
        if not any(run.text.strip() for run in runs):
            self._gap += 1
        for line in lines:
            before = "".join(run.text for run in line).partition(OBJECT)[0].strip()
            here = [waiting.pop(0) for run in line if run.text == OBJECT]
            text = tuple(run for run in line if run.text != OBJECT)
            if not before:
                self._place(here)
            if any(run.text.strip() for run in text):
                self._text(text, setting, identity, label, goes_on)
                goes_on, label = True, ""
            if before:
                self._place(here)

    def _text(
        self, runs: tuple[Run, ...], setting: Setting, identity: str, label: str, goes_on: bool
    ) -> None:
        kind, level = self.part.styles.kind(identity, setting)
        if label and kind is not Kind.HEADING:
            kind, level = Kind.ITEM, (setting.level or 0) + 1
        evidence = Evidence(
            gap=self._gap,
            indented=bool(setting.indented),
            goes_on=goes_on,
            align=setting.align or "",
            style=self.part.styles.name(identity),
            size=_size(setting),
            cell=self.cell,
            in_text_box=self.in_text_box,
        )
        self._gap = 0
        self.pieces.append(TextPiece(runs, kind, level, label, evidence))

    def _label(self, setting: Setting, identity: str) -> str:
        numbering = setting.numbering
        if not numbering or numbering == "0":
            return ""
        of_style = self.numbering.level_of_style(numbering, identity)
        level = setting.level if setting.level is not None and of_style is None else of_style
        return self.numbering.label(numbering, level or 0)

    def _place(self, objects: list[list[Piece]]) -> None:
        for pieces in objects:
            for piece in pieces:
                if isinstance(piece, PicturePiece):
                    piece = replace(piece, evidence=Evidence(cell=self.cell))
                self.pieces.append(piece)

    def _table(self, element: Element) -> None:
        rows = grid(element, self._cell)
        deleted = sum(row.is_deleted for row in rows)
        if deleted:
            self.part.left_out[DELETED] += deleted
        rows = [row for row in rows if not row.is_deleted]
        if is_for_data(rows):
            self.pieces.append(table_piece(rows))
        else:
            for row in rows:
                for cell in row.cells:
                    self.pieces.extend(cell.pieces)
        self._gap = 0

    def _cell(self, element: Element) -> list[Piece]:
        self._cells += 1
        number = self.cell * 100 + self._cells
        return Body(self.part, self.numbering, self.remark, number).read(element)


def _is_contents(element: Element) -> bool:
    """Whether a content control is the table of contents that Word makes by itself."""
    gallery = child(child(element, "sdtPr"), "docPartObj")
    return value(child(gallery, "docPartGallery")).lower() == "table of contents"


def _cut(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.replace(PAGE_BREAK, "\n").split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=text)] for text in rest)
    return lines


def _size(setting: Setting) -> float:
    return setting.size or 0
