"""What a document is called: on the page, and on the disk of who takes it home."""

import re
from urllib.parse import quote

from vietnamese.slugs import slugify
from vietnamese.text import one_line

LONGEST_NAME = 150  # characters
MOST_FILE_NAME_BYTES = 200  # most systems hold 255, and a browser may add a number
NAMELESS = "Tệp đính kèm"
SUFFIX = re.compile(
    r"\.(?:pdf|docx?|docm|dotx|xlsx?|xlsm|pptx?|ppsx|pptm|mp4|m4v)\Z", re.IGNORECASE
)
FOLDER = re.compile(r".*[\\/]", re.DOTALL)
NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]+')

KILO, MEGA = 1024, 1024 * 1024


def display_name(file_name: str) -> str:
    """The name of a sent file as readers may see it: in normal form, without its folder, its kind,
    and whatever is invisible or turns the direction of text; never empty."""
    name = one_line(FOLDER.sub("", file_name)[: 4 * LONGEST_NAME])
    return SUFFIX.sub("", name).strip(" .")[:LONGEST_NAME].strip(" .") or NAMELESS


def file_name(name: str, kind: str) -> str:
    """Under which a browser stores it: as it is called, as far as any system takes that."""
    stem = NOT_IN_FILE_NAMES.sub("-", one_line(name)).strip(" .") or NAMELESS
    stem = stem.encode()[:MOST_FILE_NAME_BYTES].decode(errors="ignore").strip(" .")
    return f"{stem}.{kind}"


def content_disposition(file_name: str, how: str = "attachment") -> str:
    """A download of that name (RFC 6266), or "inline"; in ASCII for who knows no other."""
    stem, _, kind = file_name.rpartition(".")
    plain = f"{slugify(stem)}.{kind}"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"


def size_text(size: int) -> str:
    """ "84 KB", "1,2 MB"."""
    if size < MEGA:
        return f"{max(1, round(size / KILO))} KB"
    return f"{size / MEGA:.1f} MB".replace(".", ",")
