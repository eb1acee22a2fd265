"""What the last run found wrong, for the administrator's first page."""

from django.urls import reverse
from django.utils import timezone

from health.examination import remembered
from health.findings import Level
from vietnamese.dates import format_stamp

PAGE = "admin:health_checkrun_changelist"


def faults() -> list[tuple[str, str, str]]:
    """Each in words, its page, and when it was seen (1 query). What is only worth a look is told
    on the page alone."""
    moment, results = remembered()
    if moment is None:
        return []
    seen = f"thấy {format_stamp(timezone.localtime(moment))}"
    return [
        (f"{result.label}: {each.sentence}", reverse(PAGE), seen)
        for result in results
        for each in result.findings
        if each.level is Level.FAULT
    ]
