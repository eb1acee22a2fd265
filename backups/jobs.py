import datetime

from backups import drill, making
from backups.errors import BackupError
from jobs.progress import Progress
from jobs.registry import JobFailed, background_job
from jobs.schedules import daily, monthly


@background_job("backup", "Sao lưu", schedule=daily("02:10"), limit=datetime.timedelta(hours=6))
def backup(progress: Progress) -> None:
    try:
        made = making.make(progress)
    except BackupError as error:
        raise JobFailed(str(error)) from error
    progress(1, 1, f"Đã ghi {made.file.name}")


@background_job(
    "backup_drill",
    "Diễn tập khôi phục",
    schedule=monthly("04:10"),
    limit=datetime.timedelta(hours=6),
)
def backup_drill(progress: Progress) -> None:
    try:
        progress(1, 1, drill.drill(progress))
    except BackupError as error:
        raise JobFailed(str(error)) from error
