"""{% drawn "articles/_card.html" card=article.card modifier="row" %}: an include that is drawn
once for the same values, whichever page they stand on.

Its template sees nothing but these values, so that what is kept can never be old: when an article
changes, its values are others. They are plain ones, such as strings, numbers, moments, and tuples
of them; a model's row would pass for itself with other content.
"""

import sys
from collections.abc import Callable, Hashable
from threading import Lock

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.loader import get_template

MOST_BYTES = 2 * 1024 * 1024  # of parts with 2 to 15 kB of text each

register = template.Library()


@register.simple_tag
def drawn(name: str, **values: Hashable) -> str:
    """What the template makes of the values. Raises TypeError for a model's row among them."""
    if settings.DEBUG:  # whoever edits templates sees it
        return _draw(name, values)
    # Equal is not the same: 1 is not True on a page, and a safe string is not escaped.
    key = name, tuple(values.items()), tuple(map(type, values.values()))
    return _drawings.get(key, lambda: _draw(name, values))


class Drawings:
    """What was asked for last, at most so many bytes, in two halves: when the younger one is full,
    the older one goes. What is found in the older one joins the younger."""

    def __init__(self, most_bytes: int) -> None:
        self._half = most_bytes // 2
        self._lock = Lock()
        self.clear()

    def get(self, key: Hashable, draw: Callable[[], str]) -> str:
        text = self._younger.get(key)
        if text is None:
            text = self._older.get(key)
            if text is None:
                text = draw()
            self._keep(key, text)
        return text

    def clear(self) -> None:
        self._younger: dict[Hashable, str] = {}
        self._older: dict[Hashable, str] = {}
        self._bytes = 0

    def _keep(self, key: Hashable, text: str) -> None:
        size = size_of(text)
        if size > self._half:
            return
        with self._lock:
            if self._bytes + size > self._half:
                self._older, self._younger, self._bytes = self._younger, {}, 0
            self._younger[key] = text
            self._bytes += size


def size_of(text: str) -> int:
    """Bytes in memory, roughly, with the values: most of them stand in the text."""
    return 2 * sys.getsizeof(text)


_drawings = Drawings(MOST_BYTES)


def _draw(name: str, values: dict[str, Hashable]) -> str:
    if any(issubclass(type(value), Model) for value in values.values()):
        raise TypeError(f"{name} is to be drawn of plain values, not of a row")
    return get_template(name).render(dict(values))


def forget_all() -> None:
    """Drops all that is drawn, as if the process had just started."""
    _drawings.clear()
