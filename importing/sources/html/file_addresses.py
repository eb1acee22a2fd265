"""Where a page's pictures and documents stood, though its own copy names them otherwise: a browser
that saves a page renames what it shows, and leaves alone what is linked to or loaded late."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from importing.document import Hint
from importing.sources.html.markup_tree import Element

FIELD = "file_address"
_ATTRIBUTES = ("href", "content", "data-src", "data-original", "data-lazy-src", "data-url", "src")
_FILE = re.compile(
    r"(?:https?:/)?/[^\s?#]+\.(?:jpe?g|png|gif|webp|bmp|pdf|docx?|xlsx?|pptx?|zip|rar)(?:[?#]|$)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"https?://[^\s/]+/", re.IGNORECASE)
_LONGEST = 2000
_MOST = 500


def file_hints(root: Element) -> list[Hint]:
    """Each of them once, whole or from the root of its site on; a document that is linked to from
    the place that the page names as its own, too."""
    found = dict.fromkeys([*_addresses(root), *_documents_below_base(root)])
    return [Hint(FIELD, address, "tệp của trang") for address in list(found)[:_MOST]]


def base_of(root: Element) -> str:
    """The whole address from which the page's links start, "" where it names none."""
    base = next((element.get("href") for element in root.iter("base") if element.get("href")), "")
    return base.strip() if _WHOLE.match(base.strip()) else ""


def _documents_below_base(root: Element) -> Iterator[str]:
    base = base_of(root)
    for link in root.iter("a") if base else ():
        address = whole_address(base, (link.get("href") or "").strip())
        if len(address) < _LONGEST and _FILE.match(address):
            yield address


def whole_address(base: str, href: str) -> str:
    """The address that a link means; "" for what is none."""
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def _addresses(root: Element) -> Iterator[str]:
    for element in root.iter("a", "img", "amp-img", "meta", "link", "source"):
        for name in _ATTRIBUTES:
            value = (element.get(name) or "").strip()
            if len(value) < _LONGEST and _FILE.match(value):
                yield value
