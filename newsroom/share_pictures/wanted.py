"""Which rows are to have a picture made of their title."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from articles.models import Article, Category, Photo, Topic
from pictures.share_picture import Look, share_name
from portal.models import Identity, Page
from richtext.placed_photo import PICTURED

MODELS: tuple[type[Model], ...] = (Identity, Category, Topic, Page, Article)


PHOTO = Photo.objects.filter(PICTURED, pk=OuterRef("cover"))
# So many of the last changed and of the newest articles are looked at after a change.
RECENT = 100


def rows_of(model: type[Model]) -> "QuerySet[Any]":
    """Those whose page may need one, newest first."""
    if model is not Article:
        return model._base_manager.order_by("-pk")
    published = Article.objects.with_published_status().filter(~Exists(PHOTO))
    return published.order_by("-pk").only("title", "share_picture")


def recent_rows(model: type[Model]) -> Iterator[Any]:
    """Those of them that may just have changed: all but articles (1 query, or 2)."""
    rows = rows_of(model)
    if model is not Article:
        return rows.iterator()
    found = [*rows[:RECENT], *rows.order_by("-updated_at", "-pk")[:RECENT]]
    return iter({row.pk: row for row in found}.values())


def lacking(rows: Iterator[Any], look: Look, there: set[str]) -> Iterator[Any]:
    """Those of them that have none of what they are called now, or whose file is not there."""
    for row in rows:
        name = share_name(row, look)
        if row.share_picture.name != name or name not in there:
            yield row


def unwanted() -> "QuerySet[Any]":
    """Articles that have got a photo since."""
    made = Article.objects.exclude(share_picture=None).exclude(share_picture="")
    return made.filter(Exists(PHOTO))
