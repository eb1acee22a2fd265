"""A QR code as inline SVG (ISO/IEC 18004, error correction M), scaled by the page's CSS."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

# In modules. On paper the sheet is quiet enough; a screen may be dark around the code.
PAPER_MARGIN, SCREEN_MARGIN = 2, 4
# Every mask can be read. Weighing all eight takes four fifths of a code's time; over addresses of
# articles the penalty of this one is 4 % above the least on average, and 18 % at most.
MASK = 2


@lru_cache(maxsize=256)
def qr_svg(address: str) -> SafeString:
    """The code of an address, for the printed page: black on what is behind it."""
    return _svg(address, border=PAPER_MARGIN)


def secret_qr_svg(text: str) -> SafeString:
    """The code of a text that is shown once, for the screen: black on white. Never cached."""
    return _svg(text, border=SCREEN_MARGIN, light="#fff")


def _svg(text: str, **style: object) -> SafeString:
    code = segno.make(text, error="m", micro=False, mask=MASK)
    svg = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, dark="#000", **style)
    return mark_safe(svg)
