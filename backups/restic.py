"""Backups on another machine or in S3, through the command `restic`, which has the password.

It is fed the archive as it is: neither packed nor encrypted, with the pictures in the same order
each time. restic cuts that where the content says so, and stores each piece once: of a night it
stores what has changed in the database, and the new pictures.
"""

import datetime
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import IO

from django.conf import settings

from backups.creating import Made, fill, manifest_of, snapshot_alone
from backups.errors import BackupError, disk_errors_in_words
from backups.models import latest_moment
from backups.retention import to_keep
from jobs.progress import Report
from vietnamese.clock import VIETNAM

# restic's own words for a repository; local: is a folder, as of another disk.
SCHEMES = ("local:", "sftp:", "s3:", "rest:", "rclone:", "b2:", "swift:", "azure:", "gs:")
NAME = "chibo.tar"
OURS = ("--host", "chibo")
NO_REPOSITORY = "unable to open config file"

NOT_INSTALLED = (
    "BACKUP_TO={target} cần lệnh restic, mà máy này chưa có. Hãy cài (trên Debian: apt install"
    " restic), hoặc đặt BACKUP_TO là một thư mục."
)
NEEDS_ONE = "BACKUP_TO={target} cần mật khẩu: hãy đặt BACKUP_PASSWORD_FILE."
FAILED = "restic không sao lưu được vào {target}: {reason}"
SAFE = "Các bản sao lưu cũ vẫn còn nguyên."
NONE_YET = "Chưa có bản sao lưu nào ở {target}."


def is_remote() -> bool:
    """Whether BACKUP_TO is no folder."""
    return str(settings.BACKUP_TO).startswith(SCHEMES)


def create(progress: Report) -> Made:
    """Sends a backup there. BackupError where restic is missing or says no."""
    begun = time.monotonic()
    ensure_usable()
    with disk_errors_in_words(settings.DATA_DIR, SAFE), snapshot_alone(None, progress) as work:
        manifest = manifest_of(work)
        before = _snapshots_or_new_repository()
        with _fed("backup", "--stdin", "--stdin-filename", NAME, *OURS) as pipe:
            size = fill(pipe, work, manifest, progress, lambda: None)
    _thin_out(before)
    where = Path(f"{settings.BACKUP_TO} {manifest.stamp}")
    return Made(where, size, True, manifest, time.monotonic() - begun)


def _snapshots_or_new_repository() -> dict[str, datetime.datetime]:
    try:
        _unlock()
        return _snapshots()
    except BackupError as error:
        if NO_REPOSITORY not in str(error):
            raise
    _output("init")
    return {}


def _unlock() -> None:
    """Takes away the locks of restics that were killed, as by a power cut: else nothing would be
    thinned out ever again. restic knows them by their process, on another host by half an hour in
    which nobody has renewed them; those of the living stay."""
    _output("unlock")


def _thin_out(before: dict[str, datetime.datetime]) -> None:
    """By the rule for files: restic's own --keep-daily would count those of days to come. The one
    that was just made stays, whatever the clock said."""
    keep = to_keep(_snapshots().values(), latest_moment())
    if superfluous := [name for name, moment in before.items() if moment not in keep]:
        _output("forget", "--prune", *superfluous)


def _snapshots() -> dict[str, datetime.datetime]:
    """When each was made, by its number in the repository."""
    found = json.loads(_output("snapshots", "--json", *OURS)) or []
    return {
        each["id"]: datetime.datetime.fromisoformat(each["time"]).astimezone(VIETNAM)
        for each in found
    }


def fetch(file: Path) -> None:
    """The last one there, into `file`; one of days to come only where there is no other."""
    ensure_usable()
    _unlock()
    limit = latest_moment()
    moments = sorted((moment <= limit, moment, name) for name, moment in _snapshots().items())
    if not moments:
        raise BackupError(NONE_YET.format(target=settings.BACKUP_TO))
    with file.open("wb") as out:
        done = subprocess.run(  # noqa: S603 (own arguments, no shell)
            _command("dump", moments[-1][2], NAME),
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    if done.returncode:
        raise _failure(done.stderr)


class _fed:  # noqa: N801 (read like a function)
    """A restic that reads what is written into the pipe; BackupError where it fails."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            _command(*arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def __enter__(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 (asked for above)
        return self._process.stdin

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is not None and not issubclass(kind, BrokenPipeError):
            self._process.kill()  # half an archive is no backup
        _, errors = self._process.communicate()
        if self._process.returncode and (kind is None or issubclass(kind, BrokenPipeError)):
            raise _failure(errors)


def ensure_usable() -> None:
    """BackupError where restic or the password is missing."""
    if shutil.which("restic") is None:
        raise BackupError(NOT_INSTALLED.format(target=settings.BACKUP_TO))
    if not settings.BACKUP_PASSWORD_FILE:
        raise BackupError(NEEDS_ONE.format(target=settings.BACKUP_TO))


def _command(*arguments: str) -> list[str]:
    where = ["--repo", settings.BACKUP_TO, "--password-file", settings.BACKUP_PASSWORD_FILE]
    cache = ["--cache-dir", str(Path(settings.DATA_DIR) / "cache" / "restic")]
    return ["restic", *where, *cache, *arguments]


def _output(*arguments: str) -> bytes:
    """BackupError where it fails."""
    done = subprocess.run(_command(*arguments), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise _failure(done.stderr)
    return done.stdout


def _failure(errors: bytes) -> BackupError:
    lines = errors.decode(errors="replace").strip().splitlines()
    # Advice may come after it.
    fatal = [line for line in lines if line.startswith("Fatal:") or "already locked" in line]
    reason = (fatal or lines or ["không rõ vì sao"])[-1]
    return BackupError(FAILED.format(target=settings.BACKUP_TO, reason=reason))
