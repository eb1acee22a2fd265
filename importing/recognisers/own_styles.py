"""A Word file that this site itself made: its styles say what is the lead and who signs."""

from dataclasses import dataclass

from articles.word_file.sheet import BYLINE, LEAD, TEXT
from importing.recognisers.lines import Line

_LEAD, _TEXT, _BYLINE = LEAD.lower(), TEXT.lower(), BYLINE.lower()


@dataclass(frozen=True)
class StyledLines:
    """`lead` is its lines' text, "" where the article has none; `rest` the lines of the text."""

    lead: str
    signed: list[Line]
    rest: list[Line]


def split_styled(lines: list[Line]) -> StyledLines | None:
    """The lines below the title by their styles; None for a file of anybody else's."""
    if not any(is_text_by_style(line) or line.evidence.style == _BYLINE for line in lines):
        return None  # a style of the lead's name is everybody's
    lead = [line for line in lines if line.evidence.style == _LEAD]
    signed = [line for line in lines if line.evidence.style == _BYLINE]
    rest = [line for line in lines if line not in lead and line not in signed]
    return StyledLines("\n".join(line.text for line in lead), signed, rest)


def is_text_by_style(line: Line) -> bool:
    """Whether the line is a paragraph of the text and nothing else, however it looks."""
    return line.evidence.style == _TEXT
