"""What a button does that lets a job run now."""

from django.contrib import messages
from django.http import HttpRequest

from jobs.registry import BackgroundJob

QUEUED = "“{label}” sẽ chạy trong giây lát; tiến độ ở mục Công việc nền."
WAITS = "“{label}” đang chờ hoặc đang chạy rồi."


def enqueue_once(request: HttpRequest, job: BackgroundJob) -> None:
    """Unless one waits or is under way; the answer says which (2 queries)."""
    if job.is_unfinished():
        messages.info(request, WAITS.format(label=job.label))
    else:
        job.enqueue()
        messages.success(request, QUEUED.format(label=job.label))
