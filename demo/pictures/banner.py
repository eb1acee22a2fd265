"""Propaganda banners: a slogan and flat figures before a rising sun."""

import math
import random
import unicodedata
from dataclasses import dataclass

from PIL import Image

from .canvas import Canvas, arc_points
from .clothes import Look
from .colour import Colour, darker, ink, lighter, mix, silhouette
from .emblem import grain
from .emblems import FLAG_GOLD, FLAG_RED, hammer_and_sickle, star
from .lettering import set_slogan
from .people import HANGING, HOLDING, POINTING, RAISED_FIST, WAVING, Arm, person
from .plants import palm, tree_line


@dataclass(frozen=True)
class _Inks:
    ground: Colour
    ray: Colour
    text: Colour
    near: Colour
    sun: Colour


_RED = _Inks(ink("#ad101a"), ink("#bf1f22"), ink("#ffdf73"), ink("#7a0a16"), ink("#f4b83a"))
_CREAM = _Inks(ink("#fbeccb"), ink("#f7dfae"), ink("#a80f1a"), ink("#a80f1a"), ink("#f0b23a"))
_GOLDEN = _Inks(ink("#f4b93f"), ink("#f8c95c"), ink("#820b17"), ink("#9c1119"), ink("#fbe3a0"))
_TEAL = _Inks(ink("#0f4f5c"), ink("#175f6b"), ink("#ffe28a"), ink("#0a3742"), ink("#f0b23a"))

MOTIFS = {
    "hoi-nghi": "party",
    "ket-nap-dang": "party",
    "trao-giai": "party",
    "dong-lua": "rice",
    "vuon-cay-an-trai": "rice",
    "may-nong-nghiep": "rice",
    "drone": "rice",
    "nuoi-tom": "river",
    "song-nuoc": "river",
    "rung-ngap-man": "river",
    "cau-duong": "river",
    "tram-quan-trac": "river",
    "nang-luong-mat-troi": "city",
    "nha-van-hoa": "city",
    "phong-thi-nghiem": "science",
    "robot-hoc-sinh": "science",
    "thu-vien": "science",
    "truong-hoc": "science",
    "chuyen-doi-so": "science",
    "hien-mau": "health",
}
_INKS = {
    "party": (_RED, _CREAM, _GOLDEN),
    "rice": (_GOLDEN, _CREAM, _RED),
    "river": (_TEAL, _CREAM),
    "city": (_RED, _GOLDEN, _TEAL),
    "science": (_CREAM, _RED, _TEAL),
    "health": (_CREAM, _GOLDEN),
}


def draw_banner(
    text: str, scene: str, seed: int, size: tuple[int, int] = (600, 300)
) -> Image.Image:
    """Return an RGB banner with the slogan as given, `size` in pixels; the same seed, the same.

    `scene` is a name from SCENES and chooses the figures. Raises KeyError for any other.
    """
    motif = MOTIFS[scene]
    text = unicodedata.normalize("NFC", text)
    chance = random.Random(f"{text}:{scene}:{seed}")
    inks = chance.choice(_INKS[motif])
    height = 600 * size[1] / size[0]
    wide = height <= 400
    canvas = Canvas(size, (600, round(height)))
    centre = 470 if wide else 300
    base = height if wide else height * 0.58
    _rays(canvas, inks, centre, base * 0.62, max(height, 600))
    _backdrop(canvas, inks, motif, centre, base, chance)
    if wide:
        edge = [(346, -5), (306, height + 5)]
        canvas.polygon([(-5, -5), *edge, (-5, height + 5)], inks.ground)
        canvas.line(edge, 5, inks.text)
        box = (24.0, 14.0, 306.0, height - 20)
    _figures(canvas, inks, motif, centre, base, chance)
    if not wide:
        canvas.rectangle(0, base, 600, height, inks.ground)
        box = (36.0, base + 16, 564.0, height - 26)
    set_slogan(canvas, text, box, inks.text)
    canvas.rectangle(0, height - 9, 600, height, inks.text)
    return canvas.finish(f"{scene}:{seed}", grain=0)


def _rays(canvas, inks, x, y, reach):
    canvas.rectangle(-5, -5, 605, reach, inks.ground)
    for step in range(18):
        a, b = math.radians(step * 20), math.radians(step * 20 + 10)
        canvas.polygon(
            [
                (x, y),
                (x + math.cos(a) * reach, y + math.sin(a) * reach),
                (x + math.cos(b) * reach, y + math.sin(b) * reach),
            ],
            inks.ray,
        )
    canvas.ellipse(x, y, 96, 96, inks.sun)


def _backdrop(canvas, inks, motif, x, base, chance):
    far = mix(inks.near, inks.sun, 0.3)
    shade = silhouette(far)
    if motif == "party":
        _banner_cloth(canvas, x, base * 0.3, 250, chance.random() < 0.5)
    elif motif == "rice":
        tree_line(canvas, shade, base * 0.8, 26, 1.0, chance)
        palm(canvas, shade, x + 96, base * 0.86, 150, chance, 1.0)
        for row in range(5):
            y = base * (0.78 + 0.055 * row)
            canvas.polygon(
                [(-5, y + 7), (x, y - 9), (605, y + 5), (605, base + 5), (-5, base + 5)],
                mix(far, inks.near, row / 4),
            )
    elif motif == "river":
        _bridge(canvas, far, x, base * 0.72)
        for row in range(4):
            y = base * (0.74 + 0.07 * row)
            wave = [(dx, y + 5 * math.sin(dx / 24 + row * 2)) for dx in range(-10, 621, 10)]
            canvas.polygon([*wave, (605, base + 5), (-5, base + 5)], mix(far, inks.near, row / 3))
    elif motif == "city":
        for index in range(9):
            left = x - 150 + index * 38
            high = chance.uniform(50, 130)
            canvas.rectangle(left, base - high, left + 30, base, far)
            for row in range(int(high / 16)):
                canvas.rectangle(
                    left + 6,
                    base - high + 8 + row * 16,
                    left + 24,
                    base - high + 13 + row * 16,
                    mix(far, inks.sun, 0.5),
                )
        canvas.rectangle(-5, base * 0.9, 605, base, inks.near)
    elif motif == "science":
        _atom(canvas, inks.text, x, base * 0.38)
    else:
        canvas.polygon(
            [*arc_points(x, base * 0.56, 112, 112, -32, 212), (x, base * 0.01)], FLAG_RED
        )
        canvas.curve(arc_points(x, base * 0.56, 92, 92, 150, 200, 8), 9, lighter(FLAG_RED, 0.8))


def _figures(canvas, inks, motif, x, base, chance):
    cast = {
        "party": (("suit", ""), ("tunic", ""), ("shirt", "helmet")),
        "rice": (("peasant", "leaf"), ("shirt", "helmet")),
        "river": (("peasant", "leaf"), ("coat", "")),
        "city": (("shirt", "helmet"), ("tunic", ""), ("suit", "")),
        "science": (("coat", ""), ("pupil", "")),
        "health": (("coat", ""), ("shirt", "")),
    }[motif]
    poses = (
        (HANGING, RAISED_FIST),
        (HOLDING, POINTING),
        (HANGING, WAVING),
        (Arm(20, 140), HANGING),
    )
    gap = 86 if len(cast) == 3 else 108
    start = x - gap * (len(cast) - 1) / 2
    order = list(range(len(cast)))
    for index in [i for i in order if i != len(cast) // 2] + [len(cast) // 2]:
        dress, hat = cast[index]
        left, right = chance.choice(poses)
        tall = base * (1.2 if dress == "pupil" else 1.5)
        lead = 14 if index == len(cast) // 2 else 0
        person(
            canvas,
            start + index * gap,
            base * (0.5 if dress == "pupil" else 0.44) - lead + tall * 0.93,
            tall,
            _poster_look(dress, hat, inks, chance),
            left=left if index else HANGING,
            right=right if index == len(cast) - 1 else HANGING,
            turn=0.8,
        )
    if motif == "rice":
        for index in range(17):
            root = x - 170 + index * 22
            _ear(
                canvas,
                inks.text if inks is _RED else mix(inks.sun, FLAG_GOLD, 0.6),
                root,
                base + 4,
                chance.uniform(54, 92),
                chance.uniform(-0.3, 0.5),
            )


def _poster_look(dress, hat, inks, chance):
    tops = {
        "suit": darker(inks.near, 0.45),
        "tunic": ink("#d8402f"),
        "coat": ink("#fff3d8"),
        "peasant": darker(inks.near, 0.25),
        "pupil": ink("#fff3d8"),
        "shirt": chance.choice((ink("#e58a2e"), ink("#f4d9a0"))),
    }
    if inks is _RED and dress == "tunic":
        tops["tunic"] = ink("#f6d58a")
    woman = dress == "tunic" or (dress in ("coat", "peasant", "pupil") and chance.random() < 0.6)
    return Look(
        dress,
        tops[dress],
        darker(inks.near, 0.4),
        ink("#eeb078"),
        ink("#3a1518"),
        woman,
        hat,
        dress == "pupil",
    )


def _banner_cloth(canvas, x, y, width, party):
    upper, lower = [], []
    for step in range(25):
        t = step / 24
        ripple = math.sin(t * 6.4) * 14
        upper.append((x - width * 0.62 + width * 1.3 * t, y - 78 + ripple - t * 16))
        lower.append((x - width * 0.62 + width * 1.3 * t, y + 76 + ripple - t * 16))
    canvas.polygon(upper + lower[::-1], FLAG_RED)
    for start in (4, 15):
        canvas.veil(
            upper[start : start + 5] + lower[start : start + 5][::-1], darker(FLAG_RED, 0.4), 0.4
        )
    if party:
        hammer_and_sickle(canvas, x - 50, y - 36, 58)
    else:
        star(canvas, x - 50, y - 34, 32)


def _bridge(canvas, tone, x, y):
    for tower in (x - 90, x + 90):
        canvas.polygon(
            [(tower - 3, y - 116), (tower + 3, y - 116), (tower + 9, y + 14), (tower - 9, y + 14)],
            tone,
        )
        for step in range(1, 8):
            for way in (-1, 1):
                canvas.line(
                    [(tower, y - 112 + (7 - step) * 8), (tower + way * step * 12.5, y)], 1.2, tone
                )
    canvas.rectangle(x - 320, y - 2, 605, y + 5, tone)


def _atom(canvas, tone, x, y):
    for tilt in (0, 60, 120):
        turn = math.radians(tilt)
        ring = []
        for step in range(61):
            angle = math.radians(step * 6)
            dx, dy = 128 * math.cos(angle), 42 * math.sin(angle)
            ring.append(
                (
                    x + dx * math.cos(turn) - dy * math.sin(turn),
                    y + dx * math.sin(turn) + dy * math.cos(turn),
                )
            )
        canvas.line(ring, 4, tone)
        canvas.ellipse(*ring[8], 8, 8, FLAG_RED)


def _ear(canvas, tone, x, ground, height, lean):
    tip = (x + lean * height, ground - height)
    canvas.curve([(x, ground), (x + lean * height * 0.3, ground - height * 0.6), tip], 2, tone)
    for step in range(6):
        share = 0.55 + step * 0.09
        px, py = x + lean * height * share * share, ground - height * share
        for spread in (-32, 32):
            grain(canvas, px, py, -90 + lean * 50 + spread, 15, tone)
