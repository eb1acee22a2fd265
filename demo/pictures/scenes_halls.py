"""Scenes of the union's own life: a meeting, an admission to the Party, an award."""

import random

from .canvas import Canvas, arc_points, box_points
from .clothes import cast, in_haze
from .colour import DEEP_RED, GOLD, PAPER, Room, darker, indoor_room, ink, lighter, mix
from .emblems import (
    drapery,
    hammer_and_sickle,
    national_flag,
    party_flag,
    star,
    swag,
)
from .people import CLAPPING, HOLDING, RAISED_FIST, Arm, from_behind, person
from .things import bench_desk, certificate, flowers, lectern, pot_plant

CURTAINS = (ink("#b3141d"), ink("#a3121f"), ink("#bd2a1e"))


def meeting(canvas: Canvas, chance: random.Random) -> None:
    """A hall from the back rows: red stage, speaker at the lectern, the audience's backs."""
    room = indoor_room(chance)
    _hall(canvas, room)
    mirror = chance.random() < 0.5
    _stage(canvas, room, chance, mirror)
    speaker = 905 if mirror else 295
    person(
        canvas,
        speaker,
        508,
        205,
        cast(chance, "formal"),
        left=HOLDING,
        right=chance.choice((HOLDING, Arm(40, 150))),
    )
    lectern(canvas, speaker, 512, 108, room.wood)
    flowers(canvas, speaker, 440, 44, chance)
    panel = 430 if mirror else 780
    for index in range(3):
        person(canvas, panel - 100 + index * 100, 545, 190, cast(chance, "formal"))
    bench_desk(canvas, panel - 165, panel + 165, 462, 512, room.wood)
    for spot in (panel - 130, panel + 130):
        flowers(canvas, spot, 462, 34, chance)
    canvas.rectangle(-20, 508, 1220, 532, darker(room.wood, 0.35))
    canvas.gradient(box_points(-20, 532, 1220, 830), (room.floor, darker(room.floor, 0.45)))
    for row, (y, unit, gap) in enumerate(((604, 40, 92), (688, 54, 122), (806, 76, 172))):
        shift = chance.uniform(0, gap)
        for index in range(-1, int(1300 / gap) + 1):
            if chance.random() < 0.9:
                look = in_haze(cast(chance, "formal"), darker(room.floor, 0.5), 0.12 * (2 - row))
                from_behind(canvas, index * gap + shift + chance.uniform(-6, 6), y, unit, look)
        _chair_backs(canvas, room, y, unit, gap, shift)
    canvas.glow(600, 0, 900, 420, ink("#fff1cf"), 0.3)


def admission(canvas: Canvas, chance: random.Random) -> None:
    """New members swear with the right hand raised before the flags."""
    room = indoor_room(chance)
    _hall(canvas, room)
    curtain = chance.choice(CURTAINS)
    drapery(canvas, 120, 40, 1080, 560, curtain)
    swag(canvas, 120, 1080, 40, 66, curtain)
    party_flag(canvas, 330, 170, 230)
    national_flag(canvas, 640, 170, 230)
    canvas.rectangle(330, 160, 870, 168, GOLD)
    canvas.gradient(box_points(-20, 556, 1220, 830), (room.floor, darker(room.floor, 0.35)))
    canvas.rectangle(-20, 552, 1220, 562, darker(room.wood, 0.2))
    for x in (160.0, 1040.0):
        pot_plant(canvas, x, 600, 190, room.accent)
    _altar(canvas, chance)
    count = chance.randint(3, 5)
    gap = 860 / count
    for index in range(count):
        look = cast(chance, "formal")
        x = 600 + (index - (count - 1) / 2) * gap + chance.uniform(-8, 8)
        person(canvas, x, 784, 395 + chance.uniform(-16, 12), look, right=RAISED_FIST, back=True)
    canvas.glow(600, 200, 760, 460, ink("#ffe3a8"), 0.2)


def award(canvas: Canvas, chance: random.Random) -> None:
    """Prize-winners with certificates and flowers in front of a red stage."""
    room = indoor_room(chance)
    curtain = chance.choice(CURTAINS)
    drapery(canvas, -20, 0, 1220, 600, curtain)
    swag(canvas, -20, 1220, 0, 84, curtain)
    for _ in range(3):
        canvas.veil(
            [
                (chance.uniform(200, 1000), -10),
                (chance.uniform(100, 500), 640),
                (chance.uniform(600, 1100), 640),
            ],
            ink("#ffdf9c"),
            0.08,
        )
    canvas.ellipse(600, 205, 92, 92, darker(curtain, 0.35))
    canvas.ring(600, 205, 92, 5, GOLD)
    star(canvas, 600, 208, 64)
    canvas.gradient(box_points(-20, 596, 1220, 830), (lighter(room.wood, 0.3), room.wood))
    for plank in range(-600, 1900, 130):
        canvas.line([(600 + (plank - 600) * 0.72, 598), (plank, 800)], 2, darker(room.wood, 0.12))
    count = chance.randint(4, 6)
    gap = 940 / count
    official = chance.randrange(count)
    for index in range(count):
        x = 600 + (index - (count - 1) / 2) * gap
        giver = index == official
        look = cast(chance, "suit" if giver else "formal")
        if giver:
            person(canvas, x, 716, 372, look, left=CLAPPING, right=CLAPPING)
            continue
        hands = person(
            canvas,
            x,
            716,
            352 + chance.uniform(-14, 14),
            look,
            left=HOLDING,
            right=HOLDING,
            turn=0.6 if index < official else -0.6,
        )
        middle = (hands["left"][0] + hands["right"][0]) / 2
        y = hands["left"][1]
        if chance.random() < 0.62:
            certificate(canvas, middle, y - 6, 108)
            for side in ("left", "right"):
                canvas.ellipse(middle + (-54 if side == "left" else 54), y + 6, 9, 10, look.skin)
        else:
            canvas.polygon(
                [
                    (middle - 26, y - 16),
                    (middle + 26, y - 16),
                    (middle + 5, y + 46),
                    (middle - 5, y + 46),
                ],
                mix(PAPER, GOLD, 0.3),
            )
            flowers(canvas, middle, y - 2, 66, chance)
    for index in range(15):
        flowers(canvas, index * 86, 822, chance.uniform(62, 84), chance)


def _hall(canvas, room: Room):
    canvas.gradient(box_points(-20, -20, 1220, 560), (lighter(room.wall, 0.3), room.wall))
    for x in (20, 1110):
        canvas.gradient(
            box_points(x, 60, x + 70, 560), (room.wall_low, darker(room.wall_low, 0.15))
        )
        canvas.rectangle(x - 8, 52, x + 78, 66, lighter(room.wall_low, 0.4))
    canvas.rectangle(-20, 0, 1220, 18, darker(room.wall_low, 0.1))


def _stage(canvas, room, chance, mirror):
    curtain = chance.choice(CURTAINS)
    drapery(canvas, 130, 30, 1070, 512, curtain)
    swag(canvas, 130, 1070, 30, 58, curtain)
    side = 760 if mirror else 250
    emblem = chance.random() < 0.5
    national_flag(canvas, side, 140, 190)
    if emblem:
        hammer_and_sickle(canvas, 1200 - side - 130, 200, 110)
    centre = 440 if mirror else 760
    for row, width in enumerate((300, 380, 240)):
        y = 268 + row * 32
        canvas.panel(centre - width / 2, y, centre + width / 2, y + 15, 3, ink("#f7d774"))
    if not emblem:
        canvas.gradient(
            box_points(centre - 60, 140, centre + 60, 250), (DEEP_RED, darker(DEEP_RED))
        )
        star(canvas, centre, 200, 46)
    canvas.gradient(box_points(-20, 500, 1220, 520), (lighter(room.wood, 0.15), room.wood))


def _chair_backs(canvas, room, y, unit, gap, shift):
    for index in range(-1, int(1300 / gap) + 1):
        x = index * gap + shift
        canvas.panel(
            x - unit * 0.86,
            y - unit * 0.28,
            x + unit * 0.86,
            y + unit * 1.5,
            unit * 0.16,
            darker(room.accent, 0.3),
        )
        canvas.panel(
            x - unit * 0.86,
            y - unit * 0.28,
            x + unit * 0.86,
            y - unit * 0.14,
            unit * 0.07,
            darker(room.accent, 0.08),
        )


def _altar(canvas, chance):
    canvas.gradient(box_points(470, 470, 730, 590), (DEEP_RED, darker(DEEP_RED, 0.3)))
    canvas.rectangle(462, 462, 738, 474, GOLD)
    canvas.polygon(arc_points(600, 462, 34, 26, 180, 360), PAPER)
    for x in (505, 695):
        flowers(canvas, x, 464, 62, chance)
