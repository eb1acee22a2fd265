"""What stands on the home page: the lead story, the next ones, a box per category."""

import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from articles.addresses import category_address
from articles.models import Article, Category
from articles.next_change import next_change
from articles.prepared_queries import PreparedQuery
from caching import tags
from caching.memo import Memo

SECONDS = 4
BOX_SIZE = 5
SHOWN = [f"shown_{number}" for number in range(1 + SECONDS)]
NO_PK = 0

BoxRow = tuple[Any, ...]  # name and slug of a category, then the keys of its BOX_SIZE articles


class Box(NamedTuple):
    """A category and its newest articles."""

    name: str
    address: str
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
    newest = _newest.fetch(0, 1 + SECONDS, at=at)
    with_photo = (article for article in newest if article.cover and article.cover.file)
    lead = next(with_photo, newest[0] if newest else None)
    return sorted(newest, key=lambda article: article is not lead)


def boxes(at: datetime.datetime, shown: list[Article]) -> list[Box]:
    """Each category that has news besides `shown`, with its newest BOX_SIZE (2 queries)."""
    keys = [article.pk for article in shown] + [NO_PK] * len(SHOWN)
    rows = _boxes.fetch(at=at, **dict(zip(SHOWN, keys, strict=False)))
    chosen = [(name, slug, [pk for pk in places if pk]) for name, slug, *places in rows]
    articles = _cards_of([pk for *_, pks in chosen for pk in pks])
    return [
        Box(name, category_address(slug), [articles[pk] for pk in pks if pk in articles])
        for name, slug, pks in chosen
        if pks
    ]


def _box_rows(at: datetime.datetime, **shown: int) -> "QuerySet[Category, BoxRow]":
    """Each place of each box is a subquery of its own, so that it reads a few entries of the index
    on (category, published_from) however long the archive is; a window over all articles would
    read them all."""
    newest = (
        Article.objects.published(at)
        .filter(category=OuterRef("pk"))
        .exclude(pk__in=list(shown.values()))
        .newest_first()
        .values("pk")
    )
    places = {
        f"place_{number}": Subquery(newest[number : number + 1]) for number in range(BOX_SIZE)
    }
    return Category.objects.annotate(**places).values_list("name", "slug", *places)


def _cards_of(keys: list[int]) -> dict[int, Article]:
    """By key (1 query, none where there are no keys)."""
    if not keys:
        return {}
    named = {f"key_{number}": key for number, key in enumerate(keys)}
    return {article.pk: article for article in _cards(len(keys)).fetch(**named)}


@cache  # a site has as many numbers of keys as its categories allow
def _cards(number_of: int) -> PreparedQuery[Article]:
    kinds = {f"key_{number}": int for number in range(number_of)}
    return PreparedQuery(
        lambda **keys: Article.objects.filter(pk__in=list(keys.values())).for_cards(), **kinds
    )


_newest = PreparedQuery(
    lambda at: Article.objects.published(at).newest_first().for_cards(), at=datetime.datetime
)
_boxes = PreparedQuery(_box_rows, at=datetime.datetime, **dict.fromkeys(SHOWN, int))
