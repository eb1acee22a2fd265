"""{% memoized "blocks/pager.html" pager=page|pager %}: an include that is
rendered once for the same values, whichever page they stand on.

Its template sees nothing but these values, so that what is cached can never be old: when an article
changes, its values are others. They are plain ones, such as strings, numbers, moments, and tuples
of them; a model's row would pass for itself with other content.
"""

import sys
from collections.abc import Callable, Hashable
from threading import Lock
from typing import cast

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.loader import get_template
from django.utils.safestring import SafeString

from caching.backend import backend

MAX_BYTES = 2 * 1024 * 1024  # of parts with 2 to 15 kB of text each

register = template.Library()


@register.simple_tag
def memoized(name: str, **values: Hashable) -> str:
    """What the template makes of the values. Raises TypeError for a model's row among them."""
    if settings.DEBUG:  # whoever edits templates sees it
        return _render(name, values)
    # Equal is not the same: 1 is not True on a page, and a safe string is not escaped.
    key = name, tuple(values.items()), tuple(map(type, values.values()))
    return _rendered.get(key, lambda: _render(name, values))


def rendered(render: Callable[..., SafeString], *values: Hashable) -> SafeString:
    """What the function makes of the values, once for all that are equal: each must be of one type
    only. For parts of which a page has many."""
    return cast(SafeString, _rendered.get((render, values), lambda: render(*values)))


class RenderCache:
    """What was asked for last, at most so many bytes, in two halves: when the younger one is full,
    the older one goes. What is found in the older one joins the younger."""

    def __init__(self, max_bytes: int) -> None:
        self._half = max_bytes // 2
        self._lock = Lock()
        self.clear()

    def get(self, key: Hashable, render: Callable[[], str]) -> str:
        text = self._younger.get(key)
        if text is None:
            text = self._older.get(key)
            if text is None:
                text = render()
            self._add(key, text)
        return text

    def clear(self) -> None:
        self._younger: dict[Hashable, str] = {}
        self._older: dict[Hashable, str] = {}
        self._bytes = 0

    def _add(self, key: Hashable, text: str) -> None:
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


_rendered = backend.register(RenderCache(MAX_BYTES))


def _render(name: str, values: dict[str, Hashable]) -> str:
    if any(issubclass(type(value), Model) for value in values.values()):
        raise TypeError(f"{name} is to be rendered of plain values, not of a row")
    return get_template(name).render(dict(values))
