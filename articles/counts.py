"""How many articles are public, by month and by day, without counting them.

The kept counts know the published articles by category, day of publication and last day. What
they cannot know is the hour, so that today's articles, and those that end today, are counted
as rows; whatever began and ended before today costs nothing. Right to the second, at any moment.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, DateField, Q, QuerySet, Sum, Value
from django.db.models.functions import TruncDate

from articles.keeping import KeptCount
from articles.models import Article, Category
from articles.querysets import ONE_DAY, VIETNAM, ArticleQuerySet, midnight


@dataclass(frozen=True)
class Public:
    """What is public at a moment, in one category or in all."""

    at: datetime.datetime
    category: Category | None = None

    @cached_property
    def today(self) -> datetime.date:
        return self.at.astimezone(VIETNAM).date()

    def articles(self) -> ArticleQuerySet:
        return self._within(Article.objects.published(self.at))

    def by_day(self, first: datetime.date, last: datetime.date) -> dict[datetime.date, int]:
        """Days from `first` to `last` that have news, newest first, with their numbers of
        articles (1 query)."""
        parts = [self._kept_days(first, min(last, self.today - ONE_DAY))]
        return self._summed([*parts, *self._live(first, last)])

    def by_month(
        self, first: datetime.date = datetime.date.min, last: datetime.date = datetime.date.max
    ) -> dict[datetime.date, int]:
        """The first days of the months that have news, newest first, with their numbers of
        articles; both bounds are to be ends of months (1 query)."""
        this_month = self.today.replace(day=1)
        months = KeptCount.objects.filter(
            unit=KeptCount.Unit.MONTH, first__lt=this_month, ends__gt=self.today
        )
        if (first, last) != (datetime.date.min, datetime.date.max):
            months = months.filter(first__range=(first, last))
        parts = [self._within(months).values_list("first").annotate(total=Sum("number"))]
        if last > this_month:
            parts.append(self._kept_days(max(first, this_month), self.today - ONE_DAY))
        days = self._summed([*parts, *self._live(first, last)])
        months_of_days: defaultdict[datetime.date, int] = defaultdict(int)
        for day, number in days.items():
            months_of_days[day.replace(day=1)] += number
        return dict(months_of_days)

    def _kept_days(self, first: datetime.date, last: datetime.date) -> QuerySet:
        """Where the last day only filters the sum, the index by day is the one to use."""
        days = KeptCount.objects.filter(unit=KeptCount.Unit.DAY, first__range=(first, last))
        current = Sum("number", filter=Q(ends__gt=self.today), default=0)
        return self._within(days).values_list("first").annotate(total=current)

    def _live(self, first: datetime.date, last: datetime.date) -> list[QuerySet]:
        """Today's articles, and older ones that are still public but end today."""
        today, tomorrow = midnight(self.today), midnight(self.today + ONE_DAY)
        parts = []
        if first <= self.today <= last:
            fresh = self.articles().filter(published_from__gte=today)
            parts.append(
                fresh.values_list(Value(self.today, DateField())).annotate(total=Count("pk"))
            )
        ending = Article.objects.filter(
            status=Article.Status.PUBLISHED,
            published_from__lt=today,
            published_until__gt=self.at,
            published_until__lt=tomorrow,
        )
        if first > datetime.date.min:
            ending = ending.filter(published_from__gte=midnight(first))
        if last < self.today:
            ending = ending.filter(published_from__lt=midnight(last + ONE_DAY))
        day = TruncDate("published_from", tzinfo=VIETNAM)
        parts.append(self._within(ending).values_list(day).annotate(total=Count("pk")))
        return parts

    def _within(self, rows):
        return rows.filter(category=self.category) if self.category else rows

    def _summed(self, parts: list[QuerySet]) -> dict[datetime.date, int]:
        numbers: defaultdict[datetime.date, int] = defaultdict(int)
        for day, number in parts[0].union(*parts[1:], all=True):
            numbers[day] += number
        return {day: number for day, number in sorted(numbers.items(), reverse=True) if number}
