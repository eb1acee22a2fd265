"""The five figures of "Thống kê truy cập", from the database."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from vietnamese.clock import ONE_DAY, day_of, monday_of
from visitors.models import DailyVisits, LateViews, OpeningBalance, Reader, VisitCorrection

ONLINE_SECONDS = 300
CLOCKS_DIFFER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Figures:
    """Readers online now and visits since, None as long as the database has given nothing; and the
    block of what is read most, as HTML."""

    online: int | None = None
    today: int | None = None
    this_week: int | None = None
    this_month: int | None = None
    total: int | None = None
    most_read: str = ""


def figures_at(moment: int) -> Figures:
    """The figures at a unix time, from the database; corrections belong to their day. 3 queries."""
    today = day_of(moment)
    spans = {
        "today": Q(day=today),
        "this_week": Q(day__range=(monday_of(today), today)),
        "this_month": Q(day__range=(today.replace(day=1), today)),
        "total": Q(),
    }
    sums = {name: Coalesce(Sum("visits", filter=span), 0) for name, span in spans.items()}
    opening_balance = Coalesce(Subquery(OpeningBalance.objects.values("visits")[:1]), 0)
    counted = DailyVisits.objects.aggregate(**{**sums, "total": sums["total"] + opening_balance})
    corrected = VisitCorrection.objects.aggregate(
        **{name: sums[name] + late_visits(span) for name, span in spans.items()}
    )
    return Figures(
        online=online_at(moment), **{name: counted[name] + corrected[name] for name in sums}
    )


def late_visits(span: Q) -> Coalesce:
    """Those that are in no other row yet, as part of a query about another table."""
    rows = LateViews.objects.filter(span).annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(rows.annotate(sum=Sum("visits")).values("sum")), 0)


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
