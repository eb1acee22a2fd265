from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Tin, bài"

    def ready(self) -> None:
        post_delete.connect(forget, sender="articles.Article")


def forget(instance: Any, **signal: Any) -> None:
    """A deleted article leaves the search, however it was deleted."""
    from articles import search

    search.forget(instance.pk)
