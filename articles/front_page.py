"""What stands on the home page: the lead story, the next ones, a box per category."""

import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from articles.models import Article, Category
from articles.next_change import next_change
from caching import tags
from caching.memo import Memo

SECONDS = 4
BOX_SIZE = 5


class Box(NamedTuple):
    category: Category
    articles: list[Article]


class FrontPage(NamedTuple):
    top: list[Article]  # the lead story first
    boxes: list[Box]


_pages: Memo[FrontPage] = Memo(tags.CARDS)


def cached_front_page(at: datetime.datetime) -> FrontPage:
    """As it is at that moment (3 queries after a change, else none); nobody may change it."""
    return _pages.get(None, at, lambda: _make(at), until=lambda _: next_change(at))


def _make(at: datetime.datetime) -> FrontPage:
    top = top_stories(at)
    return FrontPage(top, boxes(at, shown=top) if top else [])


def top_stories(at: datetime.datetime) -> list[Article]:
    """The newest articles, 1 + SECONDS of them (1 query). The lead story stands first: the
    newest that has a photo, or simply the newest."""
    newest = list(Article.objects.published(at).newest_first().for_cards()[: 1 + SECONDS])
    with_photo = (article for article in newest if article.cover and article.cover.file)
    lead = next(with_photo, newest[0] if newest else None)
    return sorted(newest, key=lambda article: article is not lead)


def boxes(at: datetime.datetime, shown: list[Article]) -> list[Box]:
    """Each category that has news besides `shown`, with its newest BOX_SIZE (2 queries).

    Each place of each box is a subquery of its own, so that it reads a few entries of the index
    on (category, published_from) however long the archive is; a window over all articles
    would read them all.
    """
    newest = (
        Article.objects.published(at)
        .filter(category=OuterRef("pk"))
        .exclude(pk__in=[article.pk for article in shown])
        .newest_first()
        .values("pk")
    )
    places = [f"place_{number}" for number in range(BOX_SIZE)]
    categories = Category.objects.annotate(
        **{place: Subquery(newest[number : number + 1]) for number, place in enumerate(places)}
    )
    chosen = {
        category: [pk for place in places if (pk := getattr(category, place))]
        for category in categories
    }
    articles = Article.objects.for_cards().in_bulk([pk for pks in chosen.values() for pk in pks])
    return [Box(category, [articles[pk] for pk in pks]) for category, pks in chosen.items() if pks]
