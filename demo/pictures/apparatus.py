"""What stands in a laboratory or a workshop: glassware, a microscope, a robot."""

import math
import random

from .canvas import Canvas
from .colour import GOLD, PAPER, RED, Colour, darker, ink, mix
from .things import GLASS, STEEL

LIQUIDS = tuple(ink(code) for code in ("#e07a4f", "#3fa08f", "#e8b93f", "#5a78c0", "#b8528a"))


def flask(canvas: Canvas, x: float, base: float, size: float, liquid: Colour) -> None:
    """Draw a conical flask."""
    wide = size * 0.4
    canvas.polygon(
        [
            (x - size * 0.1, base - size),
            (x + size * 0.1, base - size),
            (x + size * 0.1, base - size * 0.62),
            (x + wide, base),
            (x - wide, base),
            (x - size * 0.1, base - size * 0.62),
        ],
        mix(GLASS, PAPER, 0.35),
    )
    canvas.polygon(
        [
            (x - wide * 0.62, base - size * 0.36),
            (x + wide * 0.62, base - size * 0.36),
            (x + wide * 0.92, base - 3),
            (x - wide * 0.92, base - 3),
        ],
        liquid,
    )
    canvas.polygon(
        [
            (x + wide * 0.2, base - size * 0.36),
            (x + wide * 0.62, base - size * 0.36),
            (x + wide * 0.92, base - 3),
            (x + wide * 0.3, base - 3),
        ],
        darker(liquid, 0.16),
    )
    canvas.panel(x - size * 0.15, base - size * 1.03, x + size * 0.15, base - size * 0.95, 3, GLASS)


def beaker(canvas: Canvas, x: float, base: float, size: float, liquid: Colour) -> None:
    """Draw a beaker."""
    wide = size * 0.3
    canvas.panel(x - wide, base - size * 0.85, x + wide, base, 5, mix(GLASS, PAPER, 0.35))
    canvas.panel(x - wide + 4, base - size * 0.5, x + wide - 4, base - 3, 4, liquid)
    canvas.rectangle(
        x + wide * 0.3, base - size * 0.5, x + wide - 4, base - 6, darker(liquid, 0.16)
    )
    for row in range(3):
        y = base - size * (0.3 + 0.16 * row)
        canvas.line([(x - wide * 0.7, y), (x - wide * 0.25, y)], 2, PAPER)


def tube(canvas: Canvas, x: float, base: float, size: float, liquid: Colour) -> None:
    """Draw a test tube."""
    canvas.panel(x - 9, base - size, x + 9, base, 9, mix(GLASS, PAPER, 0.4))
    canvas.panel(x - 7, base - size * 0.5, x + 7, base - 2, 7, liquid)


def rack(canvas: Canvas, x: float, base: float, size: float, liquid: Colour) -> None:
    """Draw a rack of three test tubes."""
    for index, shift in enumerate((-26, 0, 26)):
        tube(canvas, x + shift, base - 5, size * 0.9, LIQUIDS[(LIQUIDS.index(liquid) + index) % 5])
    canvas.rectangle(x - 44, base - size * 0.55, x + 44, base - size * 0.44, ink("#a97b4c"))
    canvas.rectangle(x - 44, base - 9, x + 44, base, ink("#8d6239"))


def microscope(canvas: Canvas, x: float, base: float) -> None:
    """Draw a microscope."""
    dark, pale = ink("#3b4350"), ink("#e7e6e0")
    canvas.panel(x - 62, base - 16, x + 62, base, 6, dark)
    canvas.limb(
        [(x + 44, base - 16), (x + 66, base - 86), (x + 30, base - 150)], [24, 24, 20], pale
    )
    canvas.rectangle(x - 46, base - 58, x + 56, base - 48, dark)
    canvas.limb([(x + 22, base - 168), (x - 14, base - 86)], [32, 26], pale)
    canvas.limb([(x - 12, base - 92), (x - 20, base - 70)], [16, 12], dark)
    canvas.limb([(x + 24, base - 172), (x + 40, base - 208)], [22, 26], dark)
    canvas.ellipse(x + 58, base - 62, 12, 12, STEEL)


def robot(canvas: Canvas, x: float, ground: float, chance: random.Random) -> None:
    """Draw the pupils' robot, its right hand raised."""
    shell = chance.choice((ink("#f1efe8"), ink("#f2c14e"), ink("#7fb7c4")))
    dark, glow = ink("#2c3440"), chance.choice((ink("#7fe3d0"), GOLD))
    canvas.glow(x, ground, 170, 26, ink("#231f26"), 0.7)
    for side in (-1, 1):
        canvas.limb([(x + side * 46, ground - 110), (x + side * 52, ground - 30)], [34, 30], dark)
        canvas.panel(x + side * 54 - 44, ground - 32, x + side * 54 + 44, ground, 14, shell)
        lift = 0 if side < 0 else 120
        elbow = (x + side * 138, ground - 196 - lift * 0.2)
        hand = (x + side * 150, ground - 120 - lift * 1.4)
        canvas.limb([(x + side * 86, ground - 262), elbow, hand], [28, 24, 22], dark)
        canvas.ellipse(*elbow, 17, 17, shell)
        for spread in (-24, 24):
            turn = math.radians((90 if lift == 0 else -90) + spread)
            canvas.limb(
                [hand, (hand[0] + 30 * math.cos(turn), hand[1] + 30 * math.sin(turn))],
                [13, 9],
                shell,
            )
    canvas.panel(x - 88, ground - 290, x + 88, ground - 100, 26, shell)
    canvas.panel(x + 34, ground - 290, x + 88, ground - 100, 26, darker(shell, 0.14))
    canvas.panel(x - 52, ground - 250, x + 52, ground - 176, 10, dark)
    beat = [
        (x - 44, ground - 212),
        (x - 16, ground - 212),
        (x - 4, ground - 236),
        (x + 12, ground - 192),
        (x + 22, ground - 212),
        (x + 44, ground - 212),
    ]
    canvas.line(beat, 4, glow)
    for index in range(3):
        canvas.ellipse(
            x - 34 + index * 34, ground - 140, 10, 10, (RED, GOLD, ink("#4fa07a"))[index]
        )
    canvas.rectangle(x - 18, ground - 312, x + 18, ground - 288, dark)
    canvas.panel(x - 78, ground - 420, x + 78, ground - 306, 34, shell)
    canvas.panel(x - 58, ground - 398, x + 58, ground - 330, 24, dark)
    for side in (-1, 1):
        canvas.ellipse(x + side * 26, ground - 364, 12, 14, glow)
        canvas.ellipse(x + side * 82, ground - 362, 10, 22, darker(shell, 0.25))
    canvas.line([(x, ground - 420), (x, ground - 452)], 6, dark)
    canvas.ellipse(x, ground - 458, 11, 11, RED)
