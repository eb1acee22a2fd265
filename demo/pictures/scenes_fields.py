"""Scenes of the fields: rice, orchard, harvester, drone."""

import math
import random

from .canvas import Canvas, arc_points, box_points
from .clothes import cast
from .colour import GOLD, Light, darker, ink, lighter, mix, outdoor_light
from .landscape import EARTH, RICE, RIPE, birds, dike, hills, rice_field, sky
from .people import HOLDING, Arm, bending, person
from .plants import DEEP_LEAF, LEAF, palm, reeds, tree, tree_line
from .things import STEEL, house

ORANGE = ink("#e8862e")
FRUITS = (ORANGE, ink("#f0c13b"), ink("#a9c94a"), ink("#c8452f"))
MACHINES = (ink("#c23b2b"), ink("#2f7f5a"), ink("#e0962f"))


def rice(canvas: Canvas, chance: random.Random) -> None:
    """Farmers in leaf hats bent over the rows, palms and a village behind."""
    light = outdoor_light(chance)
    horizon = chance.uniform(300, 380)
    _country(canvas, light, chance, horizon)
    colour = mix(RICE, RIPE, chance.choice((0.0, 0.25, 0.9)))
    vanish = chance.uniform(300, 900)
    rice_field(canvas, light, horizon, 830, chance, colour, vanish)
    dike(canvas, light, horizon, 830, vanish, vanish + chance.uniform(-260, 260), 70)
    birds(canvas, light, chance, 120, 260)
    workers = chance.randint(3, 5)
    places = chance.sample(range(workers), workers)
    distances = sorted(chance.uniform(0.25, 0.8) for _ in range(workers))
    for place, distance in zip(places, distances, strict=True):
        y = horizon + (800 - horizon) * distance
        height = 70 + 210 * distance
        x = 80 + 1040 * (place + chance.uniform(0.2, 0.8)) / workers
        look = cast(chance, "peasant", hat="leaf")
        if chance.random() < 0.65:
            bending(canvas, x, y, height, look, chance.choice((-1, 1)))
        else:
            person(canvas, x, y, height, look, left=HOLDING, right=Arm(14, -40))
        reeds(canvas, light, x, y + height * 0.06, height * 0.3, chance, 26, darker(colour, 0.1))
    side = chance.choice((70, 1130))
    palm(canvas, light, side, 700, chance.uniform(480, 590), chance)
    for index in range(24):
        reeds(
            canvas, light, index * 53, 822, chance.uniform(50, 92), chance, 13, darker(colour, 0.18)
        )


def orchard(canvas: Canvas, chance: random.Random) -> None:
    """Fruit trees in rows along a ditch, with somebody picking."""
    light = outdoor_light(chance)
    _country(canvas, light, chance, 330)
    canvas.gradient(
        box_points(-20, 328, 1220, 830),
        (light.on(LEAF, 0.45), light.on(LEAF, 0.05), light.on(darker(LEAF))),
    )
    fruit = chance.choice(FRUITS)
    lane = chance.uniform(480, 720)
    canvas.polygon(
        [(lane - 12, 334), (lane + 12, 334), (lane + 230, 830), (lane - 150, 830)],
        light.on(lighter(EARTH, 0.15)),
    )
    canvas.polygon(
        [(lane + 12, 334), (lane + 16, 334), (lane + 300, 830), (lane + 225, 830)],
        light.on(darker(EARTH, 0.3)),
    )
    for row in range(4):
        share = (row / 3) ** 1.5
        ground, size = 385 + 280 * share, 120 + 330 * share
        reach = 80 + 330 * share
        for side in (-1, 1):
            for step in (3, 2, 1):
                if share > 0.5 and step > 1:
                    continue
                x = lane + side * (reach * (0.7 + 0.75 * (step - 0.6)))
                canvas.glow(x, ground, size * 0.42, size * 0.08, darker(DEEP_LEAF, 0.5), 0.6)
                tree(canvas, light, x, ground, size, chance, 0.4 * (1 - share), fruit)
    for place in range(chance.randint(1, 2)):
        x = lane + (-95 if place else 120)
        hands = person(
            canvas,
            x,
            735 - place * 70,
            300 - place * 60,
            cast(chance, "peasant", hat="leaf"),
            left=Arm(40, 130) if place else HOLDING,
            right=HOLDING if place else Arm(60, 150),
            turn=-0.5 if place else 0.5,
        )
        _basket(canvas, light, x - 66, 752 - place * 66, 74 - place * 14, fruit, chance)
        carried = hands["left" if place else "right"]
        canvas.ellipse(carried[0], carried[1] - 8, 9, 9, fruit)
    for index in range(22):
        reeds(canvas, light, index * 57, 826, chance.uniform(30, 60), chance, 10, LEAF)


def harvester(canvas: Canvas, chance: random.Random) -> None:
    """A combine harvester at work in ripe rice."""
    light = outdoor_light(chance)
    _country(canvas, light, chance, 340)
    rice_field(canvas, light, 340, 830, chance, RIPE, chance.uniform(300, 900))
    canvas.polygon(
        [(-20, 596), (1220, 560), (1220, 700), (-20, 690)], light.on(lighter(EARTH, 0.3))
    )
    for _ in range(140):
        x, y = chance.uniform(0, 1200), chance.uniform(600, 690)
        canvas.line([(x, y), (x + chance.uniform(-8, 8), y - 9)], 2, light.on(darker(RIPE, 0.25)))
    far = chance.choice((110, 960))
    bending(canvas, far, 470, 92, cast(chance, "peasant", hat="leaf"), 1)
    bending(canvas, far + 90, 478, 96, cast(chance, "peasant", hat="leaf"), -1)
    facing = chance.choice((-1, 1))
    middle = chance.uniform(520, 680)
    for index in range(7):
        canvas.glow(
            middle - facing * (300 + index * 46),
            600 - index * 16,
            90,
            60,
            light.on(lighter(RIPE, 0.5)),
            0.34,
        )
    _combine(canvas, light, middle, 668, facing, chance.choice(MACHINES))
    for index in range(30):
        x = index * 42
        if (x - middle) * facing > 240:
            reeds(canvas, light, x, 690, 92, chance, 14, RIPE)
    for index in range(30):
        reeds(
            canvas, light, index * 42, 824, chance.uniform(90, 122), chance, 15, darker(RIPE, 0.14)
        )


def drone(canvas: Canvas, chance: random.Random) -> None:
    """A spraying drone over the rice, its pilot on the dike."""
    light = outdoor_light(chance)
    horizon = chance.uniform(380, 440)
    _country(canvas, light, chance, horizon)
    vanish = chance.uniform(300, 900)
    rice_field(canvas, light, horizon, 830, chance, RICE, vanish)
    side = chance.choice((-1, 1))
    dike(canvas, light, horizon, 830, vanish, 600 - side * 300, 120)
    x, y = 600 + side * chance.uniform(90, 180), chance.uniform(210, 270)
    for shift in (-150, -60, 60, 150):
        canvas.veil(
            [
                (x + shift - 3, y + 60),
                (x + shift + 3, y + 60),
                (x + shift * 1.25 + 62, 560),
                (x + shift * 1.25 - 62, 560),
            ],
            lighter(light.sky[-1], 0.5),
            0.3,
        )
    canvas.glow(x, 600, 260, 26, darker(DEEP_LEAF, 0.4), 0.55)
    _copter(canvas, x, y, 1.0)
    pilot = 600 - side * chance.uniform(230, 300)
    hands = person(
        canvas,
        pilot,
        745,
        330,
        cast(chance, "shirt", hat="cap"),
        left=HOLDING,
        right=HOLDING,
        turn=side * 0.8,
    )
    hand_y = hands["left"][1]
    canvas.panel(pilot - 36, hand_y - 16, pilot + 36, hand_y + 12, 6, ink("#2b3038"))
    canvas.rectangle(pilot - 18, hand_y - 11, pilot + 18, hand_y + 6, ink("#9fd0d8"))
    if chance.random() < 0.6:
        person(
            canvas,
            pilot - side * 120,
            735,
            315,
            cast(chance, "peasant", hat="leaf"),
            turn=side * 0.8,
        )
    for index in range(24):
        reeds(canvas, light, index * 53, 826, chance.uniform(46, 84), chance, 13, darker(RICE, 0.2))


def _country(canvas: Canvas, light: Light, chance: random.Random, horizon: float):
    sky(canvas, light, chance, horizon)
    if chance.random() < 0.7:
        hills(canvas, light, horizon + 2, chance.uniform(50, 110), 0.72, chance)
    tree_line(canvas, light, horizon + 4, chance.uniform(36, 56), 0.45, chance)
    for _ in range(chance.randint(0, 2)):
        house(canvas, light, chance.uniform(60, 1040), horizon + 8, chance.uniform(70, 110), 0.32)


def _basket(canvas, light, x, ground, width, fruit, chance):
    high = width * 0.6
    for _ in range(14):
        canvas.ellipse(
            x + chance.uniform(-0.4, 0.4) * width,
            ground - high * chance.uniform(0.9, 1.25),
            width * 0.11,
            width * 0.11,
            light.on(darker(fruit, chance.random() * 0.2)),
        )
    straw = light.on(ink("#c79b5c"))
    canvas.polygon(
        [
            (x - width / 2, ground - high),
            (x + width / 2, ground - high),
            (x + width * 0.36, ground),
            (x - width * 0.36, ground),
        ],
        straw,
    )
    for row in (0.3, 0.55, 0.8):
        canvas.line(
            [(x - width * 0.47, ground - high * row), (x + width * 0.47, ground - high * row)],
            2,
            darker(straw, 0.2),
        )
    canvas.line(
        [(x - width / 2, ground - high), (x + width / 2, ground - high)], 6, lighter(straw, 0.2)
    )


def _combine(canvas, light, x, ground, facing, paint):
    def at(points):
        return [(x + facing * dx, ground - up) for dx, up in points]

    body, dark = light.on(paint), ink("#2c2f35")
    canvas.glow(x, ground, 330, 34, darker(EARTH, 0.7), 0.7)
    canvas.limb(at([(-150, 34), (120, 34)]), [76, 76], dark)
    canvas.limb(at([(-150, 34), (120, 34)]), [52, 52], ink("#4a4d52"))
    for dx in (-150, -96, -42, 12, 66, 120):
        canvas.ellipse(*at([(dx, 34)])[0], 20, 20, ink("#8b8d8c"))
        canvas.ellipse(*at([(dx, 34)])[0], 8, 8, dark)
    canvas.polygon(at([(-235, 74), (-222, 205), (10, 212), (30, 74)]), body)
    canvas.polygon(at([(-235, 74), (-229, 138), (22, 138), (30, 74)]), darker(body, 0.2))
    canvas.polygon(at([(-205, 205), (-180, 262), (-20, 262), (0, 210)]), lighter(body, 0.15))
    for dx in (-190, -160, -130):
        canvas.line(at([(dx, 158), (dx, 190)]), 8, darker(body, 0.4))
    canvas.line(at([(-70, 120), (10, 120)]), 9, GOLD)
    canvas.limb(at([(-60, 256), (-250, 318)]), [26, 20], STEEL)
    canvas.polygon(at([(24, 80), (24, 236), (52, 296), (150, 296), (166, 190), (150, 80)]), body)
    canvas.polygon(at([(44, 180), (62, 280), (138, 280), (150, 180)]), ink("#b9dbe2"))
    canvas.limb(at([(92, 186), (90, 222)]), [40, 34], light.on(ink("#3d5a72")))
    canvas.ellipse(*at([(92, 244)])[0], 15, 18, ink("#c98d63"))
    canvas.polygon(at([(66, 252), (92, 278), (120, 252)]), ink("#ead6a2"))
    canvas.polygon(at([(36, 296), (46, 310), (170, 310), (160, 296)]), darker(body, 0.3))
    canvas.polygon(at([(130, 110), (232, 66), (240, 26), (130, 60)]), darker(body, 0.35))
    wheel_x, wheel_y = at([(282, 76)])[0]
    for step in range(6):
        turn = math.radians(step * 60 + 12)
        end = (wheel_x + 66 * math.cos(turn), wheel_y + 66 * math.sin(turn))
        canvas.line([(wheel_x, wheel_y), end], 5, GOLD)
        canvas.line([(end[0] - 14, end[1] + 4), (end[0] + 14, end[1] - 4)], 7, darker(GOLD, 0.2))
    canvas.ring(wheel_x, wheel_y, 66, 5, GOLD)
    canvas.polygon(at([(218, 20), (330, 20), (348, 4), (218, 4)]), darker(body, 0.1))


def _copter(canvas, x, y, scale):
    dark = ink("#33383f")
    for side in (-1, 1):
        canvas.limb([(x, y), (x + side * 150 * scale, y - 26 * scale)], [14, 9], dark)
        canvas.limb(
            [(x, y + 4), (x + side * 86 * scale, y + 12 * scale)], [12, 8], lighter(dark, 0.12)
        )
        for reach, lift in ((150, 26), (86, -12)):
            hub_x, hub_y = x + side * reach * scale, y - lift * scale
            canvas.rectangle(hub_x - 7, hub_y - 20, hub_x + 7, hub_y + 6, dark)
            canvas.veil(arc_points(hub_x, hub_y - 22, 66 * scale, 8, 0, 360), ink("#e9f0f2"), 0.62)
            canvas.line([(hub_x - 58, hub_y - 24), (hub_x + 58, hub_y - 19)], 3, dark)
        canvas.line(
            [(x + side * 34, y + 20), (x + side * 66, y + 92), (x + side * 84, y + 92)], 6, dark
        )
    canvas.panel(x - 52, y - 30, x + 52, y + 24, 20, ink("#eef0ee"))
    canvas.panel(x - 52, y - 4, x + 52, y + 24, 12, darker(ink("#eef0ee"), 0.14))
    canvas.panel(x - 38, y + 18, x + 38, y + 66, 12, ink("#3f8fa0"))
    canvas.panel(x - 38, y + 44, x + 38, y + 66, 12, darker(ink("#3f8fa0"), 0.18))
    canvas.ellipse(x, y - 8, 9, 9, ink("#c23b2b"))
