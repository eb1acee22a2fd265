"""A QR code as inline SVG, for the printed page."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=256)
def qr_svg(address: str) -> SafeString:
    """SVG of the address (ISO/IEC 18004, error correction M), scaled by the page's CSS."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None, dark="#000")
    return mark_safe(svg)
