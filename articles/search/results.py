"""What a reader finds on the search page, looked for once after each change of any article."""

import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString

from articles import archive, search
from articles.cards import Card, card_of
from articles.models import Article, Category
from articles.next_change import next_change
from articles.querysets import VIETNAM
from freshness import tags
from freshness.memo import Memo


class Asked(NamedTuple):
    """What the search form says, and which of the hits are wanted."""

    query: str
    category: Category | None
    first_day: datetime.date | None
    last_day: datetime.date | None
    start: int
    most: int


class FoundArticle(NamedTuple):
    """A hit, by value: see freshness.drawn."""

    card: Card
    title: SafeString
    excerpt: SafeString


class Found(NamedTuple):
    """Hits of one page, the best first; `total` is that of all pages, see search.Hits."""

    hits: tuple[FoundArticle, ...]
    total: int
    total_is_capped: bool


_found: Memo[Found] = Memo(tags.TEXTS, tags.CARDS, most=256)  # of some 20 kB


def find(asked: Asked, at: datetime.datetime) -> Found:
    """What readers may read of it at that moment (3 queries after a change, else none)."""
    return _found.get(asked, at, lambda: _look(asked, at), until=lambda found: next_change(at))


def _look(asked: Asked, at: datetime.datetime) -> Found:
    news = Article.objects.published(at)
    if asked.category:
        news = news.in_category(asked.category)
    if asked.first_day or asked.last_day:
        first_day = asked.first_day or datetime.date(archive.FIRST_YEAR, 1, 1)
        last_day = asked.last_day or at.astimezone(VIETNAM).date()
        news = news.published_between(first_day, last_day)
    hits = search.find(news.for_cards(), asked.query, asked.start, asked.most)
    found = (
        FoundArticle(card_of(hit.article), hit.title_html, hit.excerpt_html) for hit in hits.hits
    )
    return Found(tuple(found), hits.total, hits.total_is_capped)
