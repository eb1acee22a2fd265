"""Where a page's pictures and documents stood, though its own copy names them otherwise: a browser
that saves a page renames what it shows, and leaves alone what is linked to or loaded late."""

import re
from collections.abc import Iterator

from importing.document import Hint
from importing.sources.html.markup_tree import Element

FIELD = "file_address"
_ATTRIBUTES = ("href", "content", "data-src", "data-original", "data-lazy-src", "data-url", "src")
_FILE = re.compile(
    r"(?:https?:/)?/[^\s?#]+\.(?:jpe?g|png|gif|webp|bmp|pdf|docx?|xlsx?|pptx?|zip|rar)(?:[?#]|$)",
    re.IGNORECASE,
)
_MOST = 500


def file_hints(root: Element) -> list[Hint]:
    """Each of them once, whole or from the root of its site on."""
    found = dict.fromkeys(_addresses(root))
    return [Hint(FIELD, address, "tệp của trang") for address in list(found)[:_MOST]]


def _addresses(root: Element) -> Iterator[str]:
    for element in root.iter("a", "img", "amp-img", "meta", "link", "source"):
        for name in _ATTRIBUTES:
            value = (element.get(name) or "").strip()
            if len(value) < 2000 and _FILE.match(value):
                yield value
