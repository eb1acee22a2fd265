"""Placeholders in a page, for the visit figures of the moment in which it is sent.

Templates write one as an HTML comment, `<!--visits:today-->`, with the name of one of the
Figures. No text of an editor can hold one: templates escape "<", and the sanitiser takes
comments out. A cached page keeps its placeholders.
"""

from dataclasses import fields

from vietnamese.numbers import group_digits
from visitors.figures import Figures

# In request.META: whoever asked will fill the placeholders, and count the view if it comes to one.
LEFT_TO_CALLER = "visitors.placeholders_left_to_caller"

START = b"<!--visits:"
END = b"-->"
NAMES = [field.name for field in fields(Figures)]


def first_placeholder(page: bytes) -> int:
    """Where the first placeholder begins; the end of the page where there is none."""
    start = page.find(START)
    return len(page) if start < 0 else start


def last_placeholder_end(page: bytes) -> int:
    """Where the last placeholder ends; the end of the page where there is none."""
    last = page.rfind(START)
    return len(page) if last < 0 else page.index(END, last) + len(END)


def fill(text: bytes, figures: Figures) -> bytes:
    """The text with the figures in its placeholders: 439279 as "439.279", "–" for one not known;
    what is HTML already as it is."""
    if text:
        for name in NAMES:
            shown = shown_as(getattr(figures, name))
            text = text.replace(START + name.encode() + END, shown.encode())
    return text


def shown_as(figure: int | str | None) -> str:
    if isinstance(figure, str):
        return figure
    return "–" if figure is None else group_digits(figure)
