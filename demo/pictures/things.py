"""Furniture, flowers, houses and boats that several scenes share."""

import random

from .canvas import Canvas, arc_points, box_points, smooth
from .colour import DEEP_RED, GOLD, PAPER, Colour, Light, darker, ink, lighter, mix
from .plants import DEEP_LEAF, LEAF

PETALS = tuple(ink(code) for code in ("#e4572e", "#f6c445", "#f2f0e6", "#d64577", "#f08a4b"))
TILE = ink("#b4553a")
PLASTER = ink("#efe2c4")
GLASS = ink("#a9ccd4")
STEEL = ink("#b9c2c7")


def flowers(canvas: Canvas, x: float, base: float, size: float, chance: random.Random) -> None:
    """Draw a bouquet that stands on `base`."""
    for _ in range(12):
        tip_x, tip_y = x + chance.uniform(-0.6, 0.6) * size, base - chance.uniform(0.3, 1.0) * size
        canvas.polygon(
            [(x, base), (tip_x - size * 0.08, tip_y), (tip_x + size * 0.08, tip_y)],
            mix(LEAF, DEEP_LEAF, chance.random()),
        )
    main = chance.choice(PETALS)
    for _ in range(15):
        tone = main if chance.random() < 0.6 else chance.choice(PETALS)
        px, py = x + chance.uniform(-0.55, 0.55) * size, base - chance.uniform(0.45, 1.05) * size
        canvas.ellipse(px, py, size * 0.13, size * 0.12, tone)
        canvas.ellipse(
            px + size * 0.02, py + size * 0.02, size * 0.06, size * 0.055, darker(tone, 0.2)
        )


def pot_plant(canvas: Canvas, x: float, ground: float, height: float, pot: Colour) -> None:
    """Draw a leafy plant in a pot."""
    top = ground - height * 0.32
    for lean, high, tone in (
        (-0.42, 0.72, 0.1),
        (0.42, 0.7, 0.25),
        (-0.2, 0.95, 0.0),
        (0.22, 1.0, 0.15),
        (0.0, 0.85, 0.05),
    ):
        tip = (x + lean * height * 0.8, ground - height * high)
        canvas.blob(
            [
                (x, top),
                (x + lean * height * 0.2 - height * 0.07, top - height * 0.32),
                tip,
                (x + lean * height * 0.5 + height * 0.07, top - height * 0.22),
            ],
            darker(LEAF, tone),
        )
    wide = height * 0.17
    canvas.polygon(
        [(x - wide, top), (x + wide, top), (x + wide * 0.72, ground), (x - wide * 0.72, ground)],
        pot,
    )
    canvas.polygon(
        [
            (x + wide * 0.3, top),
            (x + wide, top),
            (x + wide * 0.72, ground),
            (x + wide * 0.25, ground),
        ],
        darker(pot, 0.2),
    )


def lectern(canvas: Canvas, x: float, ground: float, height: float, wood: Colour) -> None:
    """Draw a speaker's stand seen from the front, with a microphone."""
    wide = height * 0.34
    canvas.polygon(
        [
            (x - wide, ground - height),
            (x + wide, ground - height),
            (x + wide * 0.78, ground),
            (x - wide * 0.78, ground),
        ],
        wood,
    )
    canvas.polygon(
        [
            (x + wide * 0.45, ground - height),
            (x + wide, ground - height),
            (x + wide * 0.78, ground),
            (x + wide * 0.4, ground),
        ],
        darker(wood, 0.2),
    )
    canvas.panel(
        x - wide * 1.16,
        ground - height * 1.07,
        x + wide * 1.16,
        ground - height * 0.97,
        4,
        lighter(wood, 0.2),
    )
    canvas.line(
        [(x - wide * 0.4, ground - height), (x - wide * 0.2, ground - height * 1.24)],
        height * 0.018,
        ink("#2a2c33"),
    )
    canvas.ellipse(
        x - wide * 0.19, ground - height * 1.26, height * 0.028, height * 0.034, ink("#2a2c33")
    )


def bench_desk(
    canvas: Canvas, x0: float, x1: float, top: float, ground: float, wood: Colour
) -> None:
    """Draw a long table seen from the front."""
    canvas.gradient(
        box_points(x0 + 8, top + 10, x1 - 8, ground), (darker(wood, 0.1), darker(wood, 0.35))
    )
    canvas.rectangle(x0, top, x1, top + 14, lighter(wood, 0.22))
    canvas.rectangle(x0, top + 12, x1, top + 17, darker(wood, 0.3))


def laptop(canvas: Canvas, x: float, base: float, width: float, *, screen: bool = False) -> None:
    """Draw a laptop from behind its lid, or showing its screen."""
    high = width * 0.62
    shell = ink("#3c434d")
    canvas.panel(x - width / 2, base - high, x + width / 2, base, 5, shell)
    if screen:
        inner = box_points(
            x - width * 0.45, base - high * 0.92, x + width * 0.45, base - high * 0.1
        )
        canvas.gradient(inner, (ink("#d7eef2"), ink("#8cc3cf")))
        for row in range(3):
            y = base - high * (0.75 - 0.2 * row)
            canvas.line(
                [(x - width * 0.36, y), (x + width * (0.3 - 0.16 * row), y)], 4, ink("#2f6f8a")
            )
    else:
        canvas.polygon(
            [
                (x + width * 0.1, base - high),
                (x + width / 2, base - high),
                (x + width / 2, base),
                (x - width * 0.14, base),
            ],
            lighter(shell, 0.08),
        )
        canvas.ellipse(x, base - high / 2, width * 0.045, width * 0.045, STEEL)
    canvas.panel(x - width * 0.58, base - 3, x + width * 0.58, base + 5, 3, STEEL)


def certificate(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw a framed certificate centred on a point."""
    high = width * 0.7
    canvas.rectangle(x - width / 2, y - high / 2, x + width / 2, y + high / 2, GOLD)
    canvas.rectangle(x - width * 0.44, y - high * 0.42, x + width * 0.44, y + high * 0.42, PAPER)
    canvas.rectangle(x - width * 0.25, y - high * 0.27, x + width * 0.25, y - high * 0.17, DEEP_RED)
    for row in (-0.02, 0.12):
        canvas.line(
            [(x - width * 0.32, y + high * row), (x + width * 0.32, y + high * row)],
            width * 0.02,
            ink("#9a917c"),
        )
    canvas.ellipse(x + width * 0.24, y + high * 0.27, width * 0.06, width * 0.06, DEEP_RED)


def house(
    canvas: Canvas,
    light: Light,
    x: float,
    ground: float,
    width: float,
    depth: float = 0.0,
    wall: Colour = PLASTER,
) -> tuple[tuple[float, float], ...]:
    """Draw a tiled country house and return the corners of its roof slope, from upper left."""
    high, eave = width * 0.36, width * 0.07
    face, roof = light.on(wall, depth), light.on(TILE, depth)
    canvas.rectangle(x, ground - high, x + width, ground, face)
    canvas.rectangle(x, ground - high, x + width, ground - high + width * 0.05, darker(face, 0.25))
    canvas.rectangle(x + width * 0.74, ground - high, x + width, ground, darker(face, 0.12))
    for place in (0.12, 0.56, 0.8):
        canvas.rectangle(
            x + width * place,
            ground - high * 0.68,
            x + width * (place + 0.13),
            ground - high * 0.26,
            light.on(ink("#3f6470"), depth),
        )
        canvas.line(
            [
                (x + width * (place + 0.065), ground - high * 0.68),
                (x + width * (place + 0.065), ground - high * 0.26),
            ],
            width * 0.012,
            face,
        )
    canvas.rectangle(
        x + width * 0.34,
        ground - high * 0.76,
        x + width * 0.48,
        ground,
        light.on(ink("#5b4334"), depth),
    )
    slope = (
        (x + width * 0.12, ground - high - width * 0.26),
        (x + width * 0.88, ground - high - width * 0.26),
        (x + width + eave, ground - high + width * 0.03),
        (x - eave, ground - high + width * 0.03),
    )
    canvas.polygon(slope, roof)
    for row in range(1, 5):
        share = row / 5
        y = slope[0][1] + (slope[3][1] - slope[0][1]) * share
        left = slope[0][0] + (slope[3][0] - slope[0][0]) * share
        right = slope[1][0] + (slope[2][0] - slope[1][0]) * share
        canvas.line([(left, y), (right, y)], width * 0.008, darker(roof, 0.2))
    canvas.line(slope[:2], width * 0.03, darker(roof, 0.28))
    return slope


def sampan(
    canvas: Canvas, x: float, water_line: float, length: float, hull: Colour, *, roof: bool = False
) -> None:
    """Draw a wooden river boat with eyes painted on its bow, the bow to the right."""
    deep = length * 0.11
    canvas.glow(x, water_line + deep * 0.6, length * 0.62, deep * 0.8, ink("#1f3c44"), 0.55)
    if roof:
        canvas.polygon(
            [
                (x - length * 0.3, water_line),
                *arc_points(
                    x - length * 0.08,
                    water_line - deep * 0.4,
                    length * 0.22,
                    length * 0.2,
                    180,
                    360,
                ),
                (x + length * 0.14, water_line),
            ],
            ink("#b98d55"),
        )
        for shift in (-0.2, -0.08, 0.04):
            canvas.line(
                [
                    (x + shift * length, water_line - deep * 0.3),
                    (x + shift * length, water_line - length * 0.21),
                ],
                3,
                ink("#8f693b"),
            )
    sheer = smooth(
        [
            (x - length * 0.52, water_line - deep * 1.0),
            (x - length * 0.22, water_line - deep * 0.36),
            (x + length * 0.18, water_line - deep * 0.36),
            (x + length * 0.56, water_line - deep * 1.3),
        ],
        closed=False,
    )
    canvas.polygon(
        [
            *sheer,
            (x + length * 0.38, water_line + deep * 0.42),
            (x - length * 0.38, water_line + deep * 0.42),
        ],
        hull,
    )
    canvas.polygon(
        [
            *sheer[-5:],
            (x + length * 0.38, water_line + deep * 0.42),
            (x + length * 0.3, water_line + deep * 0.42),
        ],
        ink("#a8322a"),
    )
    canvas.line([(px, py + deep * 0.1) for px, py in sheer], length * 0.014, lighter(hull, 0.3))
    canvas.ellipse(x + length * 0.395, water_line - deep * 0.3, deep * 0.15, deep * 0.12, PAPER)
    canvas.ellipse(
        x + length * 0.4, water_line - deep * 0.29, deep * 0.07, deep * 0.07, ink("#20242c")
    )


def window(canvas: Canvas, x0: float, y0: float, x1: float, y1: float, panes: int = 3) -> None:
    """Draw a tall window with daylight and leaves outside."""
    canvas.rectangle(x0 - 8, y0 - 8, x1 + 8, y1 + 8, PAPER)
    canvas.gradient(box_points(x0, y0, x1, y1), (ink("#a8d3dd"), ink("#e9f1dd"), ink("#a9c78c")))
    wide = (x1 - x0) / panes
    for index in range(panes * 2):
        x = x0 + (index + 0.5) * wide / 2
        canvas.polygon(
            arc_points(x, y1, wide * 0.33, (y1 - y0) * (0.22 + 0.09 * (index % 3)), 180, 360),
            mix(LEAF, ink("#cfe3c4"), 0.45 + 0.1 * (index % 2)),
        )
    for index in range(1, panes):
        canvas.line([(x0 + index * wide, y0), (x0 + index * wide, y1)], 6, PAPER)
    canvas.line([(x0, y0 + (y1 - y0) * 0.3), (x1, y0 + (y1 - y0) * 0.3)], 5, PAPER)
    canvas.rectangle(x0 - 14, y1 + 6, x1 + 14, y1 + 16, darker(PAPER, 0.12))
