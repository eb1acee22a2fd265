"""The five figures of "Thống kê truy cập", at most 5 s old."""

import math
import os
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from vietnamese import clock
from visitors import journal, salts
from visitors.aggregation import aggregate
from visitors.log_once import LogOnce
from visitors.models import DailyVisits, OpeningBalance, Reader, VisitCorrection
from visitors.ticker import Ticker

ONLINE_SECONDS = 300
OLDEST_SECONDS = 5
WAIT_SECONDS = 1
CLOCKS_DIFFER_SECONDS = 60
SALT_AHEAD_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Figures:
    """Readers online now and visits since; None as long as the database has given nothing."""

    online: int | None = None
    today: int | None = None
    this_week: int | None = None
    this_month: int | None = None
    total: int | None = None


class Memo:
    """The last figures of this process, and when somebody last tried for newer ones."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Drops the figures, as if the process had just started."""
        self.figures = Figures()
        self.tried_at = -math.inf
        self.is_slow = False
        self.changed = threading.Condition()

    def is_old(self) -> bool:
        return time.monotonic() - self.tried_at > OLDEST_SECONDS

    def tried(self) -> None:
        """Newer figures are here, or were not to be had; both hold for 5 s."""
        with self.changed:
            self.tried_at = time.monotonic()
            self.is_slow = False
            self.changed.notify_all()

    def wait(self) -> None:
        """Waits for newer figures, at most 1 s, and not again as long as they do not come."""
        with self.changed:
            if not self.is_slow:
                self.is_slow = not self.changed.wait_for(lambda: not self.is_old(), WAIT_SECONDS)


memo = Memo()
aggregation_log = LogOnce("visits are not added up")
reading_log = LogOnce("visit figures are not read")


def figures() -> Figures:
    """The figures for a page, at most 5 s old; after a failure the last known ones.

    No query: the ticker's thread asks the database. A page waits for it 1 s at most, and only
    where nobody has asked for a minute. With VISITS_TICKER off the asking is done here.
    """
    if not has_ticker():
        if memo.is_old():
            refresh()
        return memo.figures
    ticker.ask()
    if memo.is_old():
        memo.wait()
    return memo.figures


def figures_without_waiting() -> Figures | None:
    """The figures, or None where figures() might have to wait for them."""
    if not has_ticker():
        return None
    ticker.ask()
    return None if memo.is_old() else memo.figures


def keep_fresh() -> None:
    """A view was written down: sees that the ticker will count it."""
    if has_ticker():
        ticker.ask()


def has_ticker() -> bool:
    return settings.VISITS_TICKER


def refresh() -> bool:
    """Tallies and reads the figures; returns whether both worked. Raises nothing.

    What fails is logged once and leaves the figures as they are.
    """
    try:
        return attempt(add_up, aggregation_log) & attempt(read, reading_log)
    finally:
        memo.tried()


def attempt(work, complaint: LogOnce) -> bool:
    try:
        work()
    except Exception as error:
        complaint.failed(error)
        return False
    complaint.succeeded()
    return True


def add_up() -> None:
    now = clock.now()
    journal.writer.close_after_hour(now)
    journal.writer.close_if_deleted()
    aggregate()
    # Tomorrow's salt is ready before the first reader after midnight.
    salts.salt_of(clock.day_of(now + SALT_AHEAD_SECONDS))


def read() -> None:
    memo.figures = figures_at(clock.now())


def figures_at(moment: int) -> Figures:
    """The figures at a unix time, from the database; corrections belong to their day. 3 queries."""
    today = clock.day_of(moment)
    sums = {
        "today": visits_between(today, today),
        "this_week": visits_between(clock.monday_of(today), today),
        "this_month": visits_between(today.replace(day=1), today),
        "total": Coalesce(Sum("visits"), 0),
    }
    opening = Coalesce(Subquery(OpeningBalance.objects.values("visits")[:1]), 0)
    counted = DailyVisits.objects.aggregate(**{**sums, "total": sums["total"] + opening})
    corrected = VisitCorrection.objects.aggregate(**sums)
    return Figures(
        online=online_at(moment), **{name: counted[name] + corrected[name] for name in sums}
    )


def visits_between(first, last) -> Coalesce:
    return Coalesce(Sum("visits", filter=Q(day__range=(first, last))), 0)


def online_at(moment: int) -> int:
    """Readers with a view in the last 300 s, one of two keys at midnight counted once. 1 query."""
    today = clock.day_of(moment)
    came_over = Reader.objects.filter(day=today, yesterday_key=OuterRef("key"))
    seen = Reader.objects.filter(
        day__in=[today, today - clock.ONE_DAY],
        last_seen__gt=moment - ONLINE_SECONDS,
        # A time further ahead was written before the clock was put back.
        last_seen__lte=moment + CLOCKS_DIFFER_SECONDS,
    )
    return seen.filter(Q(day=today) | ~Exists(came_over)).aggregate(online=Count("pk"))["online"]


ticker = Ticker(refresh)
os.register_at_fork(after_in_child=memo.forget)
