"""Where backups go, under which name, and what is written down of each."""

import re
import time
from pathlib import Path

from django.conf import settings

from backups import creating
from backups.creating import Made
from backups.encryption import configured_password
from backups.errors import BackupError
from backups.models import Backup
from jobs.progress import Report

FOLDER = "backups"  # of DATA_DIR
NAME = re.compile(r"chibo-(\d{8}-\d{6})\.tar(\.age)?")


def folder() -> Path:
    """Where backups lie that were given no other place."""
    if settings.BACKUP_TO:
        return Path(settings.BACKUP_TO).expanduser().absolute()
    path = Path(settings.DATA_DIR) / FOLDER
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def new_name() -> str:
    """Of one that begins now, by the server's clock."""
    suffix = ".tar.age" if configured_password() else ".tar"
    return f"chibo-{time.strftime('%Y%m%d-%H%M%S')}{suffix}"


def make(progress: Report, file: Path | None = None) -> Made:
    """A backup as `file`, into it where it is a folder, or where backups lie; those are written
    down, and their failures too. BackupError where it cannot be made."""
    if file is not None:
        return creating.create(file / new_name() if file.is_dir() else file, progress)
    try:
        made = creating.create(folder() / new_name(), progress)
    except BackupError as error:
        Backup.objects.create(state=Backup.State.FAILED, error=str(error))
        raise
    Backup.objects.create(
        state=Backup.State.DONE,
        name=made.file.name,
        size=made.size,
        seconds=made.seconds,
        is_encrypted=made.is_encrypted,
    )
    return made


def stored() -> list[Path]:
    """The backups that lie there, the newest last."""
    return sorted(path for path in folder().glob("chibo-*") if NAME.fullmatch(path.name))
