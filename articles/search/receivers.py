"""What is searched follows each change of an article, its photos, bylines and documents."""

from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from articles import search
from articles.models import Article, Attachment, Byline, Photo

# Columns that the index holds something of.
INDEXED = {"title", "lead", "body", "category", "category_id", "published_from"}


def after_save(
    instance: Article,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Receiver of an article's post_save (4 queries). Not while a fixture is loaded, where its
    photos may come later: `manage.py rebuild_search` is to follow."""
    if not raw and (update_fields is None or update_fields & INDEXED):
        search.index(instance)


def after_delete(instance: Article, **_: Any) -> None:
    """Receiver of an article's post_delete (1 query)."""
    search.remove(instance.pk)


def after_part(
    instance: Photo | Byline | Attachment,
    raw: bool = False,
    origin: Model | QuerySet[Any] | None = None,
    **_: Any,
) -> None:
    """Receiver of a photo's, byline's or document's post_save and post_delete: its caption or name
    is searched with its article from now on, or no longer (5 queries).

    Not where it is deleted together with the article, nor while a fixture is loaded.
    """
    deleted_as = origin.model if isinstance(origin, QuerySet) else type(origin)
    if raw or (origin is not None and deleted_as is not type(instance)):
        return
    with transaction.atomic():
        # Read anew and locked, so that no newer text is overwritten in the index.
        locked = Article.objects.select_for_update(no_key=True)
        if article := locked.filter(pk=instance.article_id).first():
            search.index(article)
