"""The dates by which the list of articles is narrowed, from the calendar, whatever its length."""

import calendar
import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.text import capfirst

from articles.models import Article

BY_DATE = "published_from__"
PARTS = ("year", "month", "day")


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
