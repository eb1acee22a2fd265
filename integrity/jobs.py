import datetime

from integrity import self_check as checking
from jobs.progress import Progress
from jobs.registry import background_job
from jobs.schedules import daily


@background_job(
    "self_check",
    "Tự kiểm tra nội dung",
    schedule=daily("03:20"),
    limit=datetime.timedelta(hours=6),
)
def self_check(progress: Progress) -> None:
    """What it finds is on the administrator's first page."""
    found = checking.self_check(progress)
    progress(1, 1, f"Thấy {len(found)} điều cần xem" if found else "Không thấy gì lạ")
