"""Which files a stored picture consists of: everything follows from the master's name.

`photos/2026/11/<random>_2-2560.webp` is a master 2560 px wide; beside it stand `…-240.webp`,
`…-480.jpg` and so on. Masters without `_2` were stored with fewer widths, and may have got the
others since. Legacy masters have no width in their name, and one other file, `<random>-640.webp`.
"""

import re
from typing import NamedTuple

# A phone's column at 1 and at 2 pixels a point, the text column of a desk at 2.
FIRST_WIDTHS = (480, 960, 1600)
# What stands beside a title on a phone, and a phone's column at 1.5 to 2 pixels a point.
ADDED_WIDTHS = (240, 320, 720)
WIDTHS = tuple(sorted(FIRST_WIDTHS + ADDED_WIDTHS))
LEGACY_WIDTH = 640
ALL_WIDTHS_MARK = "_2"
_MASTER = re.compile(r"(?P<stem>.*)-(?P<width>[0-9]{1,5})\.webp")
_FILE = re.compile(r"(?:-[0-9]{1,5})?\.[a-z]+\Z")


class Rendition(NamedTuple):
    name: str
    width: int


def master_name(stem: str, width: int) -> str:
    """That of a picture which is stored in all of today's widths."""
    return f"{stem}{ALL_WIDTHS_MARK}-{width}.webp"


def is_legacy_master(master: str) -> bool:
    """Whether a stored picture bears the name of an older version, which has no widths."""
    return not _MASTER.fullmatch(master)


def webp_widths(width: int) -> list[int]:
    """The widths of the WebP files beside a master of that width, narrowest first."""
    return [narrow for narrow in WIDTHS if narrow < width]


def jpeg_widths(width: int) -> list[int]:
    """Those of its JPEG files, which few browsers need; the widest is the picture itself where that
    is not too wide."""
    narrower = [narrow for narrow in FIRST_WIDTHS if narrow < width]
    return [*narrower, *([width] if width <= FIRST_WIDTHS[-1] else [])]


def rendition_name(master: str, width: int, kind: str) -> str:
    """The name of the file of that width and kind (`webp`, `jpg`) beside the master."""
    found = _MASTER.fullmatch(master)
    stem = found["stem"] if found else master.removesuffix(".webp")
    return f"{stem}-{width}.{kind}"


def webp_files(master: str, width: int, *, with_added: bool = False) -> list[Rendition]:
    """Narrowest first, the master last. `width` is believed only where no name tells it;
    `with_added`: the widths that were added since the picture was stored are there, too."""
    if not (found := _MASTER.fullmatch(master)):
        narrow = Rendition(rendition_name(master, LEGACY_WIDTH, "webp"), LEGACY_WIDTH)
        return [narrow, Rendition(master, width)]
    stem, width = found["stem"], int(found["width"])
    widths = WIDTHS if with_added or stem.endswith(ALL_WIDTHS_MARK) else FIRST_WIDTHS
    narrower = [Rendition(f"{stem}-{each}.webp", each) for each in widths if each < width]
    return [*narrower, Rendition(master, width)]


def added_files(master: str) -> list[Rendition]:
    """What webp_files() has more `with_added`."""
    stored = webp_files(master, 0)
    return [file for file in webp_files(master, 0, with_added=True) if file not in stored]


def jpeg_files(master: str) -> list[Rendition]:
    """Narrowest first; none for a legacy master."""
    if not (found := _MASTER.fullmatch(master)):
        return []
    stem, widths = found["stem"], jpeg_widths(int(found["width"]))
    return [Rendition(f"{stem}-{width}.jpg", width) for width in widths]


def stored_files(master: str) -> list[str]:
    """What a picture was stored with: all this must be there."""
    return [file.name for file in [*webp_files(master, 0), *jpeg_files(master)]]


def all_files(master: str) -> list[str]:
    """What may be there of it."""
    return [*stored_files(master), *(file.name for file in added_files(master))]


def stem_of(file: str) -> str:
    """What the names of a master and of all its renditions begin with, before any width."""
    return _FILE.sub("", file)
