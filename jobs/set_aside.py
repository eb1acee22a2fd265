"""Jobs that failed for good, for the administrator's first page."""

from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse

from jobs.labels import label_of
from jobs.models import Job


def jobs(most: int) -> list[tuple[str, str, str, str]]:
    """What each is called, its page, why it failed, and where it is told to run again (1 query)."""
    return [
        (
            label_of(job.name),
            reverse("admin:jobs_job_change", args=[job.pk]),
            job.error,
            reverse("admin:jobs_retry", args=[job.pk]),
        )
        for job in Job.objects.set_aside()[:most]
    ]


def any_of(kind: str) -> "QuerySet[Any, Any]":
    """A row with that word where there are any, for a UNION."""
    return Job.objects.set_aside().order_by().values_list(Value(kind))
