"""A Word file as a document."""

from collections import Counter
from pathlib import Path
from typing import BinaryIO

from importing.document import Document, Hint, NotePiece, Piece, TextPiece
from importing.sources.refusals import ImportRefused
from importing.sources.side_by_side import by_columns
from importing.sources.word.body import Body
from importing.sources.word.drawings import pieces_of
from importing.sources.word.inline import Part
from importing.sources.word.numbering import Numbering
from importing.sources.word.package import Element, Package
from importing.sources.word.styles import Styles
from importing.sources.word.xml import child, is_on, local, value, within
from richtext.hidden import COMMENT, PLACEHOLDER
from vietnamese.counting import roman

_MARGINS = "đầu trang, chân trang"
_MOST_NOTES_LABEL = 3_999


def read(file: Path | BinaryIO) -> Document:
    """The document in a .docx. Raises ImportRefused for what is damaged, too large, has macros or
    no text."""
    return _Reader(Package(file)).document()


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part()
        self._styles = Styles(self._xml("styles"))
        self._numbering = Numbering(self._xml("numbering"))
        self._notes = {
            kind: _notes_in(self._xml(f"{kind}s"), kind) for kind in ("footnote", "endnote")
        }
        self._called: dict[tuple[str, str], str] = {}
        self._result = Document([], open_picture=package.picture)

    def document(self) -> Document:
        """Everything, the notes at the end in the order in which they are called."""
        root = self._package.xml(self._main)
        body = child(root, "body")
        if root is None or body is None:
            raise ImportRefused("tệp Word này không có nội dung.")
        result = self._result
        result.pieces = by_columns(self._read(body, self._main))
        for (kind, identity), label in list(self._called.items()):
            part = self._package.part_of(self._main, f"{kind}s")
            pieces = self._read(self._notes[kind][identity], part)
            texts = tuple(piece.runs for piece in pieces if isinstance(piece, TextPiece))
            if texts:
                result.pieces.append(NotePiece(label, texts))
        comments = sum(1 for _ in within(root, "commentReference"))
        if comments:
            result.left_out[COMMENT] += comments
        self._name_margins()
        result.hints = self._hints()
        result.left_out = Counter({name: count for name, count in result.left_out.items() if count})
        return result

    def _read(self, element: Element, part_name: str) -> list[Piece]:
        self._result.left_out[PLACEHOLDER] += _empty_placeholders(element)
        relations = self._package.relations(part_name)

        def floating(drawing: Element) -> list[Piece]:
            return pieces_of(drawing, relations, box, self._remark)

        def box(content: Element) -> list[Piece]:
            inner = Body(part, self._numbering, self._remark, in_text_box=True)
            return inner.read(content)

        part = Part(self._styles, relations, self._result.left_out, self._label_of, floating)
        return Body(part, self._numbering, self._remark).read(element)

    def _label_of(self, kind: str, identity: str, has_own: bool) -> str:
        if identity not in self._notes[kind]:
            return ""
        if has_own:
            return self._called.setdefault((kind, identity), "")
        number = 1 + sum(bool(one) and called == kind for (called, _), one in self._called.items())
        label = str(number) if kind == "footnote" else roman(min(number, _MOST_NOTES_LABEL))
        return self._called.setdefault((kind, identity), label)

    def _remark(self, sentence: str) -> None:
        if sentence not in self._result.remarks:
            self._result.remarks.append(sentence)

    def _xml(self, kind: str) -> Element | None:
        return self._package.xml(self._package.part_of(self._main, kind))

    def _name_margins(self) -> None:
        """Headers and footers stand on each page of paper, and in no article."""
        for name in self._package.names():
            file = name.rpartition("/")[2]
            if file.startswith(("header", "footer")) and name.endswith(".xml"):
                root = self._package.xml(name)
                if root is not None and any(
                    (text.text or "").strip() for text in within(root, "t")
                ):
                    self._result.left_out[_MARGINS] += 1

    def _hints(self) -> list[Hint]:
        root = self._package.xml("docProps/core.xml")
        found = []
        for element in root if root is not None else ():
            field = {"title": "title"}.get(local(element))
            if field and (element.text or "").strip():
                found.append(Hint(field, element.text, "core.xml"))
        return found


def _empty_placeholders(element: Element) -> int:
    """Takes what stands in content controls that nobody has filled in (ECMA-376-1, 17.5.2.39), and
    counts them. Their paragraphs and cells stay: they hold their places in rows and lists."""
    emptied = 0
    for control in within(element, "sdt"):
        if is_on(child(control, "sdtPr", "showingPlcHdr")):
            emptied += 1
            for run in within(control, "r"):
                run.clear()
    return emptied


def _notes_in(root: Element | None, kind: str) -> dict[str, Element]:
    return {
        value(element, "id"): element
        for element in (root if root is not None else ())
        if local(element) == kind and value(element, "type") in {"", "normal"}
    }
