"""Scenes of villages and towns: solar roofs, the community house, a day of giving blood."""

import random

from .canvas import Canvas, arc_points, box_points
from .clothes import cast
from .colour import PAPER, RED, darker, indoor_room, ink, lighter, outdoor_light
from .emblems import FLAG_RED, flag_on_pole, star
from .landscape import EARTH, hills, sky
from .people import HANGING, HOLDING, POINTING, WAVING, Arm, mix_points, person
from .plants import LEAF, palm, reeds, tree, tree_line
from .things import PLASTER, STEEL, TILE, flowers, house, pot_plant, window

PANEL = ink("#26456f")
WALLS = (PLASTER, ink("#d9e2d3"), ink("#f0d3a8"), ink("#c9d8de"))


def solar(canvas: Canvas, chance: random.Random) -> None:
    """Solar panels on country roofs, technicians in front."""
    light = outdoor_light(chance)
    sky(canvas, light, chance, 450)
    hills(canvas, light, 452, 120, 0.7, chance)
    tree_line(canvas, light, 456, 74, 0.45, chance)
    canvas.gradient(box_points(-20, 452, 1220, 830), (light.on(LEAF, 0.4), light.on(LEAF)))
    for x, width in ((chance.uniform(20, 90), 210), (chance.uniform(880, 970), 230)):
        _panels(canvas, house(canvas, light, x, 520, width, 0.25, chance.choice(WALLS)), 3, 5)
        palm(canvas, light, x + width * 1.15, 530, 270, chance, 0.2)
    canvas.gradient(
        [(-20, 640), (1220, 640), (1220, 830), (-20, 830)],
        (light.on(lighter(EARTH, 0.25)), light.on(EARTH)),
    )
    left = chance.uniform(250, 350)
    slope = house(canvas, light, left, 668, 560, 0.0, chance.choice(WALLS))
    _panels(canvas, slope, 4, 8)
    tree(canvas, light, left - 130, 670, 300, chance)
    pot_plant(canvas, left + 540, 690, 100, ink("#9a5a3c"))
    side = chance.choice((120, 1010))
    for index in range(chance.randint(1, 2)):
        hands = person(
            canvas,
            side + index * 110,
            770 - index * 8,
            290,
            cast(chance, "shirt", hat="helmet"),
            left=POINTING if side > 600 and not index else HOLDING,
            right=POINTING if side < 600 and index else HOLDING,
            turn=0.7 if side < 600 else -0.7,
        )
        if index == 0:
            canvas.panel(
                hands["right"][0] - 26,
                hands["right"][1] - 22,
                hands["right"][0] + 20,
                hands["right"][1] + 12,
                4,
                ink("#e8e0c8"),
            )
    for index in range(24):
        reeds(canvas, light, index * 53, 826, chance.uniform(24, 54), chance, 10, LEAF)


def community_house(canvas: Canvas, chance: random.Random) -> None:
    """The village community house with flags, visitors and flower beds."""
    light = outdoor_light(chance)
    sky(canvas, light, chance, 460)
    tree_line(canvas, light, 470, 110, 0.4, chance)
    canvas.gradient(box_points(-20, 466, 1220, 612), (light.on(LEAF, 0.35), light.on(LEAF, 0.1)))
    for x in (70.0, 1120.0):
        palm(canvas, light, x, 560, chance.uniform(330, 420), chance, 0.12)
    wall = light.on(chance.choice((ink("#f3dfae"), ink("#f1e7d6"), ink("#efd0b0"))))
    roof = light.on(TILE)
    canvas.rectangle(200, 350, 1000, 570, wall)
    canvas.rectangle(200, 350, 1000, 384, darker(wall, 0.25))
    _curved_roof(canvas, roof, 600, 352, 470, 120)
    canvas.rectangle(420, 232, 780, 282, darker(wall, 0.12))
    _curved_roof(canvas, roof, 600, 238, 250, 96)
    canvas.panel(440, 362, 760, 408, 4, RED)
    for row, width in ((376, 220), (390, 150)):
        canvas.panel(600 - width / 2, row, 600 + width / 2, row + 8, 3, ink("#f7d774"))
    for x in (262, 372, 768, 878):
        canvas.rectangle(x - 6, 420, x + 66, 534, lighter(wall, 0.4))
        canvas.rectangle(x, 426, x + 60, 528, light.on(ink("#47707a")))
        canvas.line([(x + 30, 426), (x + 30, 528)], 4, wall)
        canvas.line([(x, 468), (x + 60, 468)], 4, wall)
    canvas.rectangle(520, 424, 680, 570, light.on(ink("#6a4a36")))
    canvas.rectangle(532, 434, 668, 570, ink("#3a3236"))
    canvas.glow(600, 520, 90, 90, ink("#ffd98a"), 0.5)
    for x in (210, 330, 480, 720, 870, 990):
        canvas.rectangle(x - 13, 380, x + 13, 570, lighter(wall, 0.5))
        canvas.rectangle(x + 3, 380, x + 13, 570, darker(wall, 0.08))
        canvas.rectangle(x - 19, 374, x + 19, 386, lighter(wall, 0.4))
    for row in range(3):
        canvas.rectangle(
            180 - row * 26,
            568 + row * 13,
            1020 + row * 26,
            583 + row * 13,
            darker(light.on(ink("#d8cdb8")), 0.06 * row),
        )
    canvas.gradient(
        box_points(-20, 606, 1220, 830), (light.on(ink("#dac6a0")), light.on(ink("#b89b72")))
    )
    _bunting(canvas, chance)
    flag_on_pole(canvas, chance.choice((130, 1070)), 640, 470, 150, chance.choice((-1, 1)))
    for x in (150, 1050):
        for shift in range(-70, 71, 36):
            flowers(canvas, x + shift, 676, 42, chance)
        canvas.panel(x - 100, 668, x + 100, 688, 5, light.on(ink("#c9b998")))
    spots = sorted(chance.uniform(655, 775) for _ in range(chance.randint(5, 8)))
    for index, y in enumerate(spots):
        x = 260 + (index * 373 % 700) + chance.uniform(-40, 40)
        look = cast(chance, chance.choice(("formal", "shirt", "pupil", "peasant", "formal")))
        person(
            canvas,
            x,
            y,
            (y - 420) * (0.62 if look.child else 0.78),
            look,
            right=chance.choice((HANGING, WAVING, HANGING, HOLDING)),
            turn=chance.choice((-0.8, 0.8)),
            stride=chance.uniform(0, 0.14),
        )


def blood_donation(canvas: Canvas, chance: random.Random) -> None:
    """Donors on couches, a nurse beside each, a red drop on the wall."""
    room = indoor_room(chance)
    canvas.gradient(box_points(-20, -20, 1220, 570), (lighter(room.wall, 0.5), room.wall))
    canvas.rectangle(-20, 470, 1220, 570, room.wall_low)
    canvas.gradient(box_points(-20, 566, 1220, 830), (lighter(room.floor, 0.25), room.floor))
    canvas.rectangle(-20, 560, 1220, 570, darker(room.wall_low, 0.2))
    mirror = chance.random() < 0.5
    window(canvas, 820 if mirror else 90, 90, 1110 if mirror else 380, 350)
    sign = 330 if mirror else 870
    canvas.panel(sign - 230, 70, sign + 230, 300, 8, FLAG_RED)
    drop_x = sign - 120
    canvas.polygon([*arc_points(drop_x, 206, 50, 50, -25, 205), (drop_x, 98)], PAPER)
    canvas.polygon([*arc_points(drop_x, 206, 38, 38, -25, 205), (drop_x, 124)], RED)
    canvas.curve(arc_points(drop_x, 206, 24, 24, 60, 150, 8), 6, PAPER)
    for row, width in enumerate((190, 150, 210)):
        canvas.panel(
            sign - 30, 134 + row * 42, sign - 30 + width, 152 + row * 42, 4, ink("#f7d774")
        )
    pot_plant(canvas, 60 if mirror else 1150, 640, 250, room.accent)
    corner = 640 if mirror else 1020
    for index in range(chance.randint(1, 3)):
        person(
            canvas,
            corner - 20 + index * 84,
            612,
            chance.uniform(262, 286),
            cast(chance, "shirt"),
            turn=chance.choice((-0.7, 0.7)),
            left=HOLDING if index % 2 else HANGING,
        )
    far, near = ((960.0, 636), (400.0, 766)) if mirror else ((300.0, 636), (800.0, 766))
    for scale, (x, y) in ((0.86, far), (1.12, near)):
        x += chance.uniform(-24, 24)
        nurse = cast(chance, "coat", woman=chance.random() < 0.7)
        person(
            canvas,
            x + 95 * scale,
            y - 34,
            340 * scale,
            nurse,
            left=Arm(28, 12),
            right=HOLDING,
            turn=-0.8,
        )
        _couch(canvas, x - 60 * scale, y, scale, cast(chance, "shirt"), room.accent)
        _drip(canvas, x + 205 * scale, y + 4, scale)


def _panels(canvas, slope, rows, columns):
    """Lay a grid of panels on a roof slope given by its corners."""
    upper_left, upper_right, lower_right, lower_left = slope

    def at(u: float, v: float):
        return mix_points(
            mix_points(upper_left, upper_right, u), mix_points(lower_left, lower_right, u), v
        )

    first, last, top, bottom = 0.1, 0.9, 0.1, 0.86
    canvas.polygon(
        [at(first, top), at(last, top), at(last, bottom), at(first, bottom)], ink("#dfe6ea")
    )
    for row in range(rows):
        for column in range(columns):
            u0 = first + (last - first) * (column + 0.05) / columns
            u1 = first + (last - first) * (column + 0.95) / columns
            v0 = top + (bottom - top) * (row + 0.06) / rows
            v1 = top + (bottom - top) * (row + 0.94) / rows
            tone = lighter(PANEL, 0.07 * ((row + column) % 3))
            canvas.polygon([at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)], tone)
            canvas.polygon([at(u0, v0), at((u0 + u1) / 2, v0), at(u0, v1)], lighter(tone, 0.12))


def _curved_roof(canvas, tone, x, eave, half, height):
    left = [
        (x - half * 0.62, eave - height),
        (x - half * 0.8, eave - height * 0.4),
        (x - half * 1.12, eave - height * 0.08),
    ]
    right = [(2 * x - px, py) for px, py in reversed(left)]
    canvas.polygon(
        [*left, (x - half * 1.02, eave + 12), (x + half * 1.02, eave + 12), *right], tone
    )
    for step in range(-11, 12):
        top_x, low_x = x + step * half * 0.054, x + step * half * 0.088
        canvas.line([(top_x, eave - height), (low_x, eave + 10)], 2, darker(tone, 0.2))
    canvas.rectangle(x - half * 1.02, eave + 6, x + half * 1.02, eave + 16, darker(tone, 0.35))
    canvas.line(
        [
            (x - half * 0.66, eave - height - 8),
            (x - half * 0.58, eave - height),
            (x + half * 0.58, eave - height),
            (x + half * 0.66, eave - height - 8),
        ],
        12,
        darker(tone, 0.28),
    )


def _bunting(canvas, chance):
    sag = chance.uniform(30, 56)
    line = [(x, 330 + sag * (1 - ((x - 600) / 640) ** 2)) for x in range(-20, 1241, 40)]
    canvas.line(line, 2, ink("#6a5a48"))
    for index, (x, y) in enumerate(line):
        if index % 2:
            canvas.polygon([(x - 13, y), (x + 13, y), (x, y + 30)], FLAG_RED)
            star(canvas, x, y + 10, 7)


def _couch(canvas, x, y, scale, look, accent):
    """Draw a donor lying half upright on a couch, head to the left, one arm held out."""

    def at(dx: float, up: float):
        return x + dx * scale, y - up * scale

    canvas.glow(x, y, 230 * scale, 24 * scale, ink("#2b2630"), 0.6)
    for dx in (-110, 130):
        canvas.line([at(dx, 70), at(dx, 0)], 10 * scale, STEEL)
    canvas.limb(
        [at(-172, 196), at(-96, 92), at(206, 84)], [40 * scale, 46 * scale, 38 * scale], accent
    )
    canvas.limb(
        [at(-172, 178), at(-96, 76), at(206, 70)],
        [18 * scale, 18 * scale, 18 * scale],
        darker(accent, 0.25),
    )
    canvas.limb(
        [at(-40, 122), at(76, 134), at(176, 112)], [52 * scale, 42 * scale, 32 * scale], look.bottom
    )
    canvas.limb([at(176, 112), at(204, 124)], [24 * scale, 20 * scale], ink("#22242c"))
    canvas.limb([at(-136, 196), at(-52, 126)], [66 * scale, 60 * scale], look.top)
    canvas.limb([at(-142, 216), at(-152, 236)], [22 * scale, 22 * scale], darker(look.skin, 0.15))
    head = at(-158, 256)
    canvas.ellipse(head[0] - 4 * scale, head[1] - 3 * scale, 27 * scale, 30 * scale, look.hair)
    canvas.ellipse(head[0] + 5 * scale, head[1] + 3 * scale, 21 * scale, 26 * scale, look.skin)
    canvas.polygon(
        arc_points(head[0] - scale, head[1] - 3 * scale, 27 * scale, 28 * scale, 190, 335),
        look.hair,
    )
    elbow = at(-44, 142)
    canvas.limb([at(-118, 200), elbow], [32 * scale, 26 * scale], darker(look.top, 0.15))
    canvas.limb([elbow, at(34, 152)], [23 * scale, 18 * scale], look.skin)
    canvas.ellipse(*at(42, 154), 12 * scale, 12 * scale, RED)
    canvas.rectangle(*at(-34, 160), *at(-18, 132), PAPER)


def _drip(canvas, x, y, scale):
    canvas.line([(x, y), (x, y - 330 * scale)], 6 * scale, STEEL)
    canvas.line(
        [(x - 30 * scale, y - 328 * scale), (x + 30 * scale, y - 328 * scale)], 5 * scale, STEEL
    )
    canvas.line([(x - 34 * scale, y), (x + 34 * scale, y)], 7 * scale, darker(STEEL, 0.3))
    canvas.panel(x - 44 * scale, y - 318 * scale, x - 8 * scale, y - 254 * scale, 8, ink("#b3232e"))
    canvas.curve(
        [
            (x - 26 * scale, y - 254 * scale),
            (x - 60 * scale, y - 190 * scale),
            (x - 150 * scale, y - 150 * scale),
        ],
        3,
        ink("#b3232e"),
    )
