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
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar, get_type_hints

from django.db.models import Count, DateField, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import TruncDate

from articles.models import Article, Category, PublicationCount
from articles.models.publication_count import NEVER
from articles.next_change import next_change
from articles.prepared_queries import PreparedQuery
from caching import tags
from caching.memo import Memo
from vietnamese.clock import ONE_DAY, VIETNAM, midnight

Rows = TypeVar("Rows", bound=QuerySet[Any])
Counted = tuple[datetime.date, int]  # the first day, the number
Part = QuerySet[Any, Counted]
Parts = list[Part]
Over = Callable[["Span"], Parts]
Numbers = dict[datetime.date, int]  # of articles, the newest day or month first

_numbers: Memo[Numbers] = Memo(tags.CARDS, most=512)


class Around(NamedTuple):
    """A stretch of the archive: its days with news, and the nearest months before and behind it
    that have any, by their first days."""

    days: Numbers
    earlier: datetime.date | None
    later: datetime.date | None


@dataclass(frozen=True)
class PublicArchive:
    """What is public at a moment, in one category or in all."""

    at: datetime.datetime
    category: Category | None = None

    @cached_property
    def today(self) -> datetime.date:
        return self.at.astimezone(VIETNAM).date()

    def by_day(self, first: datetime.date, last: datetime.date) -> Numbers:
        """The days from `first` to `last` that have news (1 query after a change, else none)."""
        return self._cached((first, last), lambda: self._by_day(first, last))

    def around(self, first: datetime.date, last: datetime.date) -> Around:
        """The whole months from `first` to `last` (as by_day). Another month whose articles all end
        today counts as empty."""
        found = self._cached(("around", first, last), lambda: self._around(first, last))
        days = {day: number for day, number in found.items() if first <= day <= last}
        earlier = max((day for day in found if day < first), default=None)
        later = min((day for day in found if day > last), default=None)
        return Around(days, earlier, later and later.replace(day=1))

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
        return self._counted(days, first, last)

    def _around(self, first: datetime.date, last: datetime.date) -> Numbers:
        return self._counted(days_around, first, last)

    def _by_month(self) -> Numbers:
        return _months(self._counted(all_months, datetime.date.min, datetime.date.max))

    def _by_month_of(self, year: int) -> Numbers:
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return _months(self._counted(months, first, last))

    def _counted(self, over: Over, first: datetime.date, last: datetime.date) -> Numbers:
        month = self.today.replace(day=1)
        in_category = {"category": self.category.pk} if self.category else {}
        has_today = over is days_around or first <= self.today <= last
        query = _query(over, has_today, bool(in_category))
        rows = query.fetch(
            at=self.at,
            today=self.today,
            midnight=midnight(self.today),
            tomorrow=midnight(self.today + ONE_DAY),
            month=month,
            first=first,
            last=min(last, self.today - ONE_DAY),
            end=last,
            last_of_months=min(last, month - ONE_DAY),
            first_of_days=max(first, month),
            before_days=max(last, month - ONE_DAY),
            **in_category,
        )
        numbers: defaultdict[datetime.date, int] = defaultdict(int)
        for day, number in rows:
            numbers[day] += number
        return {day: number for day, number in sorted(numbers.items(), reverse=True) if number}


class Span(NamedTuple):
    """The days that are counted, as seen at a moment. Each bound comes as one: of two lower, or two
    upper ones, SQLite looks up an arbitrary one."""

    at: datetime.datetime
    today: datetime.date
    midnight: datetime.datetime  # at which today began
    tomorrow: datetime.datetime  # the one at which it ends
    month: datetime.date  # the first day of this month
    first: datetime.date
    last: datetime.date  # at most yesterday
    end: datetime.date  # the last day
    last_of_months: datetime.date  # at most the last day of the month before
    first_of_days: datetime.date  # at least the first day of this month
    before_days: datetime.date  # the last day, or the last one before this month
    category: int | None = None

    def within(self, rows: Rows) -> Rows:
        return rows.filter(category=self.category) if self.category else rows


def days(span: Span) -> Parts:
    return [began(span, PublicationCount.Unit.DAY, span.first, span.last)]


def days_around(span: Span) -> Parts:
    """Besides the days, one day of each of the nearest months, found by their counts."""
    lasting = span.within(PublicationCount.objects.filter(ends__gt=span.today, number__gt=0))
    months = lasting.filter(unit=PublicationCount.Unit.MONTH)
    this_month = lasting.filter(unit=PublicationCount.Unit.DAY, first__lt=span.today)
    return [
        *days(span),
        nearest(months.filter(first__lt=span.first), "-first"),
        nearest(months.filter(first__gt=span.end, first__lt=span.month), "first"),
        nearest(this_month.filter(first__gt=span.before_days), "first"),
    ]


def nearest(counts: QuerySet[PublicationCount], order: str) -> Part:
    """At most one row: a part of a union may not be cut itself."""
    found = PublicationCount.objects.filter(pk=Subquery(counts.order_by(order).values("pk")[:1]))
    return found.values_list("first", "number")


def months(span: Span) -> Parts:
    """Whole months, and the days of this one."""
    return [
        began(span, PublicationCount.Unit.MONTH, span.first, span.last_of_months),
        began(span, PublicationCount.Unit.DAY, span.first_of_days, span.last),
    ]


def all_months(span: Span) -> Parts:
    counted = span.within(PublicationCount.objects.filter(unit=PublicationCount.Unit.MONTH))
    lasting = counted.filter(ends=NEVER, first__lt=span.month)
    ending = counted.filter(ends__gt=span.today, ends__lt=NEVER)
    # Here the end leads to the rows, and the month only filters the sum.
    over = Sum("number", filter=Q(first__lt=span.month), default=0)
    return [
        lasting.values_list("first").annotate(total=Sum("number")),
        ending.values_list("first").annotate(total=over),
        began(span, PublicationCount.Unit.DAY, span.month, span.last),
    ]


def began(span: Span, unit: str, first: datetime.date, last: datetime.date) -> Part:
    """Here the day leads to the rows, and the end only filters the sum."""
    counts = PublicationCount.objects.filter(unit=unit, first__range=(first, last))
    lasting = Sum("number", filter=Q(ends__gt=span.today), default=0)
    return span.within(counts).values_list("first").annotate(total=lasting)


def fresh(span: Span) -> Part:
    """Today's articles."""
    published = span.within(Article.objects.published_within(span.at, since=span.midnight))
    return published.values_list(Value(span.today, DateField())).annotate(total=Count("pk"))


def ending_today(span: Span) -> Part:
    """Older ones that are still public but end today."""
    expiring = span.within(Article.objects.expiring_after(span.at))
    ending = expiring.filter(published_until__lt=span.tomorrow)
    # Compared as days, which no index knows: the one on the end is to be used.
    day = TruncDate("published_from", tzinfo=VIETNAM)
    older = ending.alias(day=day).filter(day__range=(span.first, span.last))  # type: ignore[misc]  # the plugin knows no range of an alias
    return older.values_list(day).annotate(total=Count("pk"))


@cache
def _query(over: Over, has_today: bool, in_category: bool) -> PreparedQuery[Counted]:
    """Days or months that are over by `over`, which the counts know, and what they cannot."""

    def union(**values: Any) -> Part:
        span = Span(**values)
        first, *others = over(span)
        live = [fresh(span), ending_today(span)] if has_today else [ending_today(span)]
        return first.union(*others, *live, all=True)

    kinds = get_type_hints(Span) | {"category": int}
    if not in_category:
        del kinds["category"]
    return PreparedQuery(union, **kinds)


def _months(days: Numbers) -> Numbers:
    numbers: defaultdict[datetime.date, int] = defaultdict(int)
    for day, number in days.items():
        numbers[day.replace(day=1)] += number
    return dict(sorted(numbers.items(), reverse=True))
