"""Views under a wrong date, from a clock that ran ahead or began at 1970: they get the day on which
they came, as far as that can be told, by corrections that take off one day and add to another."""

import datetime
from collections import Counter
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, Sum

from vietnamese import clock
from vietnamese.dates import format_day
from visitors import bulk_sql, ledger
from visitors.models import (
    BotViews,
    DailyVisits,
    DaySalt,
    DaySeal,
    LateViews,
    PageViews,
    Reader,
    VisitCorrection,
)
from visitors.writer_lock import lock_writers

# A view of this site cannot be older: a machine with a dead battery begins at 1970.
EARLIEST = datetime.date(2000, 1, 1)
AHEAD_SECONDS = 300  # another host's clock may be ahead a little, at midnight
COUNTED = (DailyVisits, VisitCorrection, LateViews)
REASON = (
    "Chương trình tự ghi: đồng hồ máy chủ chạy sai nên lượt xem ghi ngày {wrong}; nay tính cho ngày"
    " {right}."
)


class Redated(NamedTuple):
    """What was counted under a wrong date, and the day that it goes to."""

    wrong: datetime.date
    right: datetime.date
    visits: int
    page_views: int
    bots: int


def find_misdated() -> list[Redated]:
    """Days to come and days before EARLIEST of which anything is counted, by their date. About 8
    queries."""
    wrong = Q(day__gt=last_day()) | Q(day__lt=EARLIEST)
    visits: Counter[datetime.date] = Counter()
    page_views: Counter[datetime.date] = Counter()
    for model in COUNTED:
        rows = model._default_manager.filter(wrong).order_by().values_list("day")
        for day, *more in rows.annotate(Sum("visits"), Sum("page_views")):
            visits[day] += more[0]
            page_views[day] += more[1]
    bots = dict(BotViews.objects.filter(wrong).values_list("day", "views"))
    paths = set(PageViews.objects.filter(wrong).order_by().values_list("day", flat=True).distinct())
    days = {day for day in [*visits, *page_views] if visits[day] or page_views[day]}
    right = _right_days(sorted(days | bots.keys() | paths))
    return [
        Redated(day, right[day], visits[day], page_views[day], bots.get(day, 0)) for day in right
    ]


@transaction.atomic
def redate() -> list[Redated]:
    """Moves all of find_misdated(), and deletes keys and salts of days to come. The sum over all
    days stays as it is. What was moved; nothing the second time."""
    lock_writers()
    found = find_misdated()
    ledger.correct(*_corrections(found))
    for each in found:
        _move_pages(each)
    for model in (Reader, DaySalt):
        model._default_manager.filter(day__gt=last_day() + clock.ONE_DAY).delete()
    return found


def last_day() -> datetime.date:
    """Later ones are yet to come."""
    return clock.day_of(clock.now() + AHEAD_SECONDS)


def _right_days(wrong: list[datetime.date]) -> dict[datetime.date, datetime.date]:
    """The first day to come is the one on which the clock went wrong, and so on; none is later than
    today. Of a clock that began at 1970 nothing tells the day: today."""
    today = clock.day_of(clock.now())
    to_come = [day for day in wrong if day > today]
    offset = to_come[0] - _went_wrong_on(today) if to_come else datetime.timedelta()
    return {day: min(day - offset, today) if day > today else today for day in wrong}


def _went_wrong_on(today: datetime.date) -> datetime.date:
    """That clock has sealed the day at once, with a moment that is yet to come."""
    ahead = clock.now() + AHEAD_SECONDS
    early = DaySeal.objects.filter(
        day__lte=today, sealed_at__gt=datetime.datetime.fromtimestamp(ahead, datetime.UTC)
    )
    last = early.order_by("-day").values_list("day", flat=True).first()
    return last or today


def _corrections(found: list[Redated]) -> list[VisitCorrection]:
    """One for each wrong day, and one for each that it goes to."""
    counted = [each for each in found if each.visits or each.page_views]
    entries = [
        VisitCorrection(
            day=each.wrong,
            visits=-each.visits,
            page_views=-each.page_views,
            reason=_reason([each.wrong], each.right),
        )
        for each in counted
    ]
    for right in sorted({each.right for each in counted}):
        parts = [each for each in counted if each.right == right]
        entry = VisitCorrection(
            day=right,
            visits=sum(each.visits for each in parts),
            page_views=sum(each.page_views for each in parts),
            reason=_reason([each.wrong for each in parts], right),
        )
        if entry.visits or entry.page_views:
            entries.append(entry)
    return entries


def _reason(wrong: list[datetime.date], right: datetime.date) -> str:
    named = format_day(wrong[0])
    if len(wrong) > 1:
        named += f" đến {format_day(wrong[-1])}"
    return REASON.format(wrong=named, right=format_day(right))


def _move_pages(each: Redated) -> None:
    """What no seal closes: the row itself goes."""
    rows = PageViews.objects.filter(day=each.wrong)
    moved = [(each.right, path, views) for path, views in rows.values_list("path", "views")]
    bulk_sql.increment(PageViews, ["day", "path"], ["views"], moved)
    rows.delete()
    if each.bots:
        bulk_sql.increment(BotViews, ["day"], ["views"], [(each.right, each.bots)])
        BotViews.objects.filter(day=each.wrong).delete()
