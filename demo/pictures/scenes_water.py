"""Scenes of the delta's water: river, mangroves, shrimp ponds."""

import math
import random

from .canvas import Canvas, arc_points, box_points
from .clothes import cast
from .colour import PAPER, darker, ink, lighter, mix, outdoor_light
from .landscape import EARTH, birds, hills, sky, water
from .people import HANGING, HOLDING, POINTING, Arm, person
from .plants import BARK, DEEP_LEAF, LEAF, crown, palm, reeds, tree_line
from .things import house, sampan

HULLS = (ink("#7c5237"), ink("#35606b"), ink("#93402f"), ink("#4c6b4a"))
CONCRETE = ink("#c9c6ba")


def river(canvas: Canvas, chance: random.Random) -> None:
    """Boats on a wide river, a small bridge, stilt houses on the bank."""
    light = outdoor_light(chance)
    sun = sky(canvas, light, chance, 400)
    hills(canvas, light, 402, 70, 0.75, chance)
    tree_line(canvas, light, 404, 54, 0.4, chance)
    water(canvas, light, 400, 830, sun, chance)
    if chance.random() < 0.7:
        _small_bridge(canvas, light, 392)
    bank = chance.choice((-1, 1))
    for index in range(3):
        x = 600.0 + bank * (250 + index * 135)
        wide = 100 + index * 26
        for leg in (0.1, 0.5, 0.9):
            canvas.line(
                [(x - wide / 2 + wide * leg, 430), (x - wide / 2 + wide * leg, 462)],
                5,
                light.on(BARK, 0.2),
            )
        house(
            canvas,
            light,
            x - wide / 2,
            436,
            wide,
            0.22,
            chance.choice((ink("#efe2c4"), ink("#a9c3c4"), ink("#d9b98c"))),
        )
        palm(canvas, light, x + wide * 0.6, 440, wide * 1.9, chance, 0.2)
    for index in range(9):
        reeds(canvas, light, 600 + bank * (190 + index * 55), 466, 26, chance, 14)
    boats = chance.randint(3, 4)
    lanes = chance.sample(range(boats), boats)
    for index, lane in enumerate(lanes):
        distance = (index + chance.uniform(0.2, 0.8)) / boats * 0.9
        length = 90 + 300 * distance
        y = 445 + 300 * distance
        x = 150 + 900 * (lane + chance.uniform(0.25, 0.75)) / boats
        look = cast(chance, "peasant", hat="leaf")
        rower = x - length * 0.32
        hands = person(
            canvas,
            rower,
            y - length * 0.02,
            length * 0.62,
            look,
            left=Arm(20, 60),
            right=Arm(30, 50),
            turn=0.6,
        )
        oar = hands["right"]
        canvas.line(
            [
                (oar[0] - length * 0.05, oar[1] - length * 0.12),
                (rower - length * 0.16, y + length * 0.1),
            ],
            3 + 3 * distance,
            ink("#5b4030"),
        )
        cargo = chance.random() < 0.6
        for _ in range(16 if cargo else 0):
            canvas.ellipse(
                x + chance.uniform(-0.12, 0.26) * length,
                y - length * chance.uniform(0.04, 0.1),
                length * 0.035,
                length * 0.032,
                chance.choice((ink("#e0a63a"), ink("#8fae4b"), ink("#d8693a"))),
            )
        sampan(canvas, x, y, length, light.on(chance.choice(HULLS)), roof=not cargo)
    palm(canvas, light, 600 - bank * 560, 810, 600, chance)
    for index in range(12):
        reeds(canvas, light, 600 - bank * (330 + index * 30), 822, 40 + index * 5, chance, 12)


def mangroves(canvas: Canvas, chance: random.Random) -> None:
    """Mangroves on their arched roots along a tidal creek."""
    light = outdoor_light(chance)
    sun = sky(canvas, light, chance, 360)
    tree_line(canvas, light, 364, 64, 0.55, chance)
    water(canvas, light, 360, 830, sun, chance)
    birds(canvas, light, chance, 90, 230)
    centre = chance.uniform(480, 720)
    for row in range(5):
        share = row / 4
        ground, size = 395 + 245 * share**1.3, 120 + 330 * share
        for side in (-1, 1):
            for step in range(2 if row == 4 else 3):
                x = centre + side * (95 + 300 * share + step * (100 + 135 * share))
                if -200 < x < 1400:
                    _mangrove(
                        canvas,
                        light,
                        x + chance.uniform(-20, 20),
                        ground,
                        size,
                        chance,
                        0.5 * (1 - share),
                    )
    y = chance.uniform(600, 650)
    people = chance.randint(1, 2)
    for index in range(people):
        person(
            canvas,
            centre - 46 + index * 82,
            y - 6,
            168,
            cast(chance, "shirt", hat="leaf"),
            left=HOLDING if index else HANGING,
            right=POINTING if index else HOLDING,
            turn=0.7 if index else -0.7,
        )
    sampan(canvas, centre, y, 330, light.on(chance.choice(HULLS)))
    for _ in range(9):
        x, base = chance.uniform(0, 1200), chance.uniform(770, 815)
        if abs(x - centre) > 240:
            canvas.limb([(x, base), (x + 4, base - 62)], [8, 4], light.on(BARK))
            for lean in (-0.7, -0.25, 0.3, 0.75):
                canvas.polygon(
                    [
                        (x, base - 60),
                        (x + lean * 20 - 7, base - 96),
                        (x + lean * 46, base - 120),
                        (x + lean * 20 + 9, base - 90),
                    ],
                    light.on(darker(LEAF, 0.2 + 0.2 * lean)),
                )


def shrimp(canvas: Canvas, chance: random.Random) -> None:
    """Shrimp ponds with paddle wheels throwing water, farmers with a net on the bank."""
    light = outdoor_light(chance)
    horizon = 330
    sun = sky(canvas, light, chance, horizon)
    tree_line(canvas, light, horizon + 4, 48, 0.5, chance)
    canvas.gradient(box_points(-20, horizon, 1220, 830), (light.on(LEAF, 0.5), light.on(LEAF, 0.1)))
    water(canvas, light, 366, 436, sun, chance)
    canvas.rectangle(-20, 434, 1220, 456, light.on(EARTH, 0.25))
    canvas.rectangle(-20, 452, 1220, 462, light.on(darker(EARTH, 0.25), 0.2))
    water(canvas, light, 460, 722, sun, chance)
    _shed(canvas, light, chance.choice((120, 860)), 438)
    for y, count, size in ((404, 4, 0.42), (545, 3, 1.0)):
        shift = chance.uniform(110, 240)
        for index in range(count):
            _paddle_wheel(
                canvas, light, shift + index * 900 / count, y + chance.uniform(0, 40), size, chance
            )
    canvas.gradient(
        [(-20, 716), (1220, 690), (1220, 830), (-20, 830)],
        (light.on(lighter(EARTH, 0.12)), light.on(darker(EARTH, 0.2))),
    )
    x = chance.uniform(260, 420) if chance.random() < 0.5 else chance.uniform(640, 780)
    person(
        canvas,
        x,
        766,
        300,
        cast(chance, "peasant", hat="leaf"),
        left=HOLDING,
        right=HOLDING,
        turn=0.5,
    )
    hands = person(
        canvas,
        x + 135,
        758,
        296,
        cast(chance, "shirt", hat="cap"),
        left=HOLDING,
        right=Arm(48, 70),
        turn=-0.5,
    )
    hand = hands["right"]
    canvas.line([(hand[0] - 30, hand[1] - 26), (hand[0] + 96, hand[1] + 84)], 5, ink("#8a6a45"))
    net = (hand[0] + 132, hand[1] + 112)
    canvas.veil(arc_points(net[0], net[1], 58, 46, 0, 180), PAPER, 0.55)
    for _ in range(12):
        px, py = net[0] + chance.uniform(-44, 30), net[1] + chance.uniform(4, 24)
        canvas.curve([(px, py), (px + 8, py - 6), (px + 17, py)], 4, ink("#e07a4f"))
    canvas.line(arc_points(net[0], net[1], 58, 10, 0, 360), 4, ink("#8a6a45"))
    for index in range(26):
        reeds(canvas, light, index * 49, 826, chance.uniform(26, 60), chance, 9, LEAF)


def _small_bridge(canvas, light, y):
    tone = light.on(CONCRETE, 0.3)
    arch = [
        (x, y - 34 * math.sin(math.pi * min(max((x + 100) / 1400, 0), 1)))
        for x in range(-20, 1240, 30)
    ]
    for x, top in arch[2::5]:
        canvas.line([(x, top), (x, 426)], 9, darker(tone, 0.2))
    canvas.line(arch, 12, tone)
    canvas.line([(x, top - 15) for x, top in arch], 2, tone)


def _mangrove(canvas, light, x, ground, height, chance, depth):
    bark = light.on(darker(BARK, 0.2), depth)
    fork = ground - height * 0.32
    for reach in (-0.34, -0.22, -0.1, 0.08, 0.2, 0.32):
        canvas.curve(
            [
                (x, fork),
                (x + reach * height * 0.7, fork + height * 0.08),
                (x + reach * height, ground + height * 0.03),
            ],
            height * 0.022,
            bark,
        )
    canvas.limb(
        [(x, fork + height * 0.06), (x, ground - height * 0.66)],
        [height * 0.06, height * 0.03],
        bark,
    )
    tone = light.on(mix(LEAF, DEEP_LEAF, chance.random()), depth)
    canvas.glow(x, ground + height * 0.03, height * 0.5, height * 0.07, darker(tone, 0.6), 0.6)
    lumps = []
    for place in range(13):
        dx, up = -0.36 + place * 0.06, chance.uniform(0.46, 0.6 + 0.25 * (1 - abs(place - 6) / 6))
        lumps.append((x + dx * height, ground - up * height, chance.uniform(0.1, 0.15) * height))
    canvas.ellipse(x, ground - height * 0.54, height * 0.34, height * 0.13, darker(tone, 0.34))
    crown(canvas, sorted(lumps, key=lambda lump: -lump[1]), tone)


def _shed(canvas, light, x, ground):
    canvas.rectangle(x, ground - 70, x + 170, ground, light.on(ink("#b9c9c6"), 0.15))
    canvas.polygon(
        [
            (x - 14, ground - 66),
            (x + 184, ground - 66),
            (x + 150, ground - 112),
            (x + 20, ground - 112),
        ],
        light.on(ink("#4f7f8c"), 0.12),
    )
    canvas.rectangle(x + 66, ground - 48, x + 100, ground, light.on(ink("#3d4d55"), 0.15))


def _paddle_wheel(canvas, light, x, y, size, chance):
    canvas.glow(x, y + 8 * size, 150 * size, 26 * size, PAPER, 0.6)
    for _ in range(22):
        angle = math.radians(chance.uniform(195, 345))
        reach = chance.uniform(28, 84) * size
        canvas.ellipse(
            x + math.cos(angle) * reach * 1.2,
            y + math.sin(angle) * reach,
            4.5 * size,
            4.5 * size,
            mix(PAPER, light.sky[1], 0.2),
        )
    canvas.panel(
        x - 62 * size, y - 5 * size, x + 62 * size, y + 9 * size, 6 * size, light.on(ink("#2d6f9a"))
    )
    for side in (-1, 1):
        hub = x + side * 46 * size
        for step in range(4):
            turn = math.radians(step * 45 + 10)
            dx, dy = 24 * size * math.cos(turn), 24 * size * math.sin(turn)
            canvas.line(
                [(hub - dx, y - 8 * size - dy), (hub + dx, y - 8 * size + dy)],
                6 * size,
                light.on(ink("#e2e2da")),
            )
    canvas.panel(
        x - 16 * size,
        y - 28 * size,
        x + 16 * size,
        y - 4 * size,
        5 * size,
        light.on(ink("#d8a02f")),
    )
