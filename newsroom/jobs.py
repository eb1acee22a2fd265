"""Work of the newsroom that the runner does."""

import datetime

from django.utils import timezone

from articles import photo_sizes
from jobs.models import Job
from jobs.progress import Progress
from jobs.registry import JobFailed, background_job
from jobs.schedules import daily
from newsroom.notifications import mail
from vietnamese.numbers import group_digits


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


# Before the backup, which takes along what is made.
@background_job(
    "photo_sizes",
    "Làm cỡ nhỏ của ảnh cũ",
    schedule=daily("01:10"),
    limit=datetime.timedelta(hours=4),
)
def make_photo_sizes(progress: Progress) -> None:
    """One that was ended goes on with what is left in the next night."""
    made = photo_sizes.add_missing(progress)
    progress(1, 1, f"Đã làm cho {group_digits(made)} ảnh" if made else "Ảnh nào cũng đã đủ cỡ")
