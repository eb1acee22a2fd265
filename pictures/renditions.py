"""Which files a stored picture consists of: everything follows from the master's name.

`photos/2026/11/<random>-2560.webp` is a master 2560 px wide; beside it stand `…-480.webp`,
`…-480.jpg` and so on. Legacy masters have no width in their name, and one other file,
`<random>-640.webp`.
"""

import re
from typing import NamedTuple

# A phone's column at 1 and at 2 pixels a point, the text column of a desk at 2.
WIDTHS = (480, 960, 1600)
LEGACY_WIDTH = 640
_MASTER = re.compile(r"(?P<stem>.*)-(?P<width>[0-9]{1,5})\.webp")
_FILE = re.compile(r"(?:-[0-9]{1,5})?\.[a-z]+\Z")


class Rendition(NamedTuple):
    name: str
    width: int


def master_name(stem: str, width: int) -> str:
    return f"{stem}-{width}.webp"


def is_legacy_master(master: str) -> bool:
    return not _MASTER.fullmatch(master)


def webp_widths(width: int) -> list[int]:
    """The widths of the WebP files beside a master of that width, narrowest first."""
    return [narrow for narrow in WIDTHS if narrow < width]


def jpeg_widths(width: int) -> list[int]:
    """Those of its JPEG files; the widest is the picture itself where that is not too wide."""
    return [*webp_widths(width), *([width] if width <= WIDTHS[-1] else [])]


def rendition_name(master: str, width: int, kind: str) -> str:
    """The name of the file of that width and kind (`webp`, `jpg`) beside the master."""
    found = _MASTER.fullmatch(master)
    stem = found["stem"] if found else master.removesuffix(".webp")
    return f"{stem}-{width}.{kind}"


def webp_files(master: str, width: int) -> list[Rendition]:
    """Narrowest first, the master last. `width` is believed only where no name tells it."""
    if not (found := _MASTER.fullmatch(master)):
        narrow = Rendition(rendition_name(master, LEGACY_WIDTH, "webp"), LEGACY_WIDTH)
        return [narrow, Rendition(master, width)]
    stem, width = found["stem"], int(found["width"])
    narrower = [Rendition(f"{stem}-{narrow}.webp", narrow) for narrow in webp_widths(width)]
    return [*narrower, Rendition(master, width)]


def jpeg_files(master: str) -> list[Rendition]:
    """Narrowest first; none for a legacy master."""
    if not (found := _MASTER.fullmatch(master)):
        return []
    stem, widths = found["stem"], jpeg_widths(int(found["width"]))
    return [Rendition(f"{stem}-{width}.jpg", width) for width in widths]


def all_files(master: str) -> list[str]:
    return [file.name for file in [*webp_files(master, 0), *jpeg_files(master)]]


def stem_of(file: str) -> str:
    """What the names of a master and of all its renditions begin with, before any width."""
    return _FILE.sub("", file)
