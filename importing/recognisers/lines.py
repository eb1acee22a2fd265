"""A document as lines: what the recognisers look at, with the evidence that the source gave."""

import re
from dataclasses import dataclass

from importing.document import Document, Evidence, Kind, Piece, Run, TextPiece

SHORT_LINE_WORDS = 45
PROSE_WITHOUT_STOP_WORDS = 60

_CLOSING_MARKS = "\"'”’»)]} "
_INNER_STOP = re.compile(r"(?<!\w)(\w+)[”’\")\]]*(?:[.!?…]+|\./\.)\s+[“\"'‘(]?(\w)")
_ABBREVIATIONS = {"ThS", "Ths", "Ts", "Tp", "Th", "Tr"}
_BULLET = re.compile("^(?:[-–—•·*▪●○◦■□▶►➤➢➔❖◆♦✓✔✅☑👉🔸🔹➡]\ufe0f?)\\s+(?=\\S)")
_NUMBER = re.compile(r"^(?:\d{1,2}|[IVX]{1,5}|[a-zđA-ZĐ])[.)/]\s*(?=\S)")
_DANGLING = re.compile(
    r"(?:[,:–-]|\b(?:cho|và|của|tại|với|các|những|trong|về|do|cùng|đến|từ|ở|là|bởi|theo|vì|để|"
    r"tỉnh|huyện|xã|phường|thành phố|đồng chí|ông|bà|anh|chị|ngày|tháng|năm|số))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """One piece of a document. `text` has its words with its label, on one line; it is "" for what
    is no text (`piece` is a picture, a table or a footnote). `at` is its place in the document,
    `gap` counts the empty lines above it, `picture_gap` says that one of them was an empty
    paragraph, `indented` that it began with spaces, `is_said` that somebody said it in a chat."""

    text: str
    gap: int
    picture_gap: bool
    indented: bool
    at: int = 0
    piece: Piece | None = None
    runs: tuple[Run, ...] = ()
    is_said: bool = False

    @property
    def evidence(self) -> Evidence:
        piece = self.piece
        return piece.evidence if isinstance(piece, TextPiece) else Evidence()

    @property
    def kind(self) -> Kind:
        return self.piece.kind if isinstance(self.piece, TextPiece) else Kind.PARAGRAPH

    @property
    def is_bold(self) -> bool:
        return isinstance(self.piece, TextPiece) and self.piece.is_bold

    @property
    def is_centred(self) -> bool:
        return self.evidence.align == "center"


def lines_of(document: Document) -> list[Line]:
    """One line for each piece."""
    return [_line(at, piece) for at, piece in enumerate(document.pieces)]


def joined(lines: list[Line], between: str = " ") -> Line:
    """Lines that belong together as one, at the place of the first."""
    first = lines[0]
    if len(lines) == 1:
        return first
    runs = [*first.runs]
    for line in lines[1:]:
        runs += [Run(between), *line.runs]
    text = " ".join(line.text for line in lines)
    return Line(
        text, first.gap, first.picture_gap, first.indented, first.at, first.piece, tuple(runs)
    )


def _line(at: int, piece: Piece) -> Line:
    if not isinstance(piece, TextPiece):
        return Line("", 0, False, False, at, piece)
    evidence = piece.evidence
    runs = (Run(f"{piece.label} "), *piece.runs) if piece.label else piece.runs
    text = " ".join(f"{piece.label} {piece.text}".split())
    return Line(text, evidence.gap, evidence.picture_gap, evidence.indented, at, piece, runs)


def word_count(text: str) -> int:
    """How many words (syllables, in Vietnamese) stand in `text`."""
    return len(text.split())


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence or clause does; closing quotes and brackets aside."""
    return text.rstrip(_CLOSING_MARKS).endswith((".", "!", "?", "…", ";", ":", "./"))


def is_prose(text: str) -> bool:
    """Whether the line is running text and not a title, caption or label.

    A title may end in "?" or "!", so those alone do not make prose.
    """
    words = word_count(text)
    if words >= PROSE_WITHOUT_STOP_WORDS:
        return True
    if words < 6:
        return False
    bare = text.rstrip(_CLOSING_MARKS)
    return bare.endswith((".", "…", ";", ":")) or _has_inner_stop(text)


def is_short(text: str) -> bool:
    """Whether the line could be a caption or a heading: short, and not a sentence."""
    return (
        word_count(text) <= SHORT_LINE_WORDS
        and not ends_sentence(text)
        and not _has_inner_stop(text)
    )


def starts_lower(text: str) -> bool:
    """Whether the first letter is lower case, as in the second half of a broken line."""
    return text.lstrip("“\"'‘(")[:1].islower()


def ends_open(text: str) -> bool:
    """Whether the line stops where no phrase stops: at a comma, or after a word like "cho"."""
    return bool(_DANGLING.search(text)) or text.count("(") > text.count(")")


def is_bullet(text: str) -> bool:
    """Whether the line is an item behind a dash or bullet."""
    return bool(_BULLET.match(text))


def without_bullet(text: str) -> str:
    """The item's text without its dash or bullet."""
    return _BULLET.sub("", text)


def is_numbered(text: str) -> bool:
    """Whether the line begins with "1.", "II." or "a)"."""
    return bool(_NUMBER.match(text))


def _has_inner_stop(text: str) -> bool:
    """A full stop inside, with a capital after it. Not "TS. Vy", "TP. Biên Hòa", "N. V. A"."""
    return any(
        next_letter.isupper()
        and len(word) > 1
        and not word.isupper()
        and word not in _ABBREVIATIONS
        for word, next_letter in _INNER_STOP.findall(text)
    )
