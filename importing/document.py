"""What every source hands over: the pieces that a document shows, in order, and what it says of
itself. Knows nothing of HTML, of Word or of Django.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum

SCHEMES = {"http", "https", "mailto", "tel"}


class Kind(Enum):
    """What the source itself says that a text is."""

    PARAGRAPH = "paragraph"
    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    CAPTION = "caption"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are set alike. `note` is the label of the footnote that is called here."""

    text: str
    bold: bool = False
    italic: bool = False
    sub: bool = False
    sup: bool = False
    strike: bool = False
    link: str = ""
    font: str = ""
    note: str = ""

    @property
    def address(self) -> str:
        """Where readers can go from here; "" for a link whose page is not known."""
        return self.link if self.link.partition(":")[0].lower() in SCHEMES else ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a piece stands on its page, for whoever has to tell what it is.

    `gap` counts the empty lines above it; `picture_gap` says that one of them was an empty
    paragraph; `goes_on` that the source breaks a line here and no paragraph; `cell` numbers the
    cell of a table used for layout, 0 outside of one; `size` is in points, 0 where unknown.
    """

    gap: int = 0
    picture_gap: bool = False
    indented: bool = False
    goes_on: bool = False
    align: str = ""
    style: str = ""
    size: float = 0
    cell: int = 0
    in_text_box: bool = False


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A paragraph, heading, list item or caption. `label` is the number or bullet as printed before
    it by the source itself; `level` is a heading's, or how deep an item stands, from 1."""

    runs: tuple[Run, ...]
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    label: str = ""
    evidence: Evidence = Evidence()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        return _all(self.runs, lambda run: run.bold)

    @property
    def is_italic(self) -> bool:
        return _all(self.runs, lambda run: run.italic)

    @property
    def is_link(self) -> bool:
        return _all(self.runs, lambda run: bool(run.link))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; each of its paragraphs is a tuple of runs."""

    paragraphs: tuple[tuple[Run, ...], ...]
    columns: int = 1
    rows: int = 1
    is_header: bool = False

    @property
    def text(self) -> str:
        return "\n".join("".join(run.text for run in runs) for runs in self.paragraphs)


@dataclass(frozen=True, slots=True)
class TablePiece:
    rows: tuple[tuple[Cell, ...], ...]
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class PicturePiece:
    """`handle` opens the picture, "" where the source does not carry it; `name` is its file's."""

    handle: str
    name: str = ""
    alt: str = ""
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class NotePiece:
    """A footnote; `label` as it is printed at both ends."""

    label: str
    paragraphs: tuple[tuple[Run, ...], ...]


Piece = TextPiece | TablePiece | PicturePiece | NotePiece


@dataclass(frozen=True, slots=True)
class Hint:
    """What the source says of itself beside its text: `field` is "title", "lead", "date",
    "author" or "address"; `source` names where, as an editor would look for it ("og:title")."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One change of letters; `number` declines it."""

    number: int
    before: str
    after: str
    reason: str


class PictureMissing(Exception):
    """The document names a picture that did not come with it; the message says which."""


def _no_pictures(handle: str) -> bytes:
    raise PictureMissing(handle)


@dataclass(slots=True)
class Document:
    """`left_out` counts what the source hides, by its Vietnamese name; `remarks` are sentences for
    the editor on what could not be taken. `shows_pictures` says whether a picture that belongs
    there would be among the pieces: a saved text shows none. `is_page` says that a site's own
    lines may stand around the article."""

    pieces: list[Piece]
    hints: list[Hint] = field(default_factory=list)
    shows_pictures: bool = True
    is_page: bool = False
    left_out: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    open_picture: Callable[[str], bytes] = _no_pictures

    def values(self, name: str) -> list[Hint]:
        """The hints at one field."""
        return [hint for hint in self.hints if hint.field == name]


def with_runs(piece: Piece, change: Callable[[tuple[Run, ...]], tuple[Run, ...]]) -> Piece:
    """The piece with each of its stretches of runs changed."""
    if isinstance(piece, TextPiece):
        return replace(piece, runs=change(piece.runs))
    if isinstance(piece, NotePiece):
        return replace(piece, paragraphs=tuple(map(change, piece.paragraphs)))
    if isinstance(piece, TablePiece):
        rows = tuple(
            tuple(replace(cell, paragraphs=tuple(map(change, cell.paragraphs))) for cell in row)
            for row in piece.rows
        )
        return replace(piece, rows=rows)
    return piece


def _all(runs: tuple[Run, ...], holds: Callable[[Run], bool]) -> bool:
    lettered = [run for run in runs if any(map(str.isalnum, run.text))]
    return bool(lettered) and all(map(holds, lettered))
