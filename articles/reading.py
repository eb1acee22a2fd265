"""An article as readers get it, read from the database once after each change of it."""

import datetime
import math
from typing import NamedTuple

from django.shortcuts import get_object_or_404

from articles.models import Article
from articles.pieces import Piece, pieces
from freshness import tags
from freshness.memo import Memo


class Reading(NamedTuple):
    """The article with its category, cover, photos and bylines; and its body in pieces."""

    article: Article
    pieces: list[Piece]


_readings: Memo[Reading] = Memo(most=256)  # of some 25 kB


def reading(pk: int, at: datetime.datetime) -> Reading:
    """The article where anyone may read it at that moment; nobody may change it. Http404 where
    it is not public. 3 queries after a change of it, else none."""
    return _readings.get(
        pk,
        at,
        lambda: _read(pk, at),
        until=lambda found: _end(found.article),
        depends=(tags.article(pk),),
    )


def _read(pk: int, at: datetime.datetime) -> Reading:
    readable = Article.objects.published(at).select_related("category", "cover")
    article = get_object_or_404(readable.prefetch_related("photos", "bylines"), pk=pk)
    return Reading(article, list(pieces(article.body, article.photos.all())))


def _end(article: Article) -> float:
    return article.published_until.timestamp() if article.published_until else math.inf
