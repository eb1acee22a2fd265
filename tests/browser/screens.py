"""The screens on which pages are looked at, in pixels, and the layouts that they may have."""

from typing import Literal

Colours = Literal["light", "dark"]

LAYOUTS = ["tra-vinh", "dong-nai"]
WIDTHS = [360, 768, 1280]
NARROWEST = 320
