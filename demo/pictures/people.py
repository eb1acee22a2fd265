"""People as flat figures: seven heads tall, without faces."""

import math
from dataclasses import dataclass

from .canvas import Canvas, arc_points
from .clothes import STRAW, Look
from .colour import PAPER, RED, darker, ink, lighter
from .heads import draw_head, long_hair


@dataclass(frozen=True)
class Arm:
    """Angles in degrees from hanging straight down; outwards is positive."""

    shoulder: float = 8
    elbow: float = 4


HANGING = Arm()
HOLDING = Arm(14, -78)
CLAPPING = Arm(18, -112)
RAISED_FIST = Arm(66, 172)
POINTING = Arm(72, 84)
WAVING = Arm(100, 168)


def person(
    canvas: Canvas,
    x: float,
    ground: float,
    height: float,
    look: Look,
    *,
    left: Arm = HANGING,
    right: Arm = HANGING,
    back: bool = False,
    turn: float = 0.0,
    stride: float = 0.0,
) -> dict[str, tuple[float, float]]:
    """Draw a standing figure and return where its hands ("left", "right") and head are.

    Left and right are the viewer's. `turn` from -1 to 1 turns the face; `stride` opens the legs.
    """
    unit = height / (6.0 if look.child else 7.2)
    rise = 6.0 - 7.2 if look.child else 0.0

    def at(dx: float, up: float) -> tuple[float, float]:
        return x + dx * unit, ground - (up + rise * min(up / 4.0, 1.0)) * unit

    canvas.glow(x, ground, unit * 1.5, unit * 0.28, darker(look.bottom, 0.6), 0.5)
    _legs(canvas, at, unit, look, stride)
    wide = 0.74 if look.woman or look.child else 0.86
    hands = {}
    for name, side, arm in (("left", -1, left), ("right", 1, right)):
        if back or arm.shoulder <= 12:
            hands[name] = _arm(canvas, at, unit, look, side * (wide - 0.1), arm, side)
    head = at(turn * 0.06, 6.68)
    if look.woman and not back:
        long_hair(canvas, *head, unit, look)
    _torso(canvas, at, unit, look, wide, back)
    for name, side, arm in (("left", -1, left), ("right", 1, right)):
        if name not in hands:
            hands[name] = _arm(canvas, at, unit, look, side * (wide - 0.1), arm, side)
    _neck(canvas, at, unit, look)
    draw_head(canvas, *head, unit, look, back=back, turn=turn)
    return {**hands, "head": head}


def from_behind(canvas: Canvas, x: float, y: float, unit: float, look: Look) -> None:
    """Draw the head and shoulders of somebody seated; y is the chair's back, unit a head."""
    wide = 0.84 if look.woman else 0.98
    wide *= unit
    canvas.limb(
        [(x, y - 0.9 * unit), (x, y - 1.4 * unit)],
        [0.46 * unit, 0.42 * unit],
        darker(look.skin, 0.12),
    )
    slope = [
        (x + 0.24 * unit, y - 1.16 * unit),
        (x + 0.62 * unit, y - 1.0 * unit),
        (x + wide * 0.93, y - 0.72 * unit),
        (x + wide, y - 0.3 * unit),
        (x + wide, y),
    ]
    canvas.polygon([(2 * x - px, py) for px, py in reversed(slope)] + slope, look.top)
    canvas.polygon(
        [
            (x + 0.42 * unit, y),
            (x + 0.5 * unit, y - 0.6 * unit),
            (x + 0.44 * unit, y - 1.08 * unit),
            *slope[1:],
        ],
        darker(look.top, 0.14),
    )
    canvas.polygon(
        arc_points(x, y - 1.15 * unit, 0.24 * unit, 0.1 * unit, 0, 180), darker(look.skin, 0.12)
    )
    draw_head(canvas, x, y - 1.7 * unit, unit, look, back=True, turn=0)


def bending(
    canvas: Canvas, x: float, ground: float, height: float, look: Look, facing: int
) -> None:
    """Draw a field worker bent over the plants, seen from the side; facing is -1 or 1."""
    unit = height / 7.2

    def at(dx: float, up: float) -> tuple[float, float]:
        return x + facing * dx * unit, ground - up * unit

    for shift in (-0.3, 0.15):
        canvas.limb(
            [at(-0.5 + shift, 3.4), at(-0.1 + shift, 1.8), at(-0.3 + shift, 0)],
            [unit * 0.72, unit * 0.5, unit * 0.34],
            darker(look.bottom, 0.1),
        )
    canvas.limb(
        [at(1.2, 4.3), at(1.25, 3.0), at(1.35, 1.7)],
        [unit * 0.4, unit * 0.36, unit * 0.24],
        darker(look.top, 0.25),
    )
    canvas.limb(
        [at(-0.55, 3.55), at(0.3, 4.35), at(1.25, 4.55)],
        [unit * 0.95, unit * 1.05, unit * 0.85],
        look.top,
    )
    canvas.limb(
        [at(1.45, 4.35), at(1.75, 3.1), at(1.85, 1.8)],
        [unit * 0.42, unit * 0.36, unit * 0.24],
        lighter(look.top, 0.1),
    )
    canvas.ellipse(*at(1.87, 1.65), unit * 0.16, unit * 0.18, look.skin)
    canvas.ellipse(*at(1.95, 4.55), unit * 0.42, unit * 0.45, look.skin)
    tip, far, near = at(2.35, 5.45), at(1.05, 5.15), at(2.75, 4.05)
    canvas.polygon([tip, far, near], STRAW)
    canvas.polygon([tip, mix_points(far, near, 0.62), near], darker(STRAW, 0.16))


def mix_points(
    first: tuple[float, float], second: tuple[float, float], share: float
) -> tuple[float, float]:
    """Return the point `share` of the way from the first to the second."""
    return (first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share)


def _legs(canvas, at, unit, look, stride):
    cloth = look.bottom
    if look.dress == "pupil" and look.woman:
        for side in (-1, 1):
            canvas.limb(
                [at(side * 0.26, 2.4), at(side * 0.28, 0.3)], [unit * 0.4, unit * 0.28], look.skin
            )
            canvas.ellipse(*at(side * 0.32, 0.1), unit * 0.26, unit * 0.14, ink("#22242c"))
        canvas.polygon([at(-0.5, 4.2), at(0.5, 4.2), at(0.82, 2.2), at(-0.82, 2.2)], cloth)
        canvas.polygon(
            [at(0.1, 4.2), at(0.5, 4.2), at(0.82, 2.2), at(0.2, 2.2)], darker(cloth, 0.3)
        )
        return
    for side in (1, -1):
        shade = darker(cloth, 0.22) if side == 1 else cloth
        foot = side * (0.34 + stride)
        canvas.ellipse(*at(foot + side * 0.06, 0.1), unit * 0.3, unit * 0.15, ink("#22242c"))
        canvas.limb(
            [at(side * 0.3, 3.8), at(side * 0.33 + stride * side * 0.5, 1.95), at(foot, 0.28)],
            [unit * 0.66, unit * 0.52, unit * 0.4],
            shade,
        )


def _torso(canvas, at, unit, look, wide, back):
    long = {"tunic": 0.95, "coat": 2.3, "suit": 3.35, "peasant": 3.1}.get(look.dress, 3.55)
    waist = 0.54 if look.woman else 0.66
    hem = {"tunic": 0.82, "coat": 0.86}.get(look.dress, 0.68)
    outline = [
        at(-0.24, 6.16),
        at(-0.62, 6.0),
        at(-wide, 5.66),
        at(-wide * 0.88, 5.0),
        at(-waist, 4.5),
        at(-0.66, 3.8),
        at(-hem, long),
        at(hem, long),
        at(0.66, 3.8),
        at(waist, 4.5),
        at(wide * 0.88, 5.0),
        at(wide, 5.66),
        at(0.62, 6.0),
        at(0.24, 6.16),
    ]
    canvas.polygon(outline, look.top)
    canvas.ellipse(*at(-wide + 0.22, 5.68), unit * 0.25, unit * 0.27, look.top)
    canvas.ellipse(*at(wide - 0.22, 5.68), unit * 0.25, unit * 0.27, darker(look.top, 0.14))
    canvas.polygon(
        [
            at(0.26, 6.12),
            at(0.62, 6.0),
            at(wide, 5.66),
            at(wide * 0.88, 5.0),
            at(waist, 4.5),
            at(0.66, 3.8),
            at(hem, long),
            at(0.24, long),
            at(0.22, 4.4),
            at(0.34, 5.2),
        ],
        darker(look.top, 0.14),
    )
    if look.dress == "tunic":
        canvas.polygon(
            [at(-0.22, 6.34), at(0.22, 6.34), at(0.26, 6.06), at(-0.26, 6.06)],
            lighter(look.top, 0.15),
        )
        canvas.line([at(hem * 0.72, 3.7), at(hem * 0.86, long)], unit * 0.05, look.bottom)
    if back:
        return
    if look.dress == "suit":
        canvas.polygon([at(-0.24, 6.16), at(0.24, 6.16), at(0.02, 4.75)], PAPER)
        canvas.polygon(
            [at(-0.09, 6.05), at(0.09, 6.05), at(0.12, 5.2), at(0.0, 4.9), at(-0.1, 5.2)], RED
        )
    elif look.dress == "coat":
        canvas.polygon([at(-0.22, 6.16), at(0.22, 6.16), at(0.0, 5.2)], ink("#7fa6b8"))
        canvas.line([at(0, 5.2), at(0.03, long)], unit * 0.05, darker(look.top, 0.2))
        canvas.rectangle(*at(-0.5, 4.0), *at(-0.16, 3.95), darker(look.top, 0.25))
    elif look.dress == "pupil":
        canvas.polygon(
            [
                at(-0.34, 6.2),
                at(0.34, 6.2),
                at(0.13, 5.75),
                at(0.2, 5.05),
                at(0.0, 5.3),
                at(-0.2, 5.05),
                at(-0.13, 5.75),
            ],
            RED,
        )
    elif look.dress == "shirt":
        canvas.polygon([at(-0.22, 6.18), at(0.22, 6.18), at(0.0, 5.78)], darker(look.skin, 0.1))
        canvas.line([at(0, 5.78), at(0.02, long)], unit * 0.035, darker(look.top, 0.18))
    elif look.dress == "peasant":
        canvas.line([at(0, 6.0), at(0.02, long)], unit * 0.04, darker(look.top, 0.35))


def _arm(canvas, at, unit, look, dx, arm, side):
    def step(point, angle, length):
        turn = math.radians(angle)
        return (
            point[0] + side * math.sin(turn) * length * unit,
            point[1] + math.cos(turn) * length * unit,
        )

    cloth = look.top if side < 0 else darker(look.top, 0.18)
    skin = look.skin if side < 0 else darker(look.skin, 0.1)
    size = 0.86 if look.child else 1.0
    shoulder = at(dx, 5.7)
    elbow = step(shoulder, arm.shoulder, 1.32 * size)
    wrist = step(elbow, arm.elbow, 1.16 * size)
    hand = step(wrist, arm.elbow, 0.16)
    short = look.dress in ("shirt", "pupil")
    canvas.limb([elbow, wrist], [unit * 0.34, unit * 0.26], skin if short else cloth)
    if short:
        canvas.limb([elbow, mix_points(shoulder, elbow, 0.6)], [unit * 0.34, unit * 0.36], skin)
        canvas.limb(
            [shoulder, mix_points(shoulder, elbow, 0.72)], [unit * 0.46, unit * 0.46], cloth
        )
    else:
        canvas.limb([shoulder, elbow], [unit * 0.46, unit * 0.36], cloth)
    canvas.ellipse(*hand, unit * 0.17, unit * 0.18, skin)
    return hand


def _neck(canvas, at, unit, look):
    top, low = at(0, 6.5), at(0, 6.14)
    canvas.limb([top, low], [unit * 0.36, unit * 0.4], darker(look.skin, 0.16))
    if look.dress == "tunic":
        canvas.panel(*at(-0.23, 6.3), *at(0.23, 6.05), unit * 0.05, lighter(look.top, 0.12))
