"""What the parser hands over: the parts of one article, and what was decided on the way."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `run_in` is the part at its start that stands as a bold heading, or ""."""

    text: str
    run_in: str = ""


@dataclass(frozen=True)
class Heading:
    """A section heading on a line of its own."""

    text: str


@dataclass(frozen=True)
class BulletList:
    """Lines that stood one under the other behind a dash or bullet, without that mark."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class PhotoPlaceholder:
    """The place of a photo that did not come with the text; the caption may hold one "\\n"."""

    caption: str


Block = Paragraph | Heading | BulletList | PhotoPlaceholder


@dataclass(frozen=True)
class ImportedByline:
    """`role` is what the page printed before the name ("Bài, ảnh"), or "" for a bare name."""

    role: str
    name: str
    link: str = ""


@dataclass
class ImportReport:
    """What the parser decided, and what a person should look at, as Vietnamese sentences."""

    decisions: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

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


def quote(text: str, length: int = 70) -> str:
    """`text` on one line between «», cut after `length` characters."""
    line = text.replace("\n", " / ")
    return f"«{line}»" if len(line) <= length else f"«{line[:length].rstrip()}…»"
