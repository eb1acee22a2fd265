"""Writes the whole index anew; apart from the search itself, which knows no models."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from articles import search
from articles.models import Article

BATCH = 200


def reindex_all(progress: Callable[[int], Any] | None = None) -> int:
    """Throw the index away and write it anew, newest articles first; returns how many.

    Four queries a batch of 200 articles, and one an article. Each batch is a transaction of its
    own, so editors need not wait; meanwhile search finds what is indexed already. `progress` is
    called with the number of articles done.
    """
    search.recreate()
    pks = list(Article.objects.order_by("-pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH]
        with transaction.atomic():
            rows = Article.objects.filter(pk__in=batch).prefetch_related("photos", "bylines")
            # Locked, so that no editor's newer text is overwritten in the index.
            for article in rows.select_for_update(no_key=True).order_by("-pk"):
                search.index(article)
        if progress:
            progress(start + len(batch))
    return len(pks)
