"""The pages of a topic: its articles, page by page, and as a feed."""

import datetime
from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from articles.feed_items import FEED_LENGTH, feed_response
from articles.models import Article, FormerTopic, Topic
from articles.next_change import next_change
from articles.paging import NumberedPages, page_number
from articles.prepared_queries import PreparedQuery
from articles.querysets import ArticleQuerySet
from caching import tags
from caching.memo import Memo

PER_PAGE = 12

T = TypeVar("T")
Show = Callable[[ArticleQuerySet], QuerySet[Article, T]]  # generic for the type checker only

_by_slug = PreparedQuery(lambda slug: Topic.objects.filter(slug=slug), slug=str)
_topics: Memo[Topic] = Memo(tags.EVERYTHING, most=128)
_slices: Memo[list[Any]] = Memo(tags.TEXTS, most=64)
_numbers: Memo[int] = Memo(tags.TEXTS, most=64)


@cache
def _query(show: "Show[T]") -> PreparedQuery[T]:
    def newest(topic: int, at: datetime.datetime) -> QuerySet[Article, T]:
        return show(_public(topic, at).newest_first())

    return PreparedQuery(newest, topic=int, at=datetime.datetime)


class TopicList(Generic[T]):
    """A topic's public articles, newest first, as a paginator wants them. Its length and each slice
    cost one query after a change of any article, else none."""

    def __init__(self, topic: Topic, at: datetime.datetime, show: "Show[T]") -> None:
        self.topic = topic
        self.at = at
        self.show = show

    def count(self) -> int:
        found = _public(self.topic.pk, self.at)
        return _numbers.get(self.topic.pk, self.at, found.count, until=self._until)

    def __getitem__(self, wanted: slice) -> "SimpleLazyObject[list[T]]":
        """A list, fetched when used; nobody may change it."""
        return SimpleLazyObject(lambda: self._slice(wanted.start, wanted.stop))

    def _slice(self, start: int, stop: int) -> list[T]:
        def fetch() -> list[T]:
            query: PreparedQuery[T] = _query(self.show)
            return query.fetch(start, stop, topic=self.topic.pk, at=self.at)

        key = self.topic.pk, start, stop, self.show
        return _slices.get(key, self.at, fetch, until=self._until)

    def _until(self, _found: object) -> float:
        return next_change(self.at)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Three queries; none where nothing has changed since."""
    if (found := _topic(slug)) is None:
        return gone_or_404(request, slug)
    articles = TopicList(found, timezone.now(), ArticleQuerySet.for_card_rows)
    page = NumberedPages(articles, PER_PAGE).page_at(page_number(request, "trang"))
    return render(request, "articles/topic.html", {"topic": found, "page": page})


@require_safe
def topic_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """RSS 2.0 of one topic (2 queries)."""
    if (found := _topic(slug)) is None:
        return gone_or_404(request, slug)
    articles = TopicList(found, timezone.now(), ArticleQuerySet.for_feed)
    return feed_response(request, articles[0:FEED_LENGTH], {"topic": found})


def gone_or_404(request: HttpRequest, slug: str) -> HttpResponse:
    """410, in words, for a topic that was deleted; Http404 for one that never was (1 query)."""
    if not FormerTopic.objects.filter(slug=slug).exists():
        raise Http404("Không có chuyên đề này.")
    response = render(request, "articles/former_topic.html", status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-cache"  # there may be one of that name again
    return response


def after_save(instance: Topic, **_: Any) -> None:
    """Receiver of a topic's post_save: its address leads to it (1 query)."""
    FormerTopic.objects.filter(slug=instance.slug).delete()


def after_delete(instance: Topic, **_: Any) -> None:
    """Receiver of a topic's post_delete: its address says that it is gone (1 query)."""
    FormerTopic.objects.get_or_create(slug=instance.slug)


def _topic(slug: str) -> Topic | None:
    def read() -> Topic:
        if not (found := _by_slug.fetch(slug=slug)):
            raise Topic.DoesNotExist
        return found[0]

    try:
        return _topics.get(slug, timezone.now(), read)
    except Topic.DoesNotExist:
        return None


def _public(topic: int, at: datetime.datetime) -> ArticleQuerySet:
    return Article.objects.published(at).filter(topic_entries__topic=topic)
