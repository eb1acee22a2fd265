"""Scenes of public works: the gauging station on its canal, the new bridge."""

import math
import random

from .canvas import Canvas, box_points
from .clothes import cast
from .colour import GOLD, PAPER, darker, ink, outdoor_light
from .landscape import birds, hills, sky, water
from .people import HOLDING, person
from .plants import LEAF, reeds, tree_line
from .things import STEEL, sampan

HULLS = (ink("#7c5237"), ink("#35606b"), ink("#93402f"), ink("#4c6b4a"))
CONCRETE = ink("#c9c6ba")


def station(canvas: Canvas, chance: random.Random) -> None:
    """A weather and salinity station beside a canal, read by two technicians."""
    light = outdoor_light(chance)
    sun = sky(canvas, light, chance, 360)
    hills(canvas, light, 362, 60, 0.75, chance)
    tree_line(canvas, light, 364, 50, 0.45, chance)
    canvas.gradient(box_points(-20, 360, 1220, 830), (light.on(LEAF, 0.5), light.on(LEAF, 0.0)))
    side = chance.choice((-1, 1))
    water(canvas, light, 372, 830, sun, chance)
    edge = 600 - side * 40
    canvas.gradient(
        [
            (edge - side * 60, 366),
            (600 + side * 640, 366),
            (600 + side * 640, 830),
            (edge - side * 170, 830),
        ],
        (light.on(LEAF, 0.45), light.on(LEAF, 0.02)),
    )
    canvas.polygon(
        [
            (edge - side * 60, 366),
            (edge - side * 52, 366),
            (edge - side * 120, 830),
            (edge - side * 180, 830),
        ],
        light.on(CONCRETE, 0.05),
    )
    mast = edge + side * 170
    canvas.panel(mast - 95, 640, mast + 95, 668, 3, light.on(CONCRETE))
    for shift in (-26, 26):
        canvas.line([(mast + shift, 645), (mast + shift * 0.4, 150)], 8, light.on(STEEL))
    for row in range(9):
        y0 = 630 - row * 54
        canvas.line(
            [(mast - 25 + row, y0), (mast + 24 - row, y0 - 50)], 4, light.on(darker(STEEL, 0.15))
        )
    _instruments(canvas, light, mast, side)
    _gauge(canvas, light, edge - side * 205, 480)
    for index in range(2):
        look = cast(chance, "coat" if index else "shirt", hat="" if index else "cap")
        x = edge + side * (330 + index * 130)
        hands = person(
            canvas, x, 736, 318 - index * 8, look, left=HOLDING, right=HOLDING, turn=-side * 0.8
        )
        canvas.panel(
            x - 34,
            hands["left"][1] - 26,
            x + 34,
            hands["left"][1] + 16,
            4,
            ink("#2f6f7d") if index else ink("#e9dfc6"),
        )
    for index in range(15):
        reeds(
            canvas,
            light,
            edge + side * (index * 46 - 60),
            826,
            chance.uniform(30, 64),
            chance,
            10,
            LEAF,
        )
    reeds(canvas, light, edge - side * 60, 440, 40, chance)


def bridge(canvas: Canvas, chance: random.Random) -> None:
    """A new cable-stayed bridge over the river."""
    light = outdoor_light(chance)
    sun = sky(canvas, light, chance, 500)
    birds(canvas, light, chance, 90, 220)
    hills(canvas, light, 502, 80, 0.75, chance)
    tree_line(canvas, light, 504, 46, 0.5, chance)
    water(canvas, light, 500, 830, sun, chance)
    tone, cable = light.on(ink("#ece6d8"), 0.04), light.on(ink("#f2ecdc"))
    towers = chance.choice(((330, 870), (420,), (780,), (300, 900)))
    slope = chance.uniform(-26, 26)

    def deck(x: float) -> float:
        return 462 + slope * (x - 600) / 600 - 24 * math.cos((x - 600) / 420)

    for pier in range(-10, 1240, 170):
        canvas.rectangle(pier - 11, deck(pier), pier + 11, 548, darker(tone, 0.22))
    for tower in towers:
        reach = 265 if len(towers) == 2 else 430
        top = deck(tower) - (300 if len(towers) == 2 else 360)
        for step in range(1, 13):
            for way in (-1, 1):
                end = tower + way * reach * step / 12
                canvas.line([(tower, top + 26 + (12 - step) * 7), (end, deck(end))], 2.4, cable)
    edge = [(x, deck(x)) for x in range(-20, 1241, 20)]
    canvas.polygon(edge + [(x, y + 24) for x, y in reversed(edge)], tone)
    canvas.polygon(
        [(x, y + 11) for x, y in edge] + [(x, y + 24) for x, y in reversed(edge)],
        darker(tone, 0.25),
    )
    canvas.line([(x, y - 8) for x, y in edge], 2, darker(tone, 0.1))
    for tower in towers:
        top = deck(tower) - (300 if len(towers) == 2 else 360)
        canvas.glow(tower, 590, 100, 18, ink("#24474f"), 0.6)
        canvas.panel(tower - 60, 562, tower + 60, 592, 5, darker(tone, 0.2))
        canvas.polygon(
            [
                (tower - 7, top),
                (tower + 7, top),
                (tower + 40, 566),
                (tower + 18, 566),
                (tower, top + 96),
                (tower - 18, 566),
                (tower - 40, 566),
            ],
            tone,
        )
        canvas.polygon(
            [
                (tower, top),
                (tower + 7, top),
                (tower + 40, 566),
                (tower + 18, 566),
                (tower, top + 96),
            ],
            darker(tone, 0.2),
        )
        canvas.rectangle(
            tower - 26, deck(tower) + 22, tower + 26, deck(tower) + 38, darker(tone, 0.3)
        )
    for _ in range(chance.randint(4, 8)):
        x = chance.uniform(30, 1160)
        _vehicle(canvas, x, deck(x), chance)
    for distance in sorted((chance.uniform(0.1, 0.3), chance.uniform(0.5, 0.8))):
        sampan(
            canvas,
            chance.uniform(200, 1000),
            560 + 220 * distance,
            110 + 260 * distance,
            light.on(chance.choice(HULLS)),
            roof=True,
        )
    for index in range(24):
        reeds(canvas, light, index * 53, 824, chance.uniform(30, 74), chance, 10)


def _instruments(canvas, light, mast, side):
    steel = light.on(STEEL)
    canvas.line([(mast - 70, 190), (mast + 70, 190)], 6, steel)
    for shift in (-58, -34):
        canvas.ellipse(mast + shift - 8, 172, 12, 9, light.on(ink("#e9e5da")))
    canvas.polygon(
        [(mast + 40, 186), (mast + 92, 170), (mast + 84, 160), (mast + 92, 148), (mast + 40, 176)],
        ink("#c23b2b"),
    )
    canvas.polygon(
        [
            (mast - side * 10, 282),
            (mast - side * 112, 318),
            (mast - side * 96, 388),
            (mast + side * 4, 346),
        ],
        ink("#27476e"),
    )
    for share in (0.33, 0.66):
        x0 = mast - side * (10 + 102 * share)
        canvas.line([(x0, 282 + 36 * share), (x0 + side * 14, 348 + 40 * share)], 2, ink("#7fa6c9"))
    canvas.panel(mast - 38, 440, mast + 38, 540, 6, light.on(ink("#eeeae0")))
    canvas.panel(mast + 10, 440, mast + 38, 540, 6, light.on(darker(ink("#eeeae0"), 0.15)))
    canvas.panel(mast - 24, 458, mast + 20, 486, 3, ink("#2c4a52"))
    canvas.line(
        [(mast - 18, 476), (mast - 6, 468), (mast + 4, 474), (mast + 14, 464)], 3, ink("#7fe0c0")
    )
    canvas.ellipse(mast, 150, 9, 9, GOLD)


def _gauge(canvas, light, x, top):
    canvas.rectangle(x - 14, top, x + 14, top + 250, PAPER)
    for row in range(10):
        y = top + 8 + row * 24
        canvas.rectangle(
            x - 14,
            y,
            x + (14 if row % 2 else 2),
            y + 12,
            ink("#b3232e") if row % 2 else ink("#27476e"),
        )
    canvas.glow(x, top + 250, 70, 12, ink("#1f3c44"), 0.6)


def _vehicle(canvas, x, y, chance):
    paint = chance.choice((ink("#b3382c"), ink("#2f5f86"), PAPER, GOLD, ink("#4a5a52")))
    long = chance.choice((26, 32, 54))
    high = 24 if long == 54 else 13
    canvas.panel(x, y - high, x + long, y - 2, 4, paint)
    canvas.panel(x + long * 0.15, y - high + 3, x + long * 0.85, y - high + 8, 2, ink("#34495a"))
    for place in (0.22, 0.78):
        canvas.ellipse(x + long * place, y - 2, 4, 4, ink("#23262b"))
