"""What stands on the home page: the lead story, the next ones, a box per category."""

import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.addresses import category_address
from articles.models import Article, Category, FrontStory
from articles.models.front_story import LEAD
from articles.next_change import next_change
from articles.prepared_queries import PreparedQuery
from articles.querysets import CARD_FIELDS
from caching import tags
from caching.memo import Memo

SECONDARY_STORIES = 4
BOX_SIZE = 5
SHOWN = [f"shown_{number}" for number in range(1 + SECONDARY_STORIES)]
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
    """As it is at that moment (4 queries after a change, else none); nobody may change it."""
    return _pages.get(None, at, lambda: _make(at), until=lambda _: next_change(at))


def _make(at: datetime.datetime) -> FrontPage:
    top = top_stories(at)
    return FrontPage(top, boxes(at, shown=top) if top else [])


def top_stories(at: datetime.datetime) -> list[Article]:
    """1 + SECONDARY_STORIES of them, the lead story first (2 queries): those that editors have put
    there, as far as readers may see them, then the newest. The lead story of the newest is the
    first that has a photo, or simply the first."""
    chosen = _chosen.fetch(at=at, day=timezone.localdate(at))
    pinned = [story.article for story in chosen if story.place == LEAD]
    seconds = [story.article for story in chosen if story.place != LEAD]
    newest = _newest.fetch(0, 1 + SECONDARY_STORIES, at=at)
    others = [article for article in newest if article not in (*pinned, *seconds)]
    with_photo = (article for article in others if article.cover and article.cover.file)
    leads = [*pinned, *with_photo, *others, *seconds][:1]
    top = [*leads, *(article for article in (*seconds, *others) if article not in leads)]
    return top[: 1 + SECONDARY_STORIES]


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


def _chosen_stories(at: datetime.datetime, day: datetime.date) -> QuerySet[FrontStory]:
    """A few rows, each looked up among the articles: they are never walked through."""
    public = Article.objects.published(at).filter(pk=OuterRef("article"))
    not_over = FrontStory.objects.filter(Q(until=None) | Q(until__gte=day), Exists(public))
    return (
        not_over.select_related("article__category", "article__cover")
        .only("place", *(f"article__{name}" for name in CARD_FIELDS))
        .order_by("place")
    )


_chosen = PreparedQuery(_chosen_stories, at=datetime.datetime, day=datetime.date)
_newest = PreparedQuery(
    lambda at: Article.objects.published(at).newest_first().for_cards(), at=datetime.datetime
)
_boxes = PreparedQuery(_box_rows, at=datetime.datetime, **dict.fromkeys(SHOWN, int))
