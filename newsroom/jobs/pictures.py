"""Files of pictures that no reader should wait for."""

import datetime
from typing import Any

from articles import photo_sizes
from jobs.models import Job
from jobs.progress import Progress
from jobs.registry import background_job
from jobs.schedules import daily
from newsroom.share_pictures import making
from vietnamese.numbers import group_digits


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


@background_job(
    "share_pictures",
    "Làm ảnh chia sẻ",
    schedule=daily("01:40"),
    limit=datetime.timedelta(hours=2),
)
def make_share_pictures(progress: Progress, of_all: bool = True) -> None:
    """Of what has just changed, or of everything."""
    made = making.make_missing(progress, of_all=of_all)
    progress(1, 1, f"Đã làm {group_digits(made)} ảnh" if made else "Không thiếu ảnh nào")


def ask_for_share_pictures(*, of_all: bool) -> None:
    """Unless it waits to be done (1 query, or 2)."""
    waiting = Job.objects.filter(name=make_share_pictures.name, state=Job.State.WAITING)
    arguments: dict[str, Any] = {} if of_all else {"of_all": False}
    if not waiting.filter(arguments__in=[{}, arguments], failures=0).exists():
        make_share_pictures.enqueue(**arguments)
