"""Heads, hair and hats."""

from .canvas import Canvas, arc_points
from .clothes import STRAW, Look
from .colour import GOLD, PAPER, darker, ink


def draw_head(
    canvas: Canvas, x: float, y: float, unit: float, look: Look, *, back: bool, turn: float
) -> None:
    """Draw a head centred on a point, `unit` high, with its hat; from behind if `back`."""
    if back:
        if look.woman:
            long_hair(canvas, x, y, unit, look)
        for side in () if look.woman else (-1, 1):
            canvas.ellipse(
                x + side * 0.41 * unit,
                y + 0.08 * unit,
                0.08 * unit,
                0.13 * unit,
                darker(look.skin, 0.06 + 0.06 * side),
            )
        canvas.ellipse(x, y - 0.02 * unit, 0.41 * unit, 0.5 * unit, look.hair)
        canvas.veil(arc_points(x, y, 0.4 * unit, 0.48 * unit, 195, 300), PAPER, 0.07)
    else:
        face = x + turn * 0.08 * unit
        for side in () if look.woman else (-1, 1):
            canvas.ellipse(
                x + side * 0.38 * unit,
                y + 0.08 * unit,
                0.07 * unit,
                0.12 * unit,
                darker(look.skin, 0.1),
            )
        jaw = [
            (face - 0.37 * unit, y - 0.1 * unit),
            (face - 0.35 * unit, y + 0.2 * unit),
            (face - 0.2 * unit, y + 0.46 * unit),
            (face, y + 0.53 * unit),
            (face + 0.2 * unit, y + 0.46 * unit),
            (face + 0.35 * unit, y + 0.2 * unit),
            (face + 0.37 * unit, y - 0.1 * unit),
            (face, y - 0.4 * unit),
        ]
        canvas.blob(jaw, look.skin)
        canvas.polygon(
            [
                (face + 0.14 * unit, y - 0.2 * unit),
                (face + 0.12 * unit, y + 0.51 * unit),
                *jaw[4:7],
            ],
            darker(look.skin, 0.1),
        )
        side_burn = 0.34 if look.woman else 0.06
        parting = face + (0.2 if turn < 0 else -0.2) * unit
        canvas.polygon(
            [
                *arc_points(x, y - 0.04 * unit, 0.43 * unit, 0.5 * unit, 180, 360),
                (x + 0.41 * unit, y + side_burn * unit),
                (x + 0.33 * unit, y + side_burn * unit),
                (face + 0.31 * unit, y - 0.1 * unit),
                (parting, y - 0.27 * unit),
                (face - 0.31 * unit, y - 0.1 * unit),
                (x - 0.33 * unit, y + side_burn * unit),
                (x - 0.41 * unit, y + side_burn * unit),
            ],
            look.hair,
        )
    _hat(canvas, x, y, unit, look.hat)


def long_hair(canvas: Canvas, x: float, y: float, unit: float, look: Look) -> None:
    """Draw the hair that falls behind the neck."""
    low = 0.72 if look.dress != "tunic" else 1.0
    canvas.blob(
        [
            (x - 0.46 * unit, y - 0.1 * unit),
            (x, y - 0.55 * unit),
            (x + 0.46 * unit, y - 0.1 * unit),
            (x + 0.47 * unit, y + low * unit),
            (x - 0.47 * unit, y + low * unit),
        ],
        look.hair,
    )


def _hat(canvas, x, y, unit, hat):
    if hat == "leaf":
        tip, low = (x, y - 0.98 * unit), y - 0.12 * unit
        canvas.polygon(
            [tip, (x - 0.92 * unit, low), *arc_points(x, low, 0.92 * unit, 0.16 * unit, 180, 0)],
            STRAW,
        )
        canvas.polygon(
            [tip, (x + 0.12 * unit, low + 0.15 * unit), (x + 0.92 * unit, low)], darker(STRAW, 0.16)
        )
    elif hat in ("cap", "helmet"):
        colour = GOLD if hat == "helmet" else ink("#2f5d7c")
        canvas.polygon(arc_points(x, y - 0.14 * unit, 0.5 * unit, 0.5 * unit, 180, 360), colour)
        canvas.panel(
            x - 0.6 * unit,
            y - 0.2 * unit,
            x + 0.6 * unit,
            y - 0.08 * unit,
            0.05 * unit,
            darker(colour, 0.15),
        )
