"""When a job is due by itself, by Vietnam's clock."""

import datetime
from dataclasses import dataclass
from typing import Protocol

from vietnamese.clock import ONE_DAY, VIETNAM


class Schedule(Protocol):
    """`period` is how far one due moment is from the next."""

    @property
    def period(self) -> datetime.timedelta: ...

    def latest(self, now: datetime.datetime) -> datetime.datetime:
        """The last due moment that is not after `now`."""
        ...


@dataclass(frozen=True)
class Daily:
    at: datetime.time
    period: datetime.timedelta = ONE_DAY

    def latest(self, now: datetime.datetime) -> datetime.datetime:
        local = now.astimezone(VIETNAM)
        due = datetime.datetime.combine(local.date(), self.at, tzinfo=VIETNAM)
        return due if due <= local else due - ONE_DAY


@dataclass(frozen=True)
class Every:
    """Counted from midnight of 1-1-1970 in Vietnam: every 6 hours is at 0, 6, 12 and 18 o'clock."""

    period: datetime.timedelta

    def latest(self, now: datetime.datetime) -> datetime.datetime:
        beginning = datetime.datetime(1970, 1, 1, tzinfo=VIETNAM)
        return now - (now - beginning) % self.period


@dataclass(frozen=True)
class Monthly:
    """On the first day of each month."""

    at: datetime.time
    period: datetime.timedelta = 31 * ONE_DAY

    def latest(self, now: datetime.datetime) -> datetime.datetime:
        local = now.astimezone(VIETNAM)
        first = local.date().replace(day=1)
        due = datetime.datetime.combine(first, self.at, tzinfo=VIETNAM)
        if due <= local:
            return due
        before = (first - ONE_DAY).replace(day=1)
        return datetime.datetime.combine(before, self.at, tzinfo=VIETNAM)


def monthly(at: str) -> Monthly:
    """On the first of each month at "04:10" of Vietnam's clock. Raises ValueError as daily()."""
    return Monthly(datetime.time.fromisoformat(at))


def daily(at: str) -> Daily:
    """At "03:20" of Vietnam's clock. Raises ValueError for what is no time."""
    return Daily(datetime.time.fromisoformat(at))


def every(*, hours: int) -> Every:
    """Every so many hours. Raises ValueError below 1."""
    if hours < 1:
        raise ValueError("at least every hour")
    return Every(datetime.timedelta(hours=hours))
