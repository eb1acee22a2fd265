"""Spans of days, and the days, weeks, months and years that they are cut into."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db.models import TextChoices
from django.utils import timezone

from vietnamese.clock import ONE_DAY, monday_of
from vietnamese.dates import format_day

MOST_DAYS_BY_DAY = 62
MOST_DAYS_BY_MONTH = 3 * 366


class Step(TextChoices):
    DAY = "ngay", "Ngày"
    WEEK = "tuan", "Tuần"
    MONTH = "thang", "Tháng"
    YEAR = "nam", "Năm"

    def first_day(self, day: datetime.date) -> datetime.date:
        """The first day of the week (Monday), month or year that `day` is in."""
        if self is Step.WEEK:
            return monday_of(day)
        if self is Step.MONTH:
            return day.replace(day=1)
        if self is Step.YEAR:
            return day.replace(month=1, day=1)
        return day

    def last_day(self, day: datetime.date) -> datetime.date:
        """The last day of the week (Sunday), month or year that `day` is in."""
        if self is Step.DAY:
            return day
        longest = {Step.WEEK: 7, Step.MONTH: 31, Step.YEAR: 366}[self]
        after = self.first_day(self.first_day(day) + datetime.timedelta(days=longest))
        return after - ONE_DAY


@dataclass(frozen=True)
class Span:
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
    def natural_step(self) -> Step:
        """The step that shows this span best where nobody has chosen one."""
        number = len(self.days)
        if number <= MOST_DAYS_BY_DAY:
            return Step.DAY
        return Step.MONTH if number <= MOST_DAYS_BY_MONTH else Step.YEAR

    def periods(self, step: Step) -> list["Period"]:
        """The span cut at the ends of days, weeks, months or years; those at its ends may be
        parts of one."""
        periods = []
        first = self.first
        while first <= self.last:
            last = min(step.last_day(first), self.last)
            periods.append(Period(first, last, step))
            first = last + ONE_DAY
        return periods


@dataclass(frozen=True)
class Period(Span):
    """A day, week, month or year, or the part of it that lies in a span."""

    step: Step

    @property
    def label(self) -> str:
        """ "11-2026" for a whole month, "2026" for a whole year, the days for any other."""
        if self.first == self.last:
            return format_day(self.first)
        is_whole = (self.first, self.last) == (
            self.step.first_day(self.first),
            self.step.last_day(self.first),
        )
        if is_whole and self.step in (Step.MONTH, Step.YEAR):
            return self.short_label
        return f"{format_day(self.first)} – {format_day(self.last)}"

    @property
    def short_label(self) -> str:
        """What an axis has room for."""
        if self.step is Step.MONTH:
            return f"{self.first:%m-%Y}"
        return f"{self.first.year}" if self.step is Step.YEAR else format_day(self.first)
