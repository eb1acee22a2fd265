"""Mail to those who make the news."""

import datetime

from django.utils import timezone

from jobs.models import Job
from jobs.progress import Progress
from jobs.registry import JobFailed, background_job
from newsroom.notifications import mail


@background_job(
    "notifications", "Gửi thư báo việc cho người làm tin", limit=datetime.timedelta(minutes=5)
)
def send_notifications(progress: Progress) -> None:
    """What must wait for somebody's hour to pass is put off until then."""
    try:
        later = mail.send_due(timezone.now())
    except mail.NotSent as error:
        raise JobFailed(str(error)) from error
    if later:
        send_by(later)
    progress(1, 1, "Đã gửi")


def send_by(moment: datetime.datetime) -> None:
    """What is new then is sent by that moment, at which one job is enough (1 query, or 2)."""
    waiting = Job.objects.filter(name=send_notifications.name, state=Job.State.WAITING)
    if not waiting.filter(due_at__lte=moment).exists():
        send_notifications.enqueue(due_at=moment)
