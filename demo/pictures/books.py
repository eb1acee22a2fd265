"""Books, open and on their shelves."""

import random

from .canvas import Canvas
from .colour import PAPER, Colour, Room, darker, ink, lighter

SPINES = tuple(
    ink(code)
    for code in ("#9c2f2f", "#2f5f74", "#c99a3b", "#4f6f4a", "#6a4a6f", "#d8c9a8", "#37415c")
)


def bookcase(
    canvas: Canvas, room: Room, chance: random.Random, x0: float, y0: float, x1: float, y1: float
) -> None:
    """Draw five shelves full of books."""
    canvas.rectangle(x0, y0, x1, y1, darker(room.wood, 0.45))
    rows = 5
    step = (y1 - y0) / rows
    for row in range(rows):
        base = y0 + (row + 1) * step - 8
        x = x0 + 12
        while x < x1 - 30:
            wide, high = chance.uniform(14, 28), step * chance.uniform(0.6, 0.84)
            spine = darker(chance.choice(SPINES), 0.1)
            if chance.random() < 0.9:
                canvas.rectangle(x, base - high, x + wide - 2, base, spine)
                canvas.rectangle(
                    x, base - high * 0.82, x + wide - 2, base - high * 0.74, lighter(spine, 0.4)
                )
            x += wide
        canvas.rectangle(x0, base, x1, base + 9, room.wood)
    canvas.rectangle(x0, y0 - 12, x1, y0, room.wood)
    for x in (x0, x1 - 12):
        canvas.rectangle(x, y0, x + 12, y1, lighter(room.wood, 0.1))


def open_book(canvas: Canvas, x: float, base: float, width: float, cover: Colour) -> None:
    """Draw a book held open, seen by whoever faces its reader."""
    canvas.polygon(
        [
            (x - width / 2, base - 46),
            (x, base - 30),
            (x + width / 2, base - 46),
            (x + width / 2 + 5, base + 2),
            (x, base + 6),
            (x - width / 2 - 5, base + 2),
        ],
        cover,
    )
    canvas.polygon(
        [(x - width * 0.46, base - 50), (x, base - 34), (x, base), (x - width * 0.47, base - 6)],
        PAPER,
    )
    canvas.polygon(
        [(x + width * 0.46, base - 50), (x, base - 34), (x, base), (x + width * 0.47, base - 6)],
        darker(PAPER, 0.1),
    )
