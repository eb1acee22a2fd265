"""Who somebody is at a glance: skin, hair and the dress of the occasion."""

import random
from dataclasses import dataclass, replace

from .colour import PAPER, Colour, ink, mix

SKINS = tuple(ink(code) for code in ("#e0ab82", "#d59c72", "#c98d63", "#e8b892"))
HAIRS = tuple(ink(code) for code in ("#1e1a20", "#2a2226", "#35292a", "#17181f"))
GREY_HAIR = ink("#a9a6a4")
SHIRTS = tuple(
    ink(code) for code in ("#f4f1e8", "#dfe8ee", "#c9d8e4", "#efe3c8", "#b8cfc8", "#f4f1e8")
)
TUNICS = tuple(
    ink(code)
    for code in ("#1f5f74", "#c98a2b", "#dcb7a0", "#4c4f86", "#3f7355", "#a64763", "#e9dcc3")
)
PEASANT = tuple(ink(code) for code in ("#5b4a6b", "#2f5a63", "#8a3f3a", "#3d4f3a", "#6d5a3c"))
DARK_CLOTH = tuple(ink(code) for code in ("#23283b", "#2d2f36", "#34303a", "#1f3044"))
STRAW = ink("#ead6a2")


@dataclass(frozen=True)
class Look:
    """What one person wears. `dress` is shirt, suit, tunic (áo dài), coat, peasant or pupil."""

    dress: str
    top: Colour
    bottom: Colour
    skin: Colour
    hair: Colour
    woman: bool = False
    hat: str = ""
    child: bool = False


def cast(chance: random.Random, dress: str, *, hat: str = "", woman: bool | None = None) -> Look:
    """Return somebody dressed for the occasion."""
    female = chance.random() < 0.5 if woman is None else woman
    if dress == "formal":
        dress = "tunic" if female else chance.choice(("suit", "shirt"))
    female = {"tunic": True, "suit": False}.get(dress, female)
    tops = {
        "shirt": SHIRTS,
        "suit": DARK_CLOTH,
        "tunic": TUNICS,
        "coat": (PAPER,),
        "peasant": PEASANT,
        "pupil": (ink("#fbf7ee"),),
    }[dress]
    top = chance.choice(tops)
    bottom = {"tunic": ink("#f3ede0"), "suit": top, "pupil": ink("#24365c")}.get(
        dress, chance.choice(DARK_CLOTH)
    )
    old = dress in ("suit", "peasant") and chance.random() < 0.25
    return Look(
        dress,
        top,
        bottom,
        chance.choice(SKINS),
        GREY_HAIR if old else chance.choice(HAIRS),
        female,
        hat,
        dress == "pupil",
    )


def in_haze(look: Look, haze: Colour, depth: float) -> Look:
    """Return the look as seen from far off."""
    return replace(
        look,
        top=mix(look.top, haze, depth),
        bottom=mix(look.bottom, haze, depth),
        skin=mix(look.skin, haze, depth),
        hair=mix(look.hair, haze, depth),
    )
