"""The picture that stands for a page where others show a link to it: the page's title, and whose it
is. 1200 × 630 px, as Facebook and Zalo crop pictures.

Set in the site's own face. Letters that it does not have, as of another script, are left out.
"""

import io
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # pixels, as all below
PAPER, INK, SOFT, RED, GOLD = "#fffdf8", "#1d1a16", "#5b534a", "#a4161a", "#c49a1a"
BAND, THREAD = 24, 8
MARGIN = 80
EMBLEM = 120
COLOURS = 128  # flat ones and their edges: half of the bytes of all

FACES = [
    Path(settings.BASE_DIR) / "static" / "fonts" / f"chibo-serif-{part}-normal.woff2"
    for part in ("latin", "vietnamese")
]
BOLD, REGULAR = 650, 400
LEADING = 1.25  # of the size: Vietnamese stacks its marks
CUT_OFF = "…"


class Area(NamedTuple):
    """Where a text goes, and the sizes of type that it may have, largest first."""

    left: int
    top: int
    right: int
    bottom: int
    sizes: tuple[int, ...]
    weight: int
    colour: str

    @property
    def width(self) -> int:
        return self.right - self.left

    def lines_at(self, size: int) -> int:
        return int((self.bottom - self.top) / (size * LEADING))


TITLE = Area(MARGIN, 72, WIDTH - MARGIN, 440, (84, 76, 68, 60, 54, 48, 43, 38), BOLD, INK)
NAME = Area(MARGIN + EMBLEM + 32, 464, WIDTH - MARGIN, 584, (38, 34, 30, 26), REGULAR, SOFT)


def share_card(title: str, name: str, emblem: bytes) -> bytes:
    """A PNG of some 20 kB (about 0.1 s). Both texts are whole as far as there is room at the
    smallest size, some 400 letters of a title. Raises OSError where the emblem is no picture."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, WIDTH, BAND - 1), fill=RED)
    pen.rectangle((0, HEIGHT - THREAD, WIDTH, HEIGHT), fill=GOLD)
    _paste_emblem(card, emblem)
    _write(pen, TITLE, title)
    _write(pen, NAME, name)
    out = io.BytesIO()
    card.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _paste_emblem(card: Image.Image, emblem: bytes) -> None:
    with Image.open(io.BytesIO(emblem)) as source:
        shown = source.convert("RGBA")
    scale = EMBLEM / max(shown.size)
    size = max(1, round(shown.width * scale)), max(1, round(shown.height * scale))
    shown = shown.resize(size, Image.Resampling.LANCZOS)
    middle = (NAME.top + NAME.bottom) // 2
    card.paste(shown, (MARGIN + (EMBLEM - size[0]) // 2, middle - size[1] // 2), shown)


def _write(pen: ImageDraw.ImageDraw, area: Area, text: str) -> None:
    """In the largest size in which all of it fits, in the middle of its height."""
    size, lines = _fitted(area, _drawable(text))
    advance = size * LEADING
    top = area.top + (area.bottom - area.top - advance * len(lines)) / 2
    for number, line in enumerate(lines):
        x, baseline = float(area.left), top + number * advance + size
        for face, run in _runs(line):
            font = _font(face, size, area.weight)
            pen.text((x, baseline), run, font=font, fill=area.colour, anchor="ls")
            x += font.getlength(run)


def _fitted(area: Area, text: str) -> tuple[int, list[str]]:
    """The size, and the lines at that size; the last is cut off where there are too many."""
    size, lines = 0, list[str]()
    for size in area.sizes:
        lines = _wrapped(text, area, size)
        if len(lines) <= area.lines_at(size):
            return size, lines
    lines = lines[: area.lines_at(size)]
    while lines[-1] and _length(lines[-1] + CUT_OFF, area, size) > area.width:
        lines[-1] = lines[-1][:-1].rstrip()
    return size, [*lines[:-1], lines[-1] + CUT_OFF]


def _wrapped(text: str, area: Area, size: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if _length(longer, area, size) <= area.width:
            lines[-1] = longer
        else:
            lines += _pieces(word, area, size)
    return [line for line in lines if line]


def _pieces(word: str, area: Area, size: int) -> list[str]:
    """The word; one that is wider than a line, such as an address, in parts."""
    parts = [""]
    for letter in word:
        if parts[-1] and _length(parts[-1] + letter, area, size) > area.width:
            parts.append("")
        parts[-1] += letter
    return parts


def _length(line: str, area: Area, size: int) -> float:
    return sum(_font(face, size, area.weight).getlength(run) for face, run in _runs(line))


def _drawable(text: str) -> str:
    return "".join(letter for letter in text if letter.isspace() or _face_of(letter) is not None)


def _runs(line: str) -> list[tuple[int, str]]:
    """The line in parts that one face has the letters of; a space goes with what is before it."""
    faces: list[int] = []
    for letter in line:
        face = _face_of(letter)
        faces.append(face if face is not None else faces[-1] if faces else 0)
    pairs = zip(faces, line, strict=True)
    return [
        (face, "".join(letter for _, letter in run))
        for face, run in groupby(pairs, key=lambda pair: pair[0])
    ]


@lru_cache(maxsize=1024)
def _face_of(letter: str) -> int | None:
    """The first of FACES that has it; what a face lacks is blank in it."""
    for face in range(len(FACES)):
        if _font(face, NAME.sizes[0], REGULAR).getmask(letter).getbbox():
            return face
    return None


@lru_cache(maxsize=32)
def _font(face: int, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FACES[face], size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font
