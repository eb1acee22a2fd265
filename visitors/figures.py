"""The five figures of "Thống kê truy cập", from the database."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from vietnamese.clock import ONE_DAY, day_of, monday_of
from visitors.models import DailyVisits, OpeningBalance, Reader, VisitCorrection

ONLINE_SECONDS = 300
CLOCKS_DIFFER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Figures:
    """Readers online now and visits since; None as long as the database has given nothing."""

    online: int | None = None
    today: int | None = None
    this_week: int | None = None
    this_month: int | None = None
    total: int | None = None


def figures_at(moment: int) -> Figures:
    """The figures at a unix time, from the database; corrections belong to their day. 3 queries."""
    today = day_of(moment)
    sums = {
        "today": visits_between(today, today),
        "this_week": visits_between(monday_of(today), today),
        "this_month": visits_between(today.replace(day=1), today),
        "total": Coalesce(Sum("visits"), 0),
    }
    opening_balance = Coalesce(Subquery(OpeningBalance.objects.values("visits")[:1]), 0)
    counted = DailyVisits.objects.aggregate(**{**sums, "total": sums["total"] + opening_balance})
    corrected = VisitCorrection.objects.aggregate(**sums)
    return Figures(
        online=online_at(moment), **{name: counted[name] + corrected[name] for name in sums}
    )


def visits_between(first: datetime.date, last: datetime.date) -> Coalesce:
    return Coalesce(Sum("visits", filter=Q(day__range=(first, last))), 0)


def online_at(moment: int) -> int:
    """Readers with a view in the last 300 s, one of two keys at midnight counted once. 1 query."""
    today = day_of(moment)
    came_over = Reader.objects.filter(day=today, yesterday_key=OuterRef("key"))
    seen = Reader.objects.filter(
        day__in=[today, today - ONE_DAY],
        last_seen__gt=moment - ONLINE_SECONDS,
        # A time further ahead was written before the clock was put back.
        last_seen__lte=moment + CLOCKS_DIFFER_SECONDS,
    )
    online = seen.filter(Q(day=today) | ~Exists(came_over)).aggregate(online=Count("pk"))
    return int(online["online"])
