import datetime

from health.examination import examine_and_remember
from health.findings import Level
from jobs.progress import Progress
from jobs.registry import background_job
from jobs.schedules import daily


# After the backup and the self-check, whose findings it tells.
@background_job(
    "health_check",
    "Xem tình trạng máy chủ",
    schedule=daily("04:40"),
    limit=datetime.timedelta(hours=2),
)
def health_check(progress: Progress) -> None:
    """What it finds is on “Tình trạng máy chủ”, and faults on the administrator's first page."""
    results = examine_and_remember(progress)
    faults = sum(each.level is Level.FAULT for result in results for each in result.findings)
    progress(1, 1, f"Thấy {faults} lỗi" if faults else "Không thấy lỗi nào")
