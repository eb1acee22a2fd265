"""Where backups go, under which name, and what is written down of each."""

import datetime
import re
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from backups import creating, restic
from backups.creating import Made
from backups.encryption import configured_password
from backups.errors import BackupError, disk_errors_in_words
from backups.models import Backup, latest_moment
from backups.retention import to_keep
from jobs.progress import Report

FOLDER = "backups"  # of DATA_DIR
NAME = re.compile(r"chibo-(\d{8}-\d{6})\.tar(\.age)?")
MOST_ROWS = 300  # failures, too
STAMP = "%Y%m%d-%H%M%S"


def folder() -> Path:
    """Where backups lie that were given no other place."""
    path = place()
    if path == Path(settings.DATA_DIR) / FOLDER:
        with disk_errors_in_words(settings.DATA_DIR, creating.SAFE):
            path.mkdir(mode=0o700, exist_ok=True)
    return path


def place() -> Path:
    """The same, be it there or not."""
    if settings.BACKUP_TO and not restic.is_remote():
        return Path(settings.BACKUP_TO).expanduser().absolute()
    return Path(settings.DATA_DIR) / FOLDER


def new_name() -> str:
    """Of one that begins now, by the server's clock."""
    suffix = ".tar.age" if configured_password() else ".tar"
    return f"chibo-{time.strftime(STAMP)}{suffix}"


def make(progress: Report, file: Path | None = None) -> Made:
    """A backup as `file`, into it where it is a folder, or where backups lie; those are written
    down, and their failures too. BackupError where it cannot be made."""
    if file is not None:
        into = file / new_name() if creating.is_folder(file) else file
        return creating.create(into, progress)
    try:
        made = _make(progress)
    except BackupError as error:
        with suppress(DatabaseError):  # a full disk; the sentence below says more
            Backup.objects.create(state=Backup.State.FAILED, error=str(error))
        raise
    Backup.objects.create(
        state=Backup.State.DONE,
        name=made.file.name,
        size=made.size,
        seconds=made.seconds,
        is_encrypted=made.is_encrypted,
    )
    if not restic.is_remote():
        thin_out(but=made.file)
    Backup.objects.filter(pk__lte=Backup.objects.latest("pk").pk - MOST_ROWS).delete()
    return made


def _make(progress: Report) -> Made:
    if restic.is_remote():
        return restic.create(progress)
    return creating.create(folder() / new_name(), progress)


def stored() -> list[Path]:
    """The backups that lie there, the newest last."""
    return sorted(path for path in folder().glob("chibo-*") if NAME.fullmatch(path.name))


def newest_stored() -> Path | None:
    """The last that was made, by its name; one of days to come only where there is no other."""
    files = stored()
    limit = latest_moment()
    return next(reversed([file for file in files if _moment_of(file) <= limit] or files), None)


def thin_out(but: Path) -> None:
    """Deletes what need not stay, with its row, but not the one that was just made: by a clock that
    is behind it is the oldest. What lies there without a row, as after a restore, is written down
    (3 queries, and 1 for each of those)."""
    files = {file: _moment_of(file) for file in stored()}
    keep = to_keep(files.values(), latest_moment())
    for file in [file for file, moment in files.items() if moment not in keep and file != but]:
        file.unlink(missing_ok=True)
        del files[file]
    names = {file.name for file in files}
    done = Backup.objects.filter(state=Backup.State.DONE)
    done.exclude(name__in=names).delete()
    known = set(done.values_list("name", flat=True))
    for file, moment in files.items():
        if file.name not in known:
            Backup.objects.create(
                state=Backup.State.DONE,
                name=file.name,
                at=moment,
                size=file.stat().st_size,
                is_encrypted=file.suffix == ".age",
            )


def _moment_of(file: Path) -> datetime.datetime:
    match = NAME.fullmatch(file.name)
    assert match is not None  # noqa: S101 (stored() returns no others)
    return datetime.datetime.strptime(match[1], STAMP).astimezone()
