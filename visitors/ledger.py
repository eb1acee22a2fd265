"""The ledger: finished days are sealed, and what comes later is an entry of its own.

A day is sealed as soon as the day after it is over too. By then its keys are gone, every host has
had a day to count its journals, and a clock put back by a day finds the day still open. Only days
with a row are sealed, in the order of the calendar; a day without one that lies before the last
seal is closed at nothing. Views that are counted later still, and what staff set right, become
corrections. Seals and corrections are numbered 1, 2, 3… in one chain.

A clock that ran ahead leaves seals of days that are yet to come. They are passed over: the days up
to them go on as if there were none, but for a row of theirs that waits in LateViews until the day
is over. Until then nobody can tell whether that clock was wrong, or is now.
"""

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from vietnamese import clock
from visitors import bulk_sql
from visitors.models import (
    DailyVisits,
    DaySeal,
    LateViews,
    LedgerEntry,
    LedgerHead,
    VisitCorrection,
)
from visitors.writer_lock import lock_writers

LATE_REASON = "Chương trình tự ghi: các lượt xem này được cộng sau khi ngày đã niêm phong."


@transaction.atomic
def seal_days_before(day: datetime.date) -> int:
    """Seals every finished day before `day`; returns how many. About 7 queries, 3 for none."""
    lock_writers()
    settle_late_views(day)
    due = unsealed_days_before(day)
    append(
        [
            DaySeal(
                day=row.day, visits=row.visits, page_views=row.page_views, sealed_at=whole_second()
            )
            for row in due
        ]
    )
    return len(due)


@transaction.atomic
def correct(*corrections: VisitCorrection) -> None:
    """Writes corrections into the ledger: saves them, numbered and sealed. Costs nothing for none.

    Raises IntegrityError for one without a reason or without a change.
    """
    if corrections:
        lock_writers()
        for correction in corrections:
            correction.made_at = whole_second()
        append(corrections)


def settle_late_views(day: datetime.date) -> None:
    """Late views of the days before `day`: those of a day that is still to be sealed go into its
    row, those of the others become one correction a day. 1 query where there are none.

    A day that got its correction today waits until tomorrow with what comes after it: there may be
    a host whose clock is days behind, which adds up every three seconds.
    """
    late = list(LateViews.objects.filter(day__lt=day).order_by("day"))
    if not late:
        return
    last = last_sealed_day(day)
    in_time = [row for row in late if last is None or row.day > last]
    written_today = days_with_late_entry_of(clock.day_of(clock.now()))
    too_late = [row for row in late if row not in in_time and row.day not in written_today]
    columns = ["visits", "page_views"]
    rows = [(row.day, row.visits, row.page_views) for row in in_time]
    bulk_sql.increment(DailyVisits, ["day"], columns, rows)
    correct(
        *[
            VisitCorrection(
                day=row.day, visits=row.visits, page_views=row.page_views, reason=LATE_REASON
            )
            for row in too_late
        ]
    )
    LateViews.objects.filter(day__in=[row.day for row in [*in_time, *too_late]]).delete()


def days_with_late_entry_of(today: datetime.date) -> set[datetime.date]:
    """The days for which the program has written late views into the ledger today. 1 query."""
    begins = clock.midnight(today)
    written = VisitCorrection.objects.filter(
        reason=LATE_REASON, made_by="", made_at__gte=begins, made_at__lt=begins + clock.ONE_DAY
    )
    return set(written.values_list("day", flat=True))


def late_among(days: Iterable[datetime.date]) -> set[datetime.date]:
    """Those of the days whose views go into LateViews: up to the last day that has a seal, be that
    day yet to come. Holds as long as the caller has the writers' lock. 1 query."""
    last = last_sealed_day(datetime.date.max)
    return set() if last is None else {day for day in days if day <= last}


def last_sealed_day(before: datetime.date) -> datetime.date | None:
    """Of the days before that one, which says from where on days are yet to come. 1 query."""
    sealed = DaySeal.objects.filter(day__lt=before)
    last: datetime.date | None = sealed.aggregate(last=Max("day"))["last"]
    return last


def unsealed_days_before(day: datetime.date) -> list[DailyVisits]:
    """The rows that wait for their seal, the earliest first. 2 queries."""
    rows = DailyVisits.objects.filter(day__lt=day).order_by("day")
    last = last_sealed_day(day)
    return list(rows if last is None else rows.filter(day__gt=last))


def append(entries: Sequence[LedgerEntry]) -> None:
    """Chains the entries to the end of the ledger and saves them. Only under the writers' lock."""
    if not entries:
        return
    end: LedgerHead | LedgerEntry = last_entry()
    for entry in entries:
        entry.close(end.number + 1, end.seal)
        end = entry
    DaySeal.objects.bulk_create([entry for entry in entries if isinstance(entry, DaySeal)])
    VisitCorrection.objects.bulk_create(
        [entry for entry in entries if isinstance(entry, VisitCorrection)]
    )
    LedgerHead.objects.update_or_create(pk=1, defaults={"number": end.number, "seal": end.seal})


def last_entry() -> LedgerHead | LedgerEntry:
    """What the next entry follows: the head, which is an empty one before the first entry.

    An entry beyond the head was put there past the program. It keeps its number, so that the
    counting goes on and the ledger's verification finds it. 3 queries.
    """
    ends: list[LedgerHead | LedgerEntry] = [LedgerHead.objects.first() or LedgerHead()]
    ends += filter(None, [last_written()])
    return max(ends, key=lambda end: end.number)


def last_written() -> DaySeal | VisitCorrection | None:
    """The entry with the highest number. 2 queries."""
    ends: list[DaySeal | VisitCorrection] = [
        *DaySeal.objects.order_by("-number")[:1],
        *VisitCorrection.objects.order_by("-number")[:1],
    ]
    return max(ends, key=lambda entry: entry.number, default=None)


def whole_second() -> datetime.datetime:
    """Now, as a seal can repeat it."""
    return datetime.datetime.fromtimestamp(clock.now(), datetime.UTC)
