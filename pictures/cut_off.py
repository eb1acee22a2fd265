"""JPEG files whose last bytes are missing, as cameras and mail programs leave them.

A decoder cannot say where a file broke off: without an end mark Pillow refuses it, and with one it
draws grey to the end. So the file is drawn twice, once with other bytes in the place of what is
missing: from the row on where the two differ, the picture is invented. A progressive JPEG draws the
whole picture in each of its scans; there the scans must all have begun (ITU-T T.81, B.2 and G.1).
"""

import io
import re
from collections.abc import Iterator

from PIL import Image, ImageChops

END = b"\xff\xd9"
BEGINS_LIKE_A_JPEG = b"\xff\xd8\xff"
INVENTED = bytes(range(7, 250, 3)) * 2  # no 0xFF, which would begin a mark
ROWS_OF_A_BLOCK = 8  # at half size; what is missing there is a strip at the very foot
COEFFICIENTS = 64
NEXT_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SCAN, PROGRESSIVE = 0xDA, 0xC2
WITHOUT_LENGTH = {0x01, 0xD8}


def completed(data: bytes) -> bytes | None:
    """The JPEG with its end mark, where nothing else is missing but some bytes of its last rows;
    None for anything else. Decodes it twice, at half its size. Raises what Pillow raises over a
    damaged file."""
    if not data.startswith(BEGINS_LIKE_A_JPEG) or not _all_scans_begun(data):
        return None
    bare = data.removesuffix(b"\xff")
    first, second = (_drawn(bare + filling + END) for filling in (b"", INVENTED))
    differing = ImageChops.difference(first, second).getbbox()
    if differing and differing[1] < first.height - ROWS_OF_A_BLOCK:
        return None
    return bare + END


def _drawn(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=["JPEG"])
    image.draft("L", (image.width // 2, image.height // 2))
    return image.convert("L")


def _all_scans_begun(data: bytes) -> bool:
    """Whether each coefficient of each component is drawn to its last bit, as far as the scans'
    headers tell."""
    components: list[int] = []
    lowest: dict[tuple[int, int], int] = {}  # the bit that a coefficient is known to
    is_progressive = False
    for mark, segment in _segments(data):
        if mark in FRAMES:
            is_progressive = mark == PROGRESSIVE
            components = list(segment[6::3])
        elif mark == SCAN and segment:
            count = segment[0]
            first, last, bits = segment[1 + 2 * count : 4 + 2 * count]
            for component in segment[1 : 1 + 2 * count : 2]:
                for number in range(first, last + 1) if is_progressive else range(COEFFICIENTS):
                    lowest[component, number] = bits & 0x0F if is_progressive else 0
    wanted = [(component, number) for component in components for number in range(COEFFICIENTS)]
    return bool(wanted) and all(lowest.get(each) == 0 for each in wanted)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each mark with what its segment holds."""
    at = 0
    while match := NEXT_MARK.search(data, at):
        mark = data[match.start() + 1]
        at = match.end()
        if mark in WITHOUT_LENGTH:
            continue
        length = int.from_bytes(data[at : at + 2])
        if length < 2 or at + length > len(data):
            return
        yield mark, data[at + 2 : at + length]
        at += length
