"""What the parser hands over: the parts of one article, and what was decided on the way."""

from dataclasses import dataclass, field
from datetime import datetime

from importing.document import Cell, Document, Run


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `run_in` is the part at its start that stands as a bold heading, or "".
    `runs` say how its letters are set; without them they are plain."""

    text: str
    run_in: str = ""
    runs: tuple[Run, ...] = ()
    is_quote: bool = False


@dataclass(frozen=True)
class Heading:
    """A section heading on a line of its own; `level` 2 is right below the title."""

    text: str
    level: int = 2
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class BulletList:
    """Lines that stood one under the other behind a dash or bullet, without that mark. `inner` are
    the lists inside each item, () where no item has any."""

    items: tuple[str, ...]
    runs: tuple[tuple[Run, ...], ...] = ()
    inner: tuple[tuple["List", ...], ...] = ()


@dataclass(frozen=True)
class NumberedList:
    """Items whose numbers a list prints by itself; `type` and `start` as HTML has them."""

    items: tuple[str, ...]
    type: str
    start: int
    runs: tuple[tuple[Run, ...], ...] = ()
    inner: tuple[tuple["List", ...], ...] = ()


List = BulletList | NumberedList


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class PhotoPlaceholder:
    """The place of a photo; the caption may hold one "\\n". `handle` opens it, "" where the photo
    did not come along; `name` is what its file was called."""

    caption: str
    credit: str = ""
    alt: str = ""
    handle: str = ""
    name: str = ""


Block = Paragraph | Heading | List | Table | PhotoPlaceholder


@dataclass(frozen=True)
class ImportedByline:
    """`role` is what the page printed before the name ("Bài, ảnh"), or "" for a bare name."""

    role: str
    name: str
    link: str = ""


@dataclass(frozen=True)
class Candidate:
    """What a part of the article could be; `reasons` are Vietnamese phrases, the higher `score` the
    surer. `at` are the pieces of the document that it takes, none for what the source only says of
    itself."""

    value: str
    score: int
    reasons: tuple[str, ...]
    at: tuple[int, ...] = ()


@dataclass(frozen=True)
class Choice:
    """Which candidate was taken for `field` ("title", "date", "byline", "caption"), if any, and
    which were not, the likeliest first."""

    field: str
    chosen: Candidate | None
    rejected: tuple[Candidate, ...] = ()


@dataclass
class ImportReport:
    """What the parser decided, and what a person should look at, as Vietnamese sentences; and the
    choices behind them as data."""

    decisions: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    def add_decision(self, sentence: str) -> None:
        """Add a decision that the text itself supports."""
        self.decisions.append(sentence)

    def add_doubt(self, sentence: str) -> None:
        """Add a decision that only an editor can confirm."""
        self.doubts.append(sentence)


@dataclass
class ImportedPage:
    """One article, not stored yet. All text is NFC with single spaces; `stamp` is local time in
    Vietnam without a zone, None when the page had none."""

    title: str
    lead: str
    blocks: list[Block]
    bylines: list[ImportedByline]
    stamp: datetime | None
    report: ImportReport
    document: Document = field(default_factory=lambda: Document([]))
    address: str = ""


def quote(text: str, length: int = 70) -> str:
    """`text` on one line between «», cut after `length` characters."""
    line = text.replace("\n", " / ")
    return f"«{line}»" if len(line) <= length else f"«{line[:length].rstrip()}…»"
