"""Background work on stored texts."""

import datetime

from articles import known_clean
from jobs.progress import Progress
from jobs.registry import background_job
from jobs.schedules import daily
from vietnamese.numbers import group_digits


# Before the backup, which takes along what is made.
@background_job(
    "known_clean",
    "Xem lại nội dung bài cũ",
    schedule=daily("00:50"),
    limit=datetime.timedelta(hours=2),
)
def know_clean_bodies(progress: Progress) -> None:
    """After an upgrade that cleans otherwise, all of them once."""
    added = known_clean.add_missing(progress)
    progress(
        1, 1, f"Đã ghi nhận {group_digits(added)} bài" if added else "Mọi bài đều đã được xem lại"
    )
