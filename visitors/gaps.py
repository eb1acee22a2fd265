"""Gaps in a page, for the visit figures of the moment in which it is sent.

Templates write a gap as an HTML comment, `<!--visits:today-->`, with the name of one of the
Figures. No text of an editor can hold one: templates escape "<", and the sanitiser takes
comments out. A page that is kept for many readers keeps its gaps.
"""

from dataclasses import fields

from vietnamese.numbers import group_digits
from visitors.figures import Figures

# In request.META: whoever asked will fill the gaps, and count the view if it comes to one.
STAY = "visitors.gaps_stay"

OPENING = b"<!--visits:"
CLOSING = b"-->"
NAMES = [field.name for field in fields(Figures)]


def first_gap(page: bytes) -> int:
    """Where the first gap begins; the end of the page where there is none."""
    start = page.find(OPENING)
    return len(page) if start < 0 else start


def last_gap_end(page: bytes) -> int:
    """Where the last gap ends; the end of the page where there is none."""
    last = page.rfind(OPENING)
    return len(page) if last < 0 else page.index(CLOSING, last) + len(CLOSING)


def fill(text: bytes, figures: Figures) -> bytes:
    """The text with the figures in its gaps: 439279 as "439.279", "–" for one not known."""
    if text:
        for name in NAMES:
            number = getattr(figures, name)
            shown = "–" if number is None else group_digits(number)
            text = text.replace(OPENING + name.encode() + CLOSING, shown.encode())
    return text
