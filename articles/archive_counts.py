"""How many articles are public, by month and by day, without counting them.

The counts of count_triggers know the published articles by category, day of publication and last
day. What they cannot know is the hour, so that today's articles, and those that end today, are
counted as rows; whatever began and ended before today costs nothing. Right to the second, at any
moment.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, DateField, Q, QuerySet, Sum, Value
from django.db.models.functions import TruncDate

from articles.models import Article, Category, PublicationCount
from articles.models.publication_count import NEVER
from articles.next_change import next_change
from articles.querysets import ArticleQuerySet
from caching import tags
from caching.memo import Memo
from vietnamese.clock import ONE_DAY, VIETNAM, midnight

Rows = TypeVar("Rows", bound=QuerySet[Any])
Numbers = dict[datetime.date, int]  # of articles, the newest day or month first

_numbers: Memo[Numbers] = Memo(tags.CARDS, most=512)


@dataclass(frozen=True)
class PublicArchive:
    """What is public at a moment, in one category or in all."""

    at: datetime.datetime
    category: Category | None = None

    @cached_property
    def today(self) -> datetime.date:
        return self.at.astimezone(VIETNAM).date()

    def articles(
        self, first: datetime.date | None = None, last: datetime.date | None = None
    ) -> ArticleQuerySet:
        """All of them, or those published from `first` to `last`."""
        return self._within(Article.objects.published(self.at, first, last))

    def by_day(self, first: datetime.date, last: datetime.date) -> Numbers:
        """The days from `first` to `last` that have news (1 query after a change, else none)."""
        return self._cached((first, last), lambda: self._by_day(first, last))

    def by_month(self) -> Numbers:
        """All months that have news, by their first days (as by_day)."""
        return self._cached(None, self._by_month)

    def by_month_of(self, year: int) -> Numbers:
        """The months of that year that have news, by their first days (as by_day)."""
        return self._cached(year, lambda: self._by_month_of(year))

    def _cached(self, what: Hashable, count: Callable[[], Numbers]) -> Numbers:
        """What every page of a list and every calendar asks again, in memory until an article
        changes, appears or expires."""
        key = what, self.category and self.category.pk
        return _numbers.get(key, self.at, count, until=lambda _: next_change(self.at))

    def _by_day(self, first: datetime.date, last: datetime.date) -> Numbers:
        over = self._began(PublicationCount.Unit.DAY, first, min(last, self.today - ONE_DAY))
        return self._summed([over, *self._live(first, last)])

    def _by_month(self) -> Numbers:
        month = self.today.replace(day=1)
        months = self._within(PublicationCount.objects.filter(unit=PublicationCount.Unit.MONTH))
        lasting = months.filter(ends=NEVER)
        ending = months.filter(ends__gt=self.today, ends__lt=NEVER)
        # Here the end leads to the rows, and the month only filters the sum.
        over = Sum("number", filter=Q(first__lt=month), default=0)
        return _months(
            self._summed(
                [
                    lasting.filter(first__lt=month)
                    .values_list("first")
                    .annotate(total=Sum("number")),
                    ending.values_list("first").annotate(total=over),
                    self._began(PublicationCount.Unit.DAY, month, self.today - ONE_DAY),
                    *self._live(datetime.date.min, datetime.date.max),
                ]
            )
        )

    def _by_month_of(self, year: int) -> Numbers:
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        month = self.today.replace(day=1)
        over = self._began(PublicationCount.Unit.MONTH, first, min(last, month - ONE_DAY))
        current = self._began(PublicationCount.Unit.DAY, max(first, month), self.today - ONE_DAY)
        return _months(self._summed([over, current, *self._live(first, last)]))

    def _began(self, unit: str, first: datetime.date, last: datetime.date) -> QuerySet[Any, Any]:
        """Here the day leads to the rows, and the end only filters the sum."""
        counts = PublicationCount.objects.filter(unit=unit, first__range=(first, last))
        lasting = Sum("number", filter=Q(ends__gt=self.today), default=0)
        return self._within(counts).values_list("first").annotate(total=lasting)

    def _live(self, first: datetime.date, last: datetime.date) -> list[QuerySet[Any, Any]]:
        """Today's articles, and older ones that are still public but end today."""
        parts = []
        if first <= self.today <= last:
            fresh = self.articles(first=self.today)
            parts.append(
                fresh.values_list(Value(self.today, DateField())).annotate(total=Count("pk"))
            )
        expiring = self._within(Article.objects.expiring_after(self.at))
        ending = expiring.filter(published_until__lt=midnight(self.today + ONE_DAY))
        # Compared as days, which no index knows: the one on the end is to be used.
        day = TruncDate("published_from", tzinfo=VIETNAM)
        last = min(last, self.today - ONE_DAY)
        older = ending.alias(day=day).filter(day__range=(first, last))  # type: ignore[misc]  # the plugin knows no range of an alias
        parts.append(older.values_list(day).annotate(total=Count("pk")))
        return parts

    def _within(self, rows: Rows) -> Rows:
        return rows.filter(category=self.category) if self.category else rows

    def _summed(self, parts: list[QuerySet[Any, Any]]) -> Numbers:
        numbers: defaultdict[datetime.date, int] = defaultdict(int)
        for day, number in parts[0].union(*parts[1:], all=True):
            numbers[day] += number
        return {day: number for day, number in sorted(numbers.items(), reverse=True) if number}


def _months(days: Numbers) -> Numbers:
    numbers: defaultdict[datetime.date, int] = defaultdict(int)
    for day, number in days.items():
        numbers[day.replace(day=1)] += number
    return dict(numbers)
