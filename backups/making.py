"""Where backups go, under which name, and what is written down of each."""

import datetime
import re
import time
from pathlib import Path

from django.conf import settings

from backups import creating, restic
from backups.creating import Made
from backups.encryption import configured_password
from backups.errors import BackupError, disk_errors_in_words
from backups.models import Backup
from backups.retention import to_keep
from jobs.progress import Report

FOLDER = "backups"  # of DATA_DIR
NAME = re.compile(r"chibo-(\d{8}-\d{6})\.tar(\.age)?")
STAMP = "%Y%m%d-%H%M%S"


def folder() -> Path:
    """Where backups lie that were given no other place."""
    if settings.BACKUP_TO and not restic.is_remote():
        return Path(settings.BACKUP_TO).expanduser().absolute()
    path = Path(settings.DATA_DIR) / FOLDER
    with disk_errors_in_words(settings.DATA_DIR, creating.SAFE):
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def new_name() -> str:
    """Of one that begins now, by the server's clock."""
    suffix = ".tar.age" if configured_password() else ".tar"
    return f"chibo-{time.strftime(STAMP)}{suffix}"


def make(progress: Report, file: Path | None = None) -> Made:
    """A backup as `file`, into it where it is a folder, or where backups lie; those are written
    down, and their failures too. BackupError where it cannot be made."""
    if file is not None:
        return creating.create(file / new_name() if file.is_dir() else file, progress)
    try:
        made = _make(progress)
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


def _make(progress: Report) -> Made:
    if restic.is_remote():
        return restic.create(progress)
    made = creating.create(folder() / new_name(), progress)
    thin_out()
    return made


def stored() -> list[Path]:
    """The backups that lie there, the newest last."""
    return sorted(path for path in folder().glob("chibo-*") if NAME.fullmatch(path.name))


def thin_out() -> None:
    """Deletes what need not stay, and the rows of files that are gone; of failures the last
    hundred stay (4 queries)."""
    files = {file: _moment_of(file) for file in stored()}
    keep = to_keep(files.values())
    for file, moment in files.items():
        if moment not in keep:
            file.unlink(missing_ok=True)
    names = [file.name for file in stored()]
    Backup.objects.filter(state=Backup.State.DONE).exclude(name__in=names).delete()
    failures = Backup.objects.filter(state=Backup.State.FAILED)
    if last := failures.values_list("pk", flat=True)[100:101].first():
        failures.filter(pk__lte=last).delete()


def _moment_of(file: Path) -> datetime.datetime:
    match = NAME.fullmatch(file.name)
    assert match is not None  # noqa: S101 (stored() returns no others)
    return datetime.datetime.strptime(match[1], STAMP).astimezone()
