"""Whether the jobs in the background are done."""

import datetime
from collections.abc import Iterator

from django.utils import timezone
from django.utils.timesince import timesince

from health.findings import MANAGE, Finding, fault, fine, warning
from jobs.labels import label_of
from jobs.models import Job

WAITS_TOO_LONG = datetime.timedelta(hours=1)
NAMED = 5

SET_ASIDE = (
    "Việc “{label}” không xong: {error} Hãy bấm “Chạy lại” ở mục Công việc nền sau khi sửa xong."
)
NOBODY_DOES = (
    "Không có tiến trình nào làm công việc nền: “{label}” đã đợi {age}. Hãy khởi động lại trang,"
    " hoặc làm ngay những việc đang đợi bằng lệnh này."
)


def jobs() -> Iterator[Finding]:
    """3 queries at most, each by an index of such jobs alone."""
    aside = list(Job.objects.set_aside()[:NAMED])
    for job in aside:
        yield warning(SET_ASIDE.format(label=label_of(job.name), error=_sentence(job.error)))
    now = timezone.now()
    waits = Job.objects.due(now).filter(queued_at__lt=now - WAITS_TOO_LONG).order_by("pk").first()
    if waits and not Job.objects.filter(state=Job.State.RUNNING).exists():
        words = {"label": label_of(waits.name), "age": timesince(waits.queued_at, depth=1)}
        yield fault(NOBODY_DOES.format(**words), f"{MANAGE} run_jobs --once")
    elif not aside:
        yield fine("Không việc nào bị để riêng vì hỏng ba lần.")


def _sentence(error: str) -> str:
    text = " ".join(error.split()) or "không rõ vì sao."
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
