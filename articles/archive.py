"""The archive by day: which months exist, and which days of a month have news."""

import calendar
import datetime
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from articles.archive_counts import Numbers, PublicArchive
from articles.models import FIRST_YEAR
from vietnamese.clock import ONE_DAY


class Day(NamedTuple):
    date: datetime.date
    has_news: bool
    is_current: bool
    url: str


class Calendar(NamedTuple):
    """A month of links, by value: see caching.memoized."""

    first: datetime.date
    current: datetime.date | None
    with_news: tuple[datetime.date, ...]
    next: datetime.date | None  # the first of the month after, where that has begun

    @property
    def previous(self) -> datetime.date | None:
        """The first of the month before; None at the beginning of the archive."""
        earlier = (self.first - ONE_DAY).replace(day=1)
        return earlier if earlier.year >= FIRST_YEAR else None

    @property
    def weeks(self) -> list[list[Day | None]]:
        """Monday-first weeks; None fills the days of the months before and after."""
        address = month_url(self.first)  # that of a day goes on from it
        return [
            [self._day(date, address) if date.month == self.first.month else None for date in week]
            for week in calendar.Calendar().monthdatescalendar(self.first.year, self.first.month)
        ]

    def _day(self, date: datetime.date, month: str) -> Day:
        is_current = date == self.current
        return Day(date, date in self.with_news, is_current, f"{month}{date.day:02}/")


class Month:
    """A calendar month, as it is at that moment (one query in all after a change, else none)."""

    def __init__(
        self, year: int, month: int, at: datetime.datetime, current: datetime.date | None = None
    ) -> None:
        self.at = at
        self.first = datetime.date(year, month, 1)
        self.last = self.first.replace(day=calendar.monthrange(year, month)[1])
        self.current = current

    @property
    def url(self) -> str:
        return month_url(self.first)

    @cached_property
    def numbers(self) -> Numbers:
        """The days that have news, with their numbers of articles."""
        return PublicArchive(self.at).by_day(self.first, self.last)

    @property
    def calendar(self) -> Calendar:
        later = self.last + ONE_DAY
        is_begun = later <= timezone.localdate()
        return Calendar(self.first, self.current, tuple(self.numbers), later if is_begun else None)


def months_of(year: int) -> list[tuple[datetime.date, int]]:
    """The first of each month of the year that has news, with its number of articles,
    newest first (1 query)."""
    return list(PublicArchive(timezone.now()).by_month_of(year).items())


def is_within(day: datetime.date) -> bool:
    """Whether the archive can have that day at all: not before FIRST_YEAR, not after today."""
    return day.year >= FIRST_YEAR and day <= timezone.localdate()


def day_url(day: datetime.date) -> str:
    return reverse("articles:day", args=[day.year, f"{day:%m}", f"{day:%d}"])


def month_url(day: datetime.date) -> str:
    return reverse("articles:month", args=[day.year, f"{day:%m}"])


def year_url(year: int) -> str:
    return reverse("articles:year", args=[year])
