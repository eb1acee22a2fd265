"""Writes the whole index anew; apart from the search itself, which knows no models."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from articles import search
from articles.models import Article

BATCH = 500


def reindex_all(progress: Callable[[int], Any] | None = None) -> int:
    """Throw the index away and write it anew, newest articles first; returns how many.

    At most eight queries a batch of 500 articles. Each batch is a transaction of its own, so that
    editors wait for one at most; meanwhile search finds what is indexed already. `progress` is
    called with the number of articles done.
    """
    pks = list(Article.objects.order_by("-pk").values_list("pk", flat=True))
    with search.recreated():
        for start in range(0, len(pks), BATCH):
            batch = pks[start : start + BATCH]
            with transaction.atomic():
                rows = Article.objects.filter(pk__in=batch).prefetch_related(*search.PARTS)
                # Locked, so that no editor's newer text is overwritten in the index.
                search.fill(rows.select_for_update(no_key=True))
            if progress:
                progress(start + len(batch))
    return len(pks)
