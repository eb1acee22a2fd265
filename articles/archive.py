"""The archive by day: which years and months have news, and how much each day of a month."""

import calendar
import datetime
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils import timezone

from articles.addresses import SOME_DAY, SOME_MONTH, SOME_YEAR, form_of
from articles.archive_counts import Around, Numbers, PublicArchive
from articles.models import FIRST_YEAR


class Day(NamedTuple):
    date: datetime.date
    number: int  # of articles
    is_current: bool
    url: str


class Calendar(NamedTuple):
    """A month of links, by value: see caching.memoized."""

    first: datetime.date
    current: datetime.date | None
    numbers: tuple[tuple[datetime.date, int], ...]  # of the articles of days that have any
    previous: datetime.date | None  # the nearest months before and behind that have news
    next: datetime.date | None

    @property
    def weeks(self) -> list[list[Day | None]]:
        """Monday-first weeks; None fills the days of the months before and after."""
        address = month_url(self.first)  # that of a day goes on from it
        numbers = dict(self.numbers)
        return [
            [
                self._day(date, numbers, address) if date.month == self.first.month else None
                for date in week
            ]
            for week in calendar.Calendar().monthdatescalendar(self.first.year, self.first.month)
        ]

    def _day(self, date: datetime.date, numbers: Numbers, month: str) -> Day:
        is_current = date == self.current
        return Day(date, numbers.get(date, 0), is_current, f"{month}{date.day:02}/")


class Year(NamedTuple):
    """A year with news, and its months with their numbers of articles, the newest first."""

    year: int
    number: int
    months: list[tuple[datetime.date, int]]


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
    def around(self) -> Around:
        return PublicArchive(self.at).around(self.first, self.last)

    @property
    def numbers(self) -> Numbers:
        """The days that have news, with their numbers of articles."""
        return self.around.days

    @property
    def calendar(self) -> Calendar:
        days, earlier, later = self.around
        return Calendar(self.first, self.current, tuple(days.items()), earlier, later)


def years() -> list[Year]:
    """All that have news, the newest first (1 query after a change, else none)."""
    months = PublicArchive(timezone.now()).by_month()
    of_year = groupby(months.items(), key=lambda month: month[0].year)
    found = [(year, list(months)) for year, months in of_year]
    return [Year(year, sum(number for _, number in months), months) for year, months in found]


def months_of(year: int) -> list[tuple[datetime.date, int]]:
    """The first of each month of the year that has news, with its number of articles,
    newest first (1 query)."""
    return list(PublicArchive(timezone.now()).by_month_of(year).items())


def is_within(day: datetime.date) -> bool:
    """Whether the archive can have that day at all: not before FIRST_YEAR, not after today."""
    return day.year >= FIRST_YEAR and day <= timezone.localdate()


def day_url(day: datetime.date) -> str:
    form = form_of("articles:day", SOME_YEAR, SOME_MONTH, SOME_DAY)
    return form.format(day.year, f"{day:%m}", f"{day:%d}")


def month_url(day: datetime.date) -> str:
    return form_of("articles:month", SOME_YEAR, SOME_MONTH).format(day.year, f"{day:%m}")


def year_url(year: int) -> str:
    return form_of("articles:year", SOME_YEAR).format(year)
