"""Trees, palms, hedges and grass."""

import math
import random

from .canvas import Canvas
from .colour import Colour, Light, darker, ink, lighter, mix

LEAF = ink("#3f7d4f")
DEEP_LEAF = ink("#24553f")
PALM = ink("#3c7347")
BARK = ink("#6d5440")

# The masses of a round crown, lowest first: right, down and radius in heights of the tree.
CROWN = (
    (-0.02, 0.13, 0.17),
    (-0.2, 0.1, 0.15),
    (0.19, 0.11, 0.15),
    (-0.3, 0.0, 0.14),
    (0.3, 0.0, 0.14),
    (0.08, 0.02, 0.18),
    (-0.12, -0.02, 0.18),
    (0.23, -0.13, 0.14),
    (-0.22, -0.14, 0.14),
    (0.08, -0.2, 0.15),
    (-0.07, -0.24, 0.13),
)


def tree_line(
    canvas: Canvas,
    light: Light,
    base: float,
    height: float,
    depth: float,
    chance: random.Random,
) -> None:
    """Draw a far village hedge: crowns, with palms standing out of it."""
    tone = light.on(DEEP_LEAF, depth)
    x = -20.0
    while x < 1230:
        size = height * chance.uniform(0.35, 0.75)
        canvas.ellipse(x, base - size * 0.5, size * 0.9, size * 0.75, tone)
        if chance.random() < 0.2:
            palm(canvas, light, x, base, height * chance.uniform(1.5, 2.3), chance, depth)
        x += size * chance.uniform(0.7, 1.2)
    canvas.rectangle(-20, base - height * 0.3, 1220, base + 2, tone)


def palm(
    canvas: Canvas,
    light: Light,
    x: float,
    ground: float,
    height: float,
    chance: random.Random,
    depth: float = 0.0,
) -> None:
    """Draw a coconut palm."""
    lean = chance.uniform(-0.16, 0.16) * height
    top = (x + lean, ground - height)
    trunk = [
        (x, ground),
        (x + lean * 0.25, ground - height * 0.4),
        (x + lean * 0.62, ground - height * 0.75),
        top,
    ]
    wide = height * 0.05
    canvas.limb(trunk, [wide, wide * 0.72, wide * 0.6, wide * 0.5], light.on(BARK, depth))
    green = light.on(PALM, depth)
    start = chance.uniform(-8, 8)
    for angle in (-172, -140, -105, -62, -28, 4, 32, 150, 178):
        frond(
            canvas,
            top,
            angle + start,
            height * chance.uniform(0.34, 0.42),
            green if angle < 0 else darker(green, 0.22),
        )
    for shift in (-0.02, 0.012, 0.035):
        canvas.ellipse(
            top[0] + shift * height,
            top[1] + 0.03 * height,
            0.02 * height,
            0.024 * height,
            light.on(ink("#8d7a3b"), depth),
        )


def frond(
    canvas: Canvas, root: tuple[float, float], angle: float, length: float, colour: Colour
) -> None:
    """Draw one feathered leaf that bends down under its weight."""
    turn = math.radians(angle)
    spine = []
    for step in range(8):
        t = step / 7
        spine.append(
            (
                root[0] + math.cos(turn) * length * t * (1 - 0.18 * t),
                root[1] + math.sin(turn) * length * t * 0.8 + length * 0.62 * t * t,
            )
        )
    upper, lower = [], []
    for index, (x, y) in enumerate(spine):
        swell = math.sin(math.pi * min(index / 7 + 0.08, 1)) * length * 0.13
        upper.append((x, y - swell * 0.35))
        notch = swell * (1.0 if index % 2 else 0.62)
        lower.append((x - math.cos(turn) * swell * 0.3, y + notch))
    canvas.polygon(upper + lower[::-1], colour)
    canvas.line(spine, length * 0.012, lighter(colour, 0.18))


def tree(
    canvas: Canvas,
    light: Light,
    x: float,
    ground: float,
    height: float,
    chance: random.Random,
    depth: float = 0.0,
    fruit: Colour | None = None,
) -> None:
    """Draw a round-crowned tree, with fruit if a colour is given."""
    wide = height * 0.08
    bark = light.on(BARK, depth)
    middle = ground - height * 0.62
    canvas.limb(
        [(x, ground), (x + wide * 0.2, ground - height * 0.32), (x, middle)],
        [wide * 1.25, wide * 0.85, wide * 0.6],
        bark,
    )
    for side in (-1, 1):
        canvas.limb(
            [(x, ground - height * 0.3), (x + side * height * 0.2, middle)],
            [wide * 0.6, wide * 0.3],
            bark,
        )
    tone = light.on(mix(LEAF, DEEP_LEAF, chance.random() * 0.5), depth)
    canvas.ellipse(x, middle + height * 0.02, height * 0.3, height * 0.2, darker(tone, 0.34))
    lumps = []
    for dx, dy, r in CROWN:
        dx, dy = dx + chance.uniform(-0.03, 0.03), dy + chance.uniform(-0.03, 0.03)
        lumps.append((x + dx * height, middle + dy * height, r * height))
    crown(canvas, lumps, tone)
    if fruit:
        for _ in range(16):
            cx, cy, r = chance.choice(lumps)
            canvas.ellipse(
                cx + chance.uniform(-0.75, 0.75) * r,
                cy + chance.uniform(-0.5, 0.75) * r,
                height * 0.022,
                height * 0.024,
                light.on(fruit, depth),
            )


def crown(canvas: Canvas, lumps: list[tuple[float, float, float]], tone: Colour) -> None:
    """Draw a crown from its masses of leaves: centre and radius of each, lit from upper left."""
    for x, y, r in lumps:
        canvas.ellipse(x, y, r, r * 0.84, darker(tone, 0.22))
    for x, y, r in lumps:
        canvas.ellipse(x - r * 0.12, y - r * 0.16, r * 0.8, r * 0.64, tone)
    for x, y, r in lumps:
        canvas.ellipse(x - r * 0.26, y - r * 0.34, r * 0.46, r * 0.32, lighter(tone, 0.09))


def reeds(
    canvas: Canvas,
    light: Light,
    x: float,
    ground: float,
    height: float,
    chance: random.Random,
    count: int = 14,
    colour: Colour = DEEP_LEAF,
) -> None:
    """Draw a tuft of grass or young rice."""
    for _ in range(count):
        root = x + chance.uniform(-0.35, 0.35) * height
        lean = chance.uniform(-0.5, 0.5) * height
        high = height * chance.uniform(0.6, 1.1)
        wide = height * 0.05
        tone = light.on(lighter(colour, chance.random() * 0.28))
        canvas.polygon(
            [
                (root - wide, ground),
                (root + lean * 0.5, ground - high * 0.62),
                (root + lean, ground - high),
                (root + lean * 0.5 + wide, ground - high * 0.55),
                (root + wide, ground),
            ],
            tone,
        )
