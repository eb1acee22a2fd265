"""What of the site is sample content, for the admin: marked as such, and deleted at once."""

from collections import Counter
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from articles.models import Article, Category
from demo import loading
from demo.models import DemoItem
from portal.models import Banner, Identity, MenuItem, Page, WebLink

LISTED: tuple[type[Model], ...] = (Article, Category, Banner, WebLink, MenuItem, Page)


def items_of(model: type[Model]) -> QuerySet[DemoItem]:
    options = model._meta
    return DemoItem.objects.filter(
        content_type__app_label=options.app_label, content_type__model=options.model_name
    )


def is_sample(model: type[Model]) -> Exists:
    """Whether a row of the outer query is."""
    return Exists(items_of(model).filter(object_id=OuterRef("pk")))


def is_sample_identity() -> bool:
    """Whether the organisation is still the sample one (1 query, 2 more where the demo made it)."""
    item = items_of(Identity).first()
    return item is not None and item.is_untouched


def counts() -> list[tuple[str, int]]:
    """How many there are of each kind, in words ("bài", 34) (2 queries)."""
    models = Counter(item.content_type.model_class() for item in _items())
    return [(str(model._meta.verbose_name), number) for model, number in models.items() if model]


def delete_all() -> tuple[int, list[Any]]:
    """Deletes what nobody has rewritten: how many rows went, and what stays. What stays is the
    site's own from now on."""
    deleted, remaining = loading.unload()
    DemoItem.objects.all().delete()
    return deleted, remaining


def _items() -> QuerySet[DemoItem]:
    return DemoItem.objects.select_related("content_type").order_by("pk")
