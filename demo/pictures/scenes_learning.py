"""Scenes of science and schools: laboratory, robot, library, school yard, computers."""

import math
import random

from .apparatus import LIQUIDS, beaker, flask, microscope, rack, robot, tube
from .books import SPINES, bookcase, open_book
from .canvas import Canvas, arc_points, box_points
from .clothes import cast
from .colour import GOLD, PAPER, RED, Room, darker, indoor_room, ink, lighter, mix, working_light
from .emblems import flag_on_pole
from .landscape import hills, sky
from .people import HANGING, HOLDING, POINTING, WAVING, Arm, from_behind, person
from .plants import LEAF, tree, tree_line
from .things import STEEL, TILE, bench_desk, laptop, pot_plant, window


def laboratory(canvas: Canvas, chance: random.Random) -> None:
    """White coats at a bench with glassware and a microscope."""
    room = indoor_room(chance)
    _classroom(canvas, room, 620)
    left_window = chance.random() < 0.5
    window(canvas, 110 if left_window else 760, 90, 440 if left_window else 1090, 350)
    _shelves(canvas, room, chance, 640 if left_window else 110)
    count = chance.randint(2, 3)
    spots = [
        600 + (index - (count - 1) / 2) * 300 + chance.uniform(-30, 30) for index in range(count)
    ]
    for x in spots:
        pose = chance.choice(((HOLDING, Arm(26, 130)), (HOLDING, HOLDING), (Arm(24, 140), HOLDING)))
        hands = person(
            canvas,
            x,
            812,
            530,
            cast(chance, "coat"),
            left=pose[0],
            right=pose[1],
            turn=chance.choice((-0.7, 0.7)),
        )
        for name, arm in (("left", pose[0]), ("right", pose[1])):
            if arm.elbow > 90:
                tube(canvas, hands[name][0], hands[name][1] + 26, 64, chance.choice(LIQUIDS))
    bench_desk(canvas, -20, 1220, 606, 830, mix(room.accent, STEEL, 0.45))
    free = [x for x in range(50, 1190, 76) if min(abs(x - spot) for spot in spots) > 96]
    clear = min(free, key=lambda x: abs(x - chance.choice((450, 750))))
    microscope(canvas, clear, 608)
    for x in free:
        if abs(x - clear) > 100 and chance.random() < 0.85:
            draw = chance.choice((flask, flask, beaker, rack))
            draw(canvas, x, 608, chance.uniform(64, 96), chance.choice(LIQUIDS))


def robotics(canvas: Canvas, chance: random.Random) -> None:
    """Pupils round a robot they have built."""
    room = indoor_room(chance)
    _classroom(canvas, room, 560)
    canvas.rectangle(250, 76, 950, 352, ink("#8a6238"))
    canvas.gradient(box_points(262, 88, 938, 340), (ink("#2f5a4c"), ink("#27493f")))
    chalk = ink("#bcd3c6")
    canvas.line([(330, 140), (330, 290), (600, 290)], 3, chalk)
    pitch = chance.uniform(26, 44)
    canvas.curve(
        [(330 + step * 13, 220 - 52 * math.sin(step * 13 / pitch)) for step in range(20)], 3, chalk
    )
    canvas.polygon([(640, 280), (740, 280), (740, 170)], ink("#3d6a5a"))
    canvas.line([(640, 280), (740, 280), (740, 170), (640, 280)], 3, chalk)
    for row in range(4):
        canvas.line(
            [(770, 140 + row * 34), (770 + chance.uniform(60, 130), 140 + row * 34)], 4, chalk
        )
    for x in (90, 1110):
        pot_plant(canvas, x, 600, 190, room.accent)
    middle = chance.uniform(560, 640)
    spots = [-390, -220, 220, 390]
    chance.shuffle(spots)
    for spot in sorted(spots[: chance.randint(3, 4)], key=abs, reverse=True):
        towards = -1 if spot > 0 else 1
        arm = chance.choice((POINTING, HANGING, WAVING, HOLDING))
        person(
            canvas,
            middle + spot,
            716 - abs(spot) * 0.12,
            chance.uniform(306, 350),
            cast(chance, "pupil"),
            left=arm if towards < 0 else HANGING,
            right=arm if towards > 0 else HANGING,
            turn=towards * 0.9,
        )
    if chance.random() < 0.7:
        person(
            canvas,
            middle + 545 * chance.choice((-1, 1)),
            690,
            470,
            cast(chance, "tunic"),
            left=HOLDING,
            right=HOLDING,
        )
    robot(canvas, middle, 736, chance)


def library(canvas: Canvas, chance: random.Random) -> None:
    """Readers at a long table among bookshelves."""
    room = indoor_room(chance)
    _classroom(canvas, room, 600)
    for x0, x1 in ((-20, 400), (800, 1220)):
        bookcase(canvas, room, chance, x0, 60, x1, 590)
    window(canvas, 450, 80, 750, 420, 4)
    for x in (450.0, 750.0):
        canvas.line(
            [(x - 90 if x < 600 else x + 90, 0), (x - 90 if x < 600 else x + 90, 84)],
            3,
            darker(room.wood, 0.4),
        )
        canvas.polygon(
            arc_points(x - 90 if x < 600 else x + 90, 120, 54, 40, 180, 360), room.accent
        )
        canvas.glow(x - 90 if x < 600 else x + 90, 150, 190, 160, ink("#ffe3a0"), 0.5)
    standing = chance.choice((150, 1050))
    person(
        canvas,
        standing,
        640,
        400,
        cast(chance, chance.choice(("tunic", "shirt"))),
        left=Arm(30, 120) if standing < 600 else HOLDING,
        right=HOLDING if standing < 600 else Arm(40, 150),
        back=True,
    )
    count = chance.randint(3, 4)
    for index in range(count):
        x = 600 + (index - (count - 1) / 2) * 235 + chance.uniform(-14, 14)
        look = cast(chance, chance.choice(("pupil", "shirt", "tunic")))
        person(
            canvas,
            x,
            880,
            470 if look.child else 520,
            look,
            left=HOLDING,
            right=HOLDING,
            turn=chance.uniform(-0.6, 0.6),
        )
        open_book(canvas, x, 628, 118, chance.choice(SPINES))
    bench_desk(canvas, 60, 1140, 634, 830, room.wood)
    for x in (170, 1020):
        top = 634
        for _ in range(chance.randint(3, 6)):
            wide = chance.uniform(80, 104)
            canvas.panel(x - wide / 2, top - 20, x + wide / 2, top - 1, 3, chance.choice(SPINES))
            top -= 20


def school(canvas: Canvas, chance: random.Random) -> None:
    """The school yard on Monday morning: rows of pupils before the flag."""
    light = working_light(chance)
    sky(canvas, light, chance, 420)
    hills(canvas, light, 424, 120, 0.7, chance)
    tree_line(canvas, light, 440, 90, 0.4, chance)
    canvas.rectangle(-20, 436, 1220, 500, light.on(LEAF, 0.25))
    wall = light.on(chance.choice((ink("#f1d998"), ink("#f0e6d2"), ink("#e9c9a0"))))
    canvas.rectangle(130, 220, 1070, 500, wall)
    canvas.polygon([(104, 226), (1096, 226), (1040, 158), (160, 158)], light.on(TILE))
    canvas.polygon([(480, 200), (720, 200), (600, 108)], light.on(darker(TILE, 0.15)))
    canvas.ellipse(600, 168, 21, 21, PAPER)
    canvas.line([(600, 168), (600, 155)], 3, ink("#2b2f38"))
    canvas.line([(600, 168), (609, 172)], 3, ink("#2b2f38"))
    for y in (250, 378):
        canvas.rectangle(130, y - 24, 1070, y - 12, darker(wall, 0.2))
        for column in range(10):
            x = 152.0 + column * 92
            canvas.rectangle(x, y, x + 66, y + 92, darker(wall, 0.28))
            canvas.rectangle(x + 8, y + 14, x + 58, y + 66, light.on(ink("#4b7f8c")))
            canvas.line([(x + 33, y + 14), (x + 33, y + 66)], 4, wall)
    for column in range(11):
        canvas.rectangle(132 + column * 92, 226, 144 + column * 92, 500, lighter(wall, 0.4))
    canvas.gradient(
        box_points(-20, 496, 1220, 830), (light.on(ink("#d9c6a2")), light.on(ink("#b89a74")))
    )
    for x, size in ((60.0, 330), (1130.0, 350)):
        tree(canvas, light, x, 560, size, chance, fruit=RED)
    mast = chance.choice((380, 820))
    canvas.polygon(
        [(mast - 70, 546), (mast + 70, 546), (mast + 92, 572), (mast - 92, 572)],
        light.on(ink("#c9bda4")),
    )
    flag_on_pole(canvas, mast, 548, 452, 168, chance.choice((-1, 1)))
    for row, (y, height) in enumerate(((610, 128), (676, 166), (768, 214))):
        gap = height * 0.46
        shift = chance.uniform(0, gap)
        for index in range(int(1240 / gap)):
            x = index * gap + shift
            if abs(x - 600) > 60 + 26 * row and chance.random() < 0.94:
                person(
                    canvas,
                    x,
                    y + chance.uniform(-3, 3),
                    height * chance.uniform(0.93, 1.05),
                    cast(chance, "pupil"),
                    back=True,
                )
    person(canvas, 600, 590, 160, cast(chance, "tunic"), left=HOLDING, right=HOLDING)


def computers(canvas: Canvas, chance: random.Random) -> None:
    """Citizens and young staff at computers under a wall screen of figures."""
    room = indoor_room(chance)
    _classroom(canvas, room, 600)
    x0 = chance.choice((180, 330))
    canvas.panel(x0 - 12, 60, x0 + 702, 336, 10, ink("#2a2f3a"))
    canvas.gradient(box_points(x0, 72, x0 + 690, 324), (ink("#1f4f6d"), ink("#2f7d8c")))
    for index in range(8):
        high = chance.uniform(40, 180)
        canvas.panel(
            x0 + 40 + index * 40,
            296 - high,
            x0 + 64 + index * 40,
            296,
            3,
            GOLD if index == 5 else ink("#8fd0cf"),
        )
    trend = [(x0 + 390 + step * 46, 260 - step * 18 + chance.uniform(-24, 24)) for step in range(7)]
    canvas.line(trend, 4, ink("#f2e7c9"))
    for spot in trend:
        canvas.ellipse(*spot, 6, 6, GOLD)
    canvas.ring(x0 + 620, 120, 27, 10, ink("#8fd0cf"))
    pot_plant(canvas, 80 if x0 > 200 else 1110, 640, 240, room.accent)
    count = chance.randint(3, 4)
    gap = 1060 / count
    for index in range(count):
        x = 600 + (index - (count - 1) / 2) * gap
        beside = chance.random() < 0.55
        if beside:
            person(
                canvas,
                x + gap * 0.3,
                850,
                520,
                cast(chance, "shirt"),
                left=Arm(30, 20),
                right=HOLDING,
                turn=-0.8,
            )
        person(
            canvas,
            x - 10,
            900,
            500,
            cast(chance, chance.choice(("shirt", "peasant", "tunic"))),
            left=HOLDING,
            right=HOLDING,
            turn=0.3,
        )
    bench_desk(canvas, 20, 1180, 640, 830, room.wood)
    for index in range(count):
        laptop(canvas, 600 + (index - (count - 1) / 2) * gap - 10, 640, 150)
    if chance.random() < 0.8:
        for index in range(3):
            from_behind(
                canvas, chance.uniform(-20, 60) + 200 + index * 390, 826, 88, cast(chance, "formal")
            )


def _classroom(canvas, room: Room, floor: float):
    canvas.gradient(box_points(-20, -20, 1220, floor), (lighter(room.wall, 0.35), room.wall))
    canvas.rectangle(-20, floor * 0.72, 1220, floor, room.wall_low)
    canvas.rectangle(-20, floor * 0.72, 1220, floor * 0.72 + 7, lighter(room.wall_low, 0.45))
    canvas.gradient(box_points(-20, floor, 1220, 830), (room.floor, darker(room.floor, 0.3)))
    canvas.rectangle(-20, floor - 10, 1220, floor + 2, darker(room.wall_low, 0.2))


def _shelves(canvas, room, chance, x0):
    for y in (170, 280, 390):
        canvas.rectangle(x0, y, x0 + 430, y + 12, room.wood)
        canvas.rectangle(x0, y + 12, x0 + 430, y + 18, darker(room.wall_low, 0.14))
        x = x0 + 40
        while x < x0 + 400:
            draw = chance.choice((flask, beaker, beaker))
            draw(canvas, x, y, chance.uniform(44, 66), mix(chance.choice(LIQUIDS), room.wall, 0.35))
            x += chance.uniform(50, 84)
