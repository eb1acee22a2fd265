"""Pictures of a page: which file, which are letters, which are none."""

import re
from urllib.parse import unquote, urlsplit

from importing.document import PicturePiece
from importing.sources.html.markup_tree import Element, class_words

TAGS = {"img", "amp-img", "v:imagedata"}
# Pages that load pictures late keep the address elsewhere, and a placeholder in `src`.
_LATE = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-srcset")
_EMOJI_CLASS = re.compile(r"emoji|emoticon|wp-smiley")
_NO_LETTERS = re.compile(r"[^\w\s]{1,8}")
_ICON = re.compile(
    r"(?:^|[/_-])(?:icon|spacer|blank|pixel|transparent|loading|printer?|share)[^/]*$"
    r"|(?:^|[/_-])(?:pdf|print|e-?mail|rss|in|facebook|twitter|zalo)?[_-]?(?:button|btn|icon)"
    r"(?:[_-]?\d*)?\.[a-z]+$"
)
_BUTTON_ALT = re.compile(
    r"pdf|in|print|e-?mail|rss|facebook|twitter|zalo|google\+|chia sẻ|share|in bài(?: viết)?"
    r"|in trang(?: này)?|gửi (?:e-?mail|bài viết)|lưu bài(?: viết)?|tải về",
    re.IGNORECASE,
)
_SMALLEST = 33  # pixels of a side: what is smaller is dress


def emoji_of(element: Element) -> str:
    """The letters that a picture stands for, "" for a picture."""
    alt = (element.get("alt") or "").strip()
    is_sign = bool(alt) and (
        _EMOJI_CLASS.search(class_words(element)) or "/emoji" in (element.get("src") or "")
    )
    small = 0 < (_side(element, "width") or 0) < _SMALLEST
    return alt if is_sign or (small and _NO_LETTERS.fullmatch(alt)) else ""


def picture_of(element: Element) -> PicturePiece | None:
    """None for what is only dress: points that count visits, icons."""
    source = next((value for name in _LATE if (value := element.get(name))), "")
    source = (source or element.get("src") or "").strip()
    if " " in source and "," in source:  # a srcset
        source = source.split(",")[0].split()[0]
    sides = [side for name in ("width", "height") if (side := _side(element, name)) is not None]
    if not source or any(side < _SMALLEST for side in sides) or _ICON.search(source.lower()):
        return None
    if _BUTTON_ALT.fullmatch((element.get("alt") or "").strip()):
        return None
    try:
        name = unquote(urlsplit(source).path).rpartition("/")[2]
    except ValueError:
        return None
    name = "" if source.startswith("data:") else name
    return PicturePiece(source, name[:200], (element.get("alt") or "").strip())


def _side(element: Element, name: str) -> int | None:
    value = (element.get(name) or "").removesuffix("px").strip()
    return int(value) if value.isdigit() and len(value) < 6 else None
