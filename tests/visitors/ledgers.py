"""Plain functions that arrange a ledger of finished days."""

from io import StringIO
from typing import Any, cast

from django.core.management import call_command

from visitors import ledger
from visitors.counter import counter
from visitors.models import DailyVisits, DaySeal, VisitCorrection


def make_day(day: str, visits: int, page_views: int) -> None:
    DailyVisits.objects.create(day=day, visits=visits, page_views=page_views)


def make_correction(**overrides: Any) -> VisitCorrection:
    values = {"day": "2026-11-19", "visits": -3, "reason": "Đếm nhầm máy của cơ quan"}
    correction = VisitCorrection(**{**values, **overrides})
    ledger.correct(correction)
    return correction


def make_ledger() -> None:
    """Days 17, 18, 19 and 21 sealed, the 20th without a row, a correction in their midst."""
    make_day("2026-11-17", 10, 100)
    make_day("2026-11-18", 20, 200)
    counter.aggregate()
    make_correction(day="2026-11-18")
    counter.restart()
    make_day("2026-11-19", 1234, 5678)
    make_day("2026-11-21", 40, 400)
    counter.aggregate()


def sealed_days() -> list[str]:
    return [str(day) for day in DaySeal.objects.order_by("day").values_list("day", flat=True)]


def verify(*arguments: str) -> tuple[int, str]:
    """The command's exit code and what it prints."""
    printed = StringIO()
    try:
        call_command("verify_visits", *arguments, stdout=printed)
    except SystemExit as end:
        return cast(int, end.code), printed.getvalue()
    return 0, printed.getvalue()
