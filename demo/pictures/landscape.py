"""Sky, hills, fields and water."""

import math
import random

from .canvas import Canvas, arc_points, box_points
from .colour import PAPER, Colour, Light, darker, ink, lighter, mix
from .plants import DEEP_LEAF

RICE = ink("#a9bf52")
RIPE = ink("#e0b64c")
WATER = ink("#7fb3b5")
EARTH = ink("#a98258")


def sky(canvas: Canvas, light: Light, chance: random.Random, horizon: float = 420) -> float:
    """Draw the sky down to the horizon with sun and clouds, and return where the sun stands."""
    canvas.gradient(box_points(-20, -20, 1220, horizon + 20), light.sky)
    sun = chance.uniform(180, 1020)
    height = horizon * light.sun_height
    canvas.glow(sun, height, 560, 430, light.sun, 0.6)
    canvas.ellipse(sun, height, 40, 40, light.sun)
    for _ in range(chance.randint(2, 4)):
        cloud(
            canvas,
            light,
            chance.uniform(40, 1160),
            chance.uniform(0.1, 0.62) * horizon,
            chance.uniform(80, 170),
            chance,
        )
    return sun


def cloud(
    canvas: Canvas, light: Light, x: float, y: float, width: float, chance: random.Random
) -> None:
    """Draw a flat-bottomed cloud."""
    tone = mix(mix(light.sky[1], light.sky[-1], 0.4), mix(light.sun, PAPER, 0.4), 0.62)
    for shift, size in ((-0.75, 0.15), (-0.35, 0.29), (0.1, 0.4), (0.5, 0.25), (0.82, 0.13)):
        size *= chance.uniform(0.8, 1.15) * width
        canvas.polygon(arc_points(x + shift * width, y, size, size * 0.6, 180, 360), tone)
    canvas.panel(x - 1.05 * width, y - 5, x + 1.1 * width, y + 3, 4, tone)


def hills(
    canvas: Canvas,
    light: Light,
    base: float,
    height: float,
    depth: float,
    chance: random.Random,
    colour: Colour = DEEP_LEAF,
) -> None:
    """Draw a far line of hills or trees that stands on `base`."""
    shift, wave = chance.uniform(0, 6), chance.uniform(0.5, 0.9)
    ridge = []
    for step in range(-1, 62):
        x = step * 20
        lift = math.sin(x / 170 * wave + shift) + 0.5 * math.sin(x / 67 + shift * 2)
        ridge.append((x, base - height * (0.62 + 0.25 * lift)))
    canvas.polygon([(-30, base + 4), *ridge, (1240, base + 4)], light.on(colour, depth))


def water(
    canvas: Canvas, light: Light, top: float, bottom: float, sun: float, chance: random.Random
) -> None:
    """Draw still water that gives back the sky and the sun."""
    far = mix(light.sky[-1], light.on(WATER), 0.25)
    near = mix(light.sky[0], light.on(ink("#3f7f86")), 0.6)
    canvas.gradient(box_points(-20, top, 1220, bottom), (far, mix(far, near, 0.55), near))
    for _ in range(46):
        t = chance.random() ** 0.7
        y = top + (bottom - top) * t
        x = chance.uniform(-40, 1200) if chance.random() < 0.6 else sun + chance.gauss(0, 40)
        span = 14 + 90 * t
        tone = mix(light.sun, far, 0.25) if abs(x - sun) < 130 else lighter(mix(far, near, t), 0.16)
        canvas.panel(x - span, y, x + span, y + 1.2 + 2.6 * t, 1, tone)


def rice_field(
    canvas: Canvas,
    light: Light,
    top: float,
    bottom: float,
    chance: random.Random,
    colour: Colour = RICE,
    vanish: float = 600,
    strips: int = 17,
) -> None:
    """Draw a field whose rows run to a point on the horizon."""
    canvas.gradient(
        box_points(-20, top, 1220, bottom),
        (light.on(colour, 0.5), light.on(colour, 0.12), light.on(darker(colour, 0.12))),
    )
    spread = 3400 / strips
    rows = []
    for index in range(-strips // 2, strips // 2 + 1):
        x0, x1 = vanish + index * spread, vanish + (index + 0.5) * spread
        t0, t1 = vanish + index * spread * 0.06, vanish + (index + 0.5) * spread * 0.06
        rows.append([(t0, top), (t1, top), (x1, bottom), (x0, bottom)])
    canvas.veils(rows, light.on(darker(colour, 0.5)), 0.2)
    for _ in range(170):
        t = chance.random() ** 0.6
        y = top + 6 + (bottom - top) * t
        x = chance.uniform(0, 1200)
        high = 3 + 17 * t
        tone = light.on(
            lighter(colour, 0.3) if chance.random() < 0.6 else darker(colour, 0.3), 0.4 * (1 - t)
        )
        canvas.line([(x, y), (x + chance.uniform(-0.4, 0.4) * high, y - high)], 0.8 + 1.8 * t, tone)


def dike(
    canvas: Canvas, light: Light, y0: float, y1: float, x0: float, x1: float, width: float
) -> None:
    """Draw an earth path that runs from a point far off to the front edge."""
    canvas.polygon(
        [(x0 - width * 0.08, y0), (x0 + width * 0.08, y0), (x1 + width, y1), (x1 - width, y1)],
        light.on(EARTH, 0.1),
    )
    canvas.polygon(
        [(x0, y0), (x0 + width * 0.08, y0), (x1 + width, y1), (x1 + width * 0.55, y1)],
        light.on(darker(EARTH, 0.2), 0.1),
    )


def birds(canvas: Canvas, light: Light, chance: random.Random, top: float, bottom: float) -> None:
    """Draw a few egrets on the wing."""
    x, y = chance.uniform(150, 950), chance.uniform(top, bottom)
    for _ in range(chance.randint(3, 6)):
        size = chance.uniform(7, 12)
        canvas.curve(
            [
                (x - size, y - size * 0.4),
                (x - size * 0.4, y - size * 0.55),
                (x, y),
                (x + size * 0.4, y - size * 0.55),
                (x + size, y - size * 0.4),
            ],
            2,
            mix(PAPER, light.on(DEEP_LEAF), 0.35),
        )
        x += chance.uniform(24, 60)
        y += chance.uniform(-22, 18)
