"""{% drawn "articles/_card.html" card=article.card modifier="row" %}: an include that is drawn
once for the same values, whichever page they stand on.

Its template sees nothing but these values, so that what is kept can never be old: when an article
changes, its values are others. They are plain ones, such as strings, numbers, moments, and tuples
of them; a model's row would pass for itself with other content.
"""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.loader import get_template

MOST = 512  # of 2 to 8 kB each

register = template.Library()


@register.simple_tag
def drawn(name: str, **values: Hashable) -> str:
    """What the template makes of the values. Raises TypeError for a model's row among them."""
    # Equal is not the same: 1 is not True on a page, and a safe string is not escaped.
    kinds = tuple(map(type, values.values()))
    draw = _draw.__wrapped__ if settings.DEBUG else _draw  # whoever edits templates sees it
    return draw(name, tuple(values.items()), kinds)


@lru_cache(MOST)
def _draw(name: str, values: tuple[tuple[str, Hashable], ...], kinds: tuple[type, ...]) -> str:
    if any(issubclass(kind, Model) for kind in kinds):
        raise TypeError(f"{name} is to be drawn of plain values, not of a row")
    return get_template(name).render(dict(values))


def forget_all() -> None:
    """Drops all that is drawn, as if the process had just started."""
    _draw.cache_clear()
