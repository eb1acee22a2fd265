"""Slogans set in the poster face that lies beside this module."""

import math
import re
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from .canvas import Canvas
from .colour import Colour

FACE = Path(__file__).with_name("BeVietnamPro-ExtraBold.ttf")
# Capitals may carry two marks above and one below: "Ộ" needs more than a Latin line.
LINE_HEIGHT = 1.3
SIZES = tuple(range(58, 15, -2))


def set_slogan(
    canvas: Canvas, text: str, box: tuple[float, float, float, float], fill: Colour
) -> None:
    """Set a slogan as large as the box (left, top, right, bottom) holds, flush left.

    A slightly smaller size is taken for a better break: lines rather end after a comma
    or a dash, and a no-break space keeps words together.
    """
    words = re.sub(r" ([–—-]) ", "\u00a0\\1 ", text).split(" ")
    left, top, right, bottom = box
    lines, size, best, largest = [text], SIZES[-1], -math.inf, 0
    for tried in SIZES:
        room = int((bottom - top) / (tried * LINE_HEIGHT))
        cost, found = _break(words, _face(tried), right - left, room)
        if not found:
            continue
        largest = max(largest, tried)
        worth = 1.8 * tried / SIZES[0] - cost
        if worth > best and tried > 0.72 * largest:
            lines, size, best = found, tried, worth
    y = (top + bottom - len(lines) * size * LINE_HEIGHT) / 2
    face = _face(max(round(size * canvas.scale), 1))
    for line in lines:
        start = canvas.pixels([(left, y + size * 1.02)])[0]
        canvas.pen.text(start, line, fill=fill, font=face, anchor="ls")
        y += size * LINE_HEIGHT


@lru_cache(maxsize=64)
def _face(pixels: int) -> ImageFont.FreeTypeFont:
    # The basic engine places composed letters well and is on every machine, unlike Raqm.
    return ImageFont.truetype(FACE, pixels, layout_engine=ImageFont.Layout.BASIC)


def _break(
    words: list[str], face: ImageFont.FreeTypeFont, width: float, room: int
) -> tuple[float, list[str]]:
    """Return the cost and the lines of the best breaking; no lines when nothing fits."""
    best: list[tuple[float, list[str]] | None] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        choice = None
        for start in range(end):
            before, line = best[start], " ".join(words[start:end])
            measure = face.getlength(line)
            if before is None or measure > width or len(before[1]) == room:
                continue
            cost = before[0] + (1 - measure / width) ** 2 + 0.12
            if end < len(words) and line[-1] in ",–—-;:":
                cost -= 0.3
            if choice is None or cost < choice[0]:
                choice = (cost, [*before[1], line])
        best.append(choice)
    return best[-1] or (math.inf, [])
