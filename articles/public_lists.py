"""Lists of public articles that know their length, and reach any page, without counting."""

import datetime
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject

from articles.archive_counts import Numbers, PublicArchive
from articles.models import Article
from articles.next_change import next_change
from articles.prepared_queries import PreparedQuery
from articles.querysets import ArticleQuerySet, bounds
from caching import tags
from caching.memo import Memo
from vietnamese.clock import ONE_DAY

# So many articles are passed over by walking along the index; for a slice further down, the day
# in which it begins is looked up first.
NEAR = 100

KINDS = {"category": int, "since": datetime.datetime, "before": datetime.datetime}

T = TypeVar("T")
Show = Callable[[ArticleQuerySet], QuerySet[Article, T]]  # generic for the type checker only

_slices: Memo[list[Any]] = Memo(tags.CARDS, most=128)


@cache
def _query(show: "Show[T]", given: frozenset[str]) -> PreparedQuery[T]:
    """Public articles, newest first; `given` names those of KINDS that bound them."""

    def newest(
        at: datetime.datetime, category: int | None = None, **span: Any
    ) -> QuerySet[Article, T]:
        published = Article.objects.published_within(at, **span)
        listed = published.filter(category=category) if category else published
        return show(listed.newest_first())

    kinds = {name: kind for name, kind in KINDS.items() if name in given}
    return PreparedQuery(newest, at=datetime.datetime, **kinds)


class PublicList(Generic[T]):
    """Public articles, newest first, as a paginator wants them: `count()` and slices.

    `show` prepares them for showing, a function that has a name. Given `days`, there are those of
    these days only, and their numbers are known. The length costs one query, unless the days are
    given; a slice costs one, and one more to find its day where that is not NEAR.
    """

    def __init__(self, public: PublicArchive, show: "Show[T]", days: Numbers | None = None) -> None:
        self.public = public
        self.show = show
        self.days = days

    def count(self) -> int:
        return sum(self._numbers.values())

    def __getitem__(self, wanted: slice) -> "SimpleLazyObject[list[T]]":
        """A list, fetched when used; nobody may change it."""
        return SimpleLazyObject(lambda: self._slice(wanted.start, wanted.stop))

    def _slice(self, start: int, stop: int) -> list[T]:
        first, last = self._span
        if start >= NEAR:
            last, before = self._day_at(start)
            start, stop = start - before, stop - before
        since, before_when = bounds(self.public.at, first, last)
        category = self.public.category.pk if self.public.category else None
        given = {"category": category, "since": since, "before": before_when}
        values = {name: value for name, value in given.items() if value is not None}
        query = _query(self.show, frozenset(values))
        return query.fetch(start, stop, at=self.public.at, **values)

    @property
    def _span(self) -> tuple[datetime.date | None, datetime.date | None]:
        return (min(self.days), max(self.days)) if self.days else (None, None)

    @cached_property
    def _numbers(self) -> Numbers:
        return self.public.by_month() if self.days is None else self.days

    def _day_at(self, place: int) -> tuple[datetime.date, int]:
        """The day of the article at that place, and how many come before that day's."""
        span, before = _span_at(self._numbers, place)
        if self.days is not None:
            return span, before
        last = (span + 31 * ONE_DAY).replace(day=1) - ONE_DAY
        days = self.public.by_day(span, last) or {last: 0}
        day, within = _span_at(days, place - before)
        return day, before + within


class CachedList(PublicList[T]):
    """A list whose slices stay in memory, for every reader asks for them again, until an article
    changes, appears or expires."""

    def _slice(self, start: int, stop: int) -> list[T]:
        key = self.public.category, self._span, start, stop, self.show
        at, fetch = self.public.at, super()._slice
        return _slices.get(key, at, lambda: fetch(start, stop), lambda _: next_change(at))


class OtherNews(CachedList[Article]):
    """A category's public articles without the one being read, which is one of them."""

    def __init__(self, public: PublicArchive, show: "Show[Article]", read: Article) -> None:
        super().__init__(public, show)
        self.read = read

    def count(self) -> int:
        return max(0, super().count() - 1)

    def _slice(self, start: int, stop: int) -> list[Article]:
        """One more than wanted is fetched: the one read stands among them, or before or after."""
        return self._without(super()._slice(start, stop + 1))[: stop - start]

    def _without(self, around: list[Article]) -> list[Article]:
        found = [article for article in around if article.pk != self.read.pk]
        if found and len(found) == len(around) and _place(self.read) > _place(found[0]):
            del found[0]
        return found


def _span_at(numbers: Numbers, place: int) -> tuple[datetime.date, int]:
    """The month or day in which that place of a list lies, and how many stand before it; the
    oldest one where articles went since they were counted."""
    before = 0
    for span, number in numbers.items():
        if place < before + number:
            return span, before
        before += number
    return span, before - number


def _place(article: Article) -> tuple[datetime.datetime | None, int]:
    return article.published_from, article.pk
