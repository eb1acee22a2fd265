"""Stars and flags."""

import math

from .canvas import Canvas, arc_points, box_points, smooth
from .colour import GOLD, RED, Colour, darker, ink, lighter

FLAG_RED = ink("#d0151c")
FLAG_GOLD = ink("#ffd83a")


def star_points(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Return the ten corners of a five-pointed star that stands on two points."""
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.382
        angle = math.radians(-90 + 36 * step)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points


def star(canvas: Canvas, x: float, y: float, radius: float, fill: Colour = FLAG_GOLD) -> None:
    """Draw a five-pointed star about its centre."""
    canvas.polygon(star_points(x, y, radius), fill)


def hammer_and_sickle(
    canvas: Canvas, x: float, y: float, size: float, fill: Colour = FLAG_GOLD
) -> None:
    """Draw the crossed tools: the sickle's bow to the right, the hammer's head upper left."""
    bow = arc_points(x, y, 0.46 * size, 0.46 * size, -72, 128, 28)
    inner = arc_points(x - 0.055 * size, y - 0.02 * size, 0.385 * size, 0.385 * size, 122, -66, 28)
    canvas.polygon(bow + inner, fill)
    tip = bow[0]
    canvas.polygon([tip, inner[-1], (x - 0.12 * size, y - 0.47 * size)], fill)
    canvas.limb(
        [(x - 0.24 * size, y + 0.34 * size), (x - 0.45 * size, y + 0.5 * size)],
        [0.1 * size, 0.13 * size],
        fill,
    )
    canvas.limb(
        [(x - 0.21 * size, y - 0.21 * size), (x + 0.42 * size, y + 0.46 * size)],
        [0.095 * size, 0.095 * size],
        fill,
    )
    canvas.polygon(
        [
            (x - 0.47 * size, y - 0.14 * size),
            (x - 0.13 * size, y - 0.48 * size),
            (x - 0.03 * size, y - 0.38 * size),
            (x - 0.2 * size, y - 0.2 * size),
            (x - 0.28 * size, y - 0.08 * size),
            (x - 0.35 * size, y - 0.02 * size),
        ],
        fill,
    )


def national_flag(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw the flag hanging flat: red, 2 by 3, one gold star in the middle."""
    height = width * 2 / 3
    canvas.rectangle(x, y, x + width, y + height, FLAG_RED)
    star(canvas, x + width / 2, y + height / 2, height * 0.3)


def party_flag(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw the Party's flag hanging flat."""
    height = width * 2 / 3
    canvas.rectangle(x, y, x + width, y + height, FLAG_RED)
    hammer_and_sickle(canvas, x + width / 2, y + height / 2, height * 0.6)


def flag_on_pole(
    canvas: Canvas, x: float, ground: float, height: float, width: float, wind: float = 1.0
) -> None:
    """Draw the national flag waving on a pole; wind -1 blows to the left."""
    canvas.line([(x, ground), (x, ground - height)], max(width * 0.035, 2), ink("#c9c6bd"))
    canvas.ellipse(x, ground - height, width * 0.04, width * 0.04, GOLD)
    tall = width * 2 / 3
    top = ground - height + width * 0.05
    upper, lower = [], []
    for step in range(13):
        t = step / 12
        ripple = math.sin(t * 5.2) * tall * 0.08 * (0.3 + t)
        upper.append((x + wind * width * t, top + ripple + t * tall * 0.06))
        lower.append((x + wind * width * t, top + tall + ripple + t * tall * 0.06))
    canvas.polygon(upper + lower[::-1], FLAG_RED)
    for start, end, tone in ((2, 5, darker(FLAG_RED, 0.16)), (8, 11, lighter(FLAG_RED, 0.1))):
        canvas.veil(upper[start : end + 1] + lower[start : end + 1][::-1], tone, 0.5)
    middle = (upper[6][1] + lower[6][1]) / 2
    star(canvas, x + wind * width * 0.5, middle, tall * 0.3)


def drapery(canvas: Canvas, x0: float, y0: float, x1: float, y1: float, fill: Colour = RED) -> None:
    """Draw a curtain in even folds."""
    canvas.gradient(box_points(x0, y0, x1, y1), (fill, darker(fill, 0.3)))
    folds = max(int((x1 - x0) / 26), 2)
    step = (x1 - x0) / folds
    lefts = [x0 + index * step for index in range(folds)]
    canvas.veils([box_points(x, y0, x + step * 0.34, y1) for x in lefts], darker(fill, 0.7), 0.22)
    canvas.veils(
        [box_points(x + step * 0.55, y0, x + step * 0.75, y1) for x in lefts],
        lighter(fill, 0.4),
        0.1,
    )


def swag(canvas: Canvas, x0: float, x1: float, y: float, drop: float, fill: Colour = RED) -> None:
    """Draw a gathered valance of three bows along the top of a stage."""
    span = (x1 - x0) / 3
    for index in range(3):
        left = x0 + index * span
        points = [
            (left, y),
            (left + span * 0.2, y + drop * 0.7),
            (left + span / 2, y + drop),
            (left + span * 0.8, y + drop * 0.7),
            (left + span, y),
        ]
        canvas.polygon(smooth(points, closed=False), darker(fill, 0.12))
        canvas.curve(points, 3, GOLD)
