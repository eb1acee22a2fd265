"""What a reader finds on the search page, looked for once after each change of any article."""

import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from articles import search
from articles.cards import Card, card_of_row
from articles.models import FIRST_YEAR, Article, Category
from articles.next_change import next_change
from articles.prepared_queries import KEYS, PreparedQuery, batches
from articles.querysets import CARD_FIELDS, CardRow
from caching import tags
from caching.memo import Memo
from vietnamese.clock import VIETNAM


class SearchRequest(NamedTuple):
    """What the search form says, and which of the hits are wanted."""

    query: str
    category: Category | None
    first_day: datetime.date | None
    last_day: datetime.date | None
    start: int
    most: int
    is_literal: bool = False  # whether the words are meant as they are typed

    @property
    def is_narrowed(self) -> bool:
        return bool(self.category or self.first_day or self.last_day)


class LoadedHit(NamedTuple):
    """What is shown of an article that was found, and the text that its excerpt is of."""

    title: str
    lead: str
    body: str
    card: Card


class ResultHit(NamedTuple):
    """A hit, by value: see caching.memoized."""

    card: Card
    title: SafeString
    excerpt: SafeString
    beside: SafeString


class ResultPage(NamedTuple):
    """Hits of one page, the best first; all else is that of all pages, see search.Hits."""

    hits: tuple[ResultHit, ...]
    total: int
    phrases: int
    phrases_are_capped: bool
    apart: int
    apart_are_capped: bool
    near: tuple[ResultHit, ...]
    query: str
    is_cut: bool


_pages: Memo[ResultPage] = Memo(tags.TEXTS, tags.CARDS, most=64)  # of some 20 kB


def _of_keys(at: datetime.datetime, **keys: int) -> QuerySet[Article, CardRow]:
    public = Article.objects.published(at).filter(pk__in=list(keys.values()))
    return public.values_list("pk", *CARD_FIELDS, "body")


_by_keys = PreparedQuery(_of_keys, at=datetime.datetime, **KEYS)


def cached_results(request: SearchRequest, at: datetime.datetime) -> ResultPage:
    """What readers may read of it at that moment (4 to 27 queries after a change, else none)."""
    return _pages.get(request, at, lambda: _results(request, at), until=lambda _: next_change(at))


def _results(request: SearchRequest, at: datetime.datetime) -> ResultPage:
    news = Article.objects.published(at)
    if request.category:
        news = news.in_category(request.category)
    if request.first_day or request.last_day:
        first_day = request.first_day or datetime.date(FIRST_YEAR, 1, 1)
        last_day = request.last_day or at.astimezone(VIETNAM).date()
        news = news.published_between(first_day, last_day)
    hits = search.find(
        news,
        request.query,
        request.start,
        request.most,
        request.is_literal,
        load=lambda keys: _loaded(keys, at),
    )
    return ResultPage(
        tuple(map(_result_hit, hits.hits)),
        hits.total,
        hits.phrases,
        hits.phrases_are_capped,
        hits.apart,
        hits.apart_are_capped,
        tuple(map(_result_hit, hits.near)),
        hits.query,
        hits.is_cut,
    )


def _result_hit(hit: search.Hit) -> ResultHit:
    return ResultHit(hit.article.card, hit.title_html, hit.excerpt_html, hit.beside_html)


def _loaded(keys: list[int], at: datetime.datetime) -> dict[int, LoadedHit]:
    """By key (1 query for each 24 of them)."""
    loaded: dict[int, LoadedHit] = {}
    for some in batches(keys):
        for *row, body in _by_keys.fetch(at=at, **some):
            card = card_of_row(tuple(row))
            loaded[row[0]] = LoadedHit(card.title, card.lead, body, card)
    return loaded
