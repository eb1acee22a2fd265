"""The newsroom's list of articles, of a length that does not matter: what is counted, and which
dates it offers."""

import calendar
import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.text import capfirst

from articles.models import Article
from vietnamese.numbers import group_digits

MOST_COUNTED = 2_000
BY_DATE = "published_from__"
PARTS = ("year", "month", "day")


class MoreThan(int):
    """A number that stands for itself and all above it, and says so."""

    def __str__(self) -> str:
        return f"hơn {group_digits(int(self))}"


class CappedPaginator(Paginator):
    """Counts to MOST_COUNTED and ends there: who looks for an older article narrows the list."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        # In the list's own order, so that the same index is walked.
        counted = self.object_list[: MOST_COUNTED + 1].count()
        return counted if counted <= MOST_COUNTED else MoreThan(MOST_COUNTED)


def date_links(changelist: Any) -> dict[str, Any]:
    """The context of Django's date_hierarchy.html, from the calendar instead of from all rows:
    years between the oldest and the newest article (2 queries), then months, then days."""
    year, month, day = (int(changelist.params.get(BY_DATE + part) or 0) for part in PARTS)

    def link(title: str, *parts: int) -> dict[str, str]:
        chosen = {BY_DATE + name: part for name, part in zip(PARTS, parts, strict=False)}
        return {
            "title": capfirst(title),
            "link": changelist.get_query_string(chosen, [BY_DATE]),
        }

    if not year:
        return {"show": True, "choices": [link(str(each), each) for each in _years()]}
    if not month:
        months = [datetime.date(year, each, 1) for each in range(1, 13)]
        choices = [link(_month(each), year, each.month) for each in months]
        return {"show": True, "back": link("Mọi ngày"), "choices": choices}
    first = datetime.date(year, month, 1)
    if not day:
        days = range(1, calendar.monthrange(year, month)[1] + 1)
        choices = [link(_day(first.replace(day=each)), year, month, each) for each in days]
        return {"show": True, "back": link(str(year), year), "choices": choices}
    return {
        "show": True,
        "back": link(_month(first), year, month),
        "choices": [{"title": capfirst(_day(first.replace(day=day)))}],
    }


def _years() -> range:
    dated = Article.objects.filter(published_from__isnull=False)
    moments = dated.values_list("published_from", flat=True)
    oldest = moments.order_by("published_from").first()
    newest = moments.order_by("-published_from").first()
    if oldest is None or newest is None:
        return range(0)
    return range(timezone.localtime(oldest).year, timezone.localtime(newest).year + 1)


def _month(first: datetime.date) -> str:
    return formats.date_format(first, "YEAR_MONTH_FORMAT")


def _day(day: datetime.date) -> str:
    return formats.date_format(day, "MONTH_DAY_FORMAT")
