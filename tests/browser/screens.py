"""The screens on which pages are looked at, in pixels, and the layouts that they may have."""

LAYOUTS = ["tra-vinh", "dong-nai"]
WIDTHS = [360, 768, 1280]
NARROWEST = 320
