"""Whether the index says what the articles say, and what is to be written where it does not."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from articles import search
from articles.models import Article
from articles.search.rebuilding import BATCH, reindex_all

SAMPLE = 100

_MISSING = """
    SELECT id FROM articles_article WHERE NOT EXISTS
    (SELECT 1 FROM articles_search WHERE article_id = articles_article.id) ORDER BY id
"""
_SUPERFLUOUS = """
    SELECT article_id FROM articles_search WHERE NOT EXISTS
    (SELECT 1 FROM articles_article WHERE id = article_id) ORDER BY article_id
"""


@dataclass(frozen=True)
class Differences:
    """Keys of articles that are not indexed, of indexed ones that are no longer there, and of those
    among the sample that were indexed with other words."""

    missing: list[int]
    superfluous: list[int]
    outdated: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.superfluous or self.outdated)


def compare() -> Differences:
    """Which articles are there by their keys alone, all of them (2 queries, by the index of each);
    what they say for SAMPLE: half of it the newest, half from anywhere (some 6 queries)."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSING)
        missing = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(_SUPERFLUOUS)
        superfluous = [pk for (pk,) in cursor.fetchall()]
    sample = _articles(sorted(set(_sample())))
    return Differences(missing, superfluous, sorted(search.outdated(sample)))


def repair(found: Differences) -> int:
    """Writes what is missing and takes out what is superfluous; the whole index anew where the
    sample has other words, as there will be more of them. How many articles were written."""
    if found.outdated:
        return reindex_all()
    for pk in found.superfluous:
        search.remove(pk)
    for start in range(0, len(found.missing), BATCH):
        with transaction.atomic():
            rows = _articles(found.missing[start : start + BATCH])
            # Locked, so that no editor's newer text is overwritten in the index.
            search.index_many(rows.select_for_update(no_key=True))
    return len(found.missing)


def _articles(pks: list[int]) -> QuerySet[Any]:
    return Article.objects.filter(pk__in=pks).prefetch_related(*search.PARTS)


def _sample() -> Iterator[int]:
    """Keys of articles, some of which may be gone (2 queries)."""
    yield from Article.objects.order_by("-pk").values_list("pk", flat=True)[: SAMPLE // 2]
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    yield from random.sample(range(1, last + 1), min(SAMPLE // 2, last))
