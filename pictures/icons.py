"""A logo as square PNG icons, as browsers, phones and bookmarks want them."""

import io
from functools import lru_cache

from PIL import Image

MARGIN = 0.06  # of the side, so that a round mask cuts nothing off


@lru_cache(maxsize=16)
def is_drawable(picture: bytes) -> bool:
    """Whether it is a picture that the others here can read."""
    try:
        with Image.open(io.BytesIO(picture)) as source:
            source.load()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


@lru_cache(maxsize=16)
def square_icon(picture: bytes, side: int) -> bytes:
    """The picture whole and unstretched on white, `side` pixels wide and high, as PNG. Raises
    OSError where it is no picture."""
    icon = Image.new("RGB", (side, side), "white")
    with Image.open(io.BytesIO(picture)) as source:
        shown = source.convert("RGBA")
    room = max(1, round(side * (1 - 2 * MARGIN)))
    scale = room / max(shown.size)
    size = max(1, round(shown.width * scale)), max(1, round(shown.height * scale))
    shown = shown.resize(size, Image.Resampling.LANCZOS)
    icon.paste(shown, ((side - size[0]) // 2, (side - size[1]) // 2), shown)
    out = io.BytesIO()
    icon.save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=4)
def icon_file(png: bytes) -> bytes:
    """The PNG as an .ico, for browsers that ask for /favicon.ico by themselves."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as source:
        source.save(out, "ICO", sizes=[source.size])
    return out.getvalue()
