"""The emblem of the demo's union of science associations, which exists nowhere else."""

import math

from PIL import Image, ImageDraw

from .canvas import Canvas
from .colour import DEEP_RED, PAPER, RED, Colour, darker, ink
from .emblems import star

_GOLD = ink("#f9c93d")


def draw_emblem(size: int = 512) -> Image.Image:
    """Return a square RGBA picture, `size` pixels a side, transparent outside the disc.

    A star is the nucleus of an atom, above an open book, between two ears of rice.
    """
    canvas = Canvas((size, size), (512, 512))
    canvas.rectangle(0, 0, 512, 512, _GOLD)
    canvas.ellipse(256, 256, 238, 238, DEEP_RED)
    canvas.ellipse(256, 256, 231, 231, RED)
    for tilt in (0, 60, 120):
        canvas.line(_orbit(256, 206, 132, 46, tilt + 90), 11, _GOLD)
    canvas.ellipse(256, 206, 57, 57, RED)
    star(canvas, 256, 210, 57, _GOLD)
    for side in (-1, 1):
        _ear(canvas, side)
    _book(canvas)
    picture = canvas.finish("emblem", grain=0).convert("RGBA")
    mask = Image.new("L", (size * 4, size * 4), 0)
    ImageDraw.Draw(mask).ellipse((2, 2, size * 4 - 3, size * 4 - 3), fill=255)
    picture.putalpha(mask.resize((size, size), Image.Resampling.LANCZOS))
    return picture


def grain(canvas: Canvas, x: float, y: float, angle: float, length: float, fill: Colour) -> None:
    """Draw one grain of rice that points the way of the angle, in degrees from the right."""
    turn = math.radians(angle)
    along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
    outline = []
    for forward, sideways in ((0, 0), (0.3, 0.2), (0.65, 0.18), (1, 0), (0.65, -0.18), (0.3, -0.2)):
        outline.append(
            (
                x + (along[0] * forward + across[0] * sideways) * length,
                y + (along[1] * forward + across[1] * sideways) * length,
            )
        )
    canvas.blob(outline, fill)


def _orbit(x, y, rx, ry, tilt):
    turn = math.radians(tilt)
    points = []
    for step in range(73):
        angle = math.radians(step * 5)
        dx, dy = rx * math.cos(angle), ry * math.sin(angle)
        points.append(
            (
                x + dx * math.cos(turn) - dy * math.sin(turn),
                y + dx * math.sin(turn) + dy * math.cos(turn),
            )
        )
    return points


def _ear(canvas, side):
    stem = []
    for step in range(9):
        angle = math.radians(62 - step * 14.5)
        stem.append((256 + side * 194 * math.cos(angle), 262 + 194 * math.sin(angle)))
    canvas.curve(stem, 7, _GOLD)
    for index, (x, y) in enumerate(stem[2:], start=2):
        along = -90 + (62 - index * 14.5)
        for spread in (-34, 30):
            angle = along + spread
            grain(canvas, x, y, angle if side > 0 else 180 - angle, 46, _GOLD)
    grain(canvas, *stem[-1], -142 if side > 0 else -38, 44, _GOLD)


def _book(canvas):
    for side in (-1, 1):
        cover = [(256, 424), (256 + side * 128, 396), (256 + side * 128, 304), (256, 334)]
        canvas.polygon([(x, y + 12) for x, y in cover], _GOLD)
        page = [
            (256, 420),
            (256 + side * 60, 394),
            (256 + side * 122, 390),
            (256 + side * 122, 300),
            (256 + side * 60, 302),
            (256, 330),
        ]
        canvas.polygon(page, PAPER if side < 0 else darker(PAPER, 0.08))
        for row in range(2):
            y = 334 + row * 28
            canvas.line(
                [(256 + side * 30, y + 10), (256 + side * 62, y), (256 + side * 102, y - 3)], 8, RED
            )
    canvas.line([(256, 330), (256, 432)], 6, DEEP_RED)
