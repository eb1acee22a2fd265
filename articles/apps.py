from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_migrate, post_save


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Tin, bài"

    def ready(self) -> None:
        from articles import keeping

        post_migrate.connect(keeping.resume, sender=self)
        post_delete.connect(forget, sender="articles.Article")
        for model in ("articles.Photo", "articles.Byline"):
            post_save.connect(renew, sender=model)
            post_delete.connect(renew, sender=model)


def forget(instance: Any, **signal: Any) -> None:
    """A deleted article leaves the search, and links to it are broken, however it was deleted
    (2 queries)."""
    from articles import search, site_links

    search.forget(instance.pk)
    site_links.forget(instance.pk)


def renew(
    instance: Any, raw: bool = False, origin: Model | QuerySet | None = None, **signal: Any
) -> None:
    """A caption or a name is searched with its article from now on, or no longer (4 queries).

    Not where it is deleted together with the article, nor while a fixture is loaded, where the
    article may come later: `manage.py rebuild_search` is to follow.
    """
    from articles import search
    from articles.models import Article

    deleted_as = origin.model if isinstance(origin, QuerySet) else type(origin)
    if raw or (origin is not None and deleted_as is not type(instance)):
        return
    with transaction.atomic():
        # Read anew and locked, so that no newer text is overwritten in the index.
        locked = Article.objects.select_for_update(no_key=True)
        if article := locked.filter(pk=instance.article_id).first():
            search.index(article)
