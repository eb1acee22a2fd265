"""Periods of days, and the days, weeks, months and years that they are cut into."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db.models import TextChoices
from django.utils import timezone

from vietnamese.clock import ONE_DAY, monday_of
from vietnamese.dates import format_day

MOST_DAYS_BY_DAY = 62
MOST_DAYS_BY_MONTH = 3 * 366


class Granularity(TextChoices):
    DAY = "ngay", "Ngày"
    WEEK = "tuan", "Tuần"
    MONTH = "thang", "Tháng"
    YEAR = "nam", "Năm"

    def first_day(self, day: datetime.date) -> datetime.date:
        """The first day of the week (Monday), month or year that `day` is in."""
        if self is Granularity.WEEK:
            return monday_of(day)
        if self is Granularity.MONTH:
            return day.replace(day=1)
        if self is Granularity.YEAR:
            return day.replace(month=1, day=1)
        return day

    def last_day(self, day: datetime.date) -> datetime.date:
        """The last day of the week (Sunday), month or year that `day` is in."""
        if self is Granularity.DAY:
            return day
        longest = {Granularity.WEEK: 7, Granularity.MONTH: 31, Granularity.YEAR: 366}[self]
        after = self.first_day(self.first_day(day) + datetime.timedelta(days=longest))
        return after - ONE_DAY


@dataclass(frozen=True)
class Period:
    """Vietnamese days from `first` to `last`, both of them inside."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def last_30_days(cls) -> Self:
        today = timezone.localdate()
        return cls(today - 29 * ONE_DAY, today)

    @classmethod
    def this_year(cls) -> Self:
        """From 1 January to today."""
        today = timezone.localdate()
        return cls(today.replace(month=1, day=1), today)

    def __str__(self) -> str:
        return f"từ ngày {format_day(self.first)} đến ngày {format_day(self.last)}"

    @property
    def days(self) -> list[datetime.date]:
        number = (self.last - self.first).days + 1
        return [self.first + number * ONE_DAY for number in range(number)]

    @property
    def default_granularity(self) -> Granularity:
        """What shows this period best where nobody has chosen."""
        number = len(self.days)
        if number <= MOST_DAYS_BY_DAY:
            return Granularity.DAY
        return Granularity.MONTH if number <= MOST_DAYS_BY_MONTH else Granularity.YEAR

    def buckets(self, granularity: Granularity) -> list["Bucket"]:
        """The period cut at the ends of days, weeks, months or years; those at its ends may be
        parts of one."""
        buckets = []
        first = self.first
        while first <= self.last:
            last = min(granularity.last_day(first), self.last)
            buckets.append(Bucket(first, last, granularity))
            first = last + ONE_DAY
        return buckets


@dataclass(frozen=True)
class Bucket(Period):
    """A day, week, month or year, or the part of it that lies in a period."""

    granularity: Granularity

    @property
    def label(self) -> str:
        """ "11-2026" for a whole month, "2026" for a whole year, the days for any other."""
        if self.first == self.last:
            return format_day(self.first)
        is_whole = (self.first, self.last) == (
            self.granularity.first_day(self.first),
            self.granularity.last_day(self.first),
        )
        if is_whole and self.granularity in (Granularity.MONTH, Granularity.YEAR):
            return self.short_label
        return f"{format_day(self.first)} – {format_day(self.last)}"

    @property
    def short_label(self) -> str:
        """What an axis has room for."""
        if self.granularity is Granularity.MONTH:
            return f"{self.first:%m-%Y}"
        if self.granularity is Granularity.YEAR:
            return f"{self.first.year}"
        return format_day(self.first)
