"""Backups on another machine or in S3, through the command `restic`: it sends the archive, of which
it stores each piece once, encrypts it with the password, and thins out by itself."""

import shutil
import subprocess
import time
from pathlib import Path
from typing import IO

from django.conf import settings

from backups.creating import Made, fill, manifest_of, snapshot_alone
from backups.errors import BackupError, disk_errors_in_words
from jobs.progress import Report

# restic's own words for a repository elsewhere.
SCHEMES = ("sftp:", "s3:", "rest:", "rclone:", "b2:", "swift:", "azure:", "gs:")
NAME = "chibo.tar"
KEEP = ("--keep-daily", "7", "--keep-weekly", "4", "--keep-monthly", "12")
NO_REPOSITORY = "unable to open config file"

NOT_INSTALLED = (
    "BACKUP_TO={target} cần lệnh restic, mà máy này chưa có. Hãy cài (trên Debian: apt install"
    " restic), hoặc đặt BACKUP_TO là một thư mục."
)
NEEDS_ONE = "BACKUP_TO={target} cần mật khẩu: hãy đặt BACKUP_PASSWORD_FILE."
FAILED = "restic không sao lưu được vào {target}: {reason}"
SAFE = "Các bản sao lưu cũ vẫn còn nguyên."


def is_remote() -> bool:
    """Whether BACKUP_TO is no folder."""
    return str(settings.BACKUP_TO).startswith(SCHEMES)


def create(progress: Report) -> Made:
    """Sends a backup there. BackupError where restic is missing or says no."""
    begun = time.monotonic()
    ensure_usable()
    with disk_errors_in_words(settings.DATA_DIR, SAFE), snapshot_alone(None, progress) as work:
        manifest = manifest_of(work)
        if NO_REPOSITORY in _said("cat", "config"):
            _run("init")
        with _fed("backup", "--stdin", "--stdin-filename", NAME, "--host", "chibo") as pipe:
            size = fill(pipe, work, manifest, progress, lambda: None)
    _run("forget", *KEEP, "--prune", "--host", "chibo")
    where = Path(f"{settings.BACKUP_TO} {manifest.stamp}")
    return Made(where, size, True, manifest, time.monotonic() - begun)


def fetch(file: Path) -> None:
    """The last one there, into `file`."""
    ensure_usable()
    with file.open("wb") as out:
        done = subprocess.run(  # noqa: S603 (own arguments, no shell)
            _command("dump", "latest", NAME, "--host", "chibo"),
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


def _said(*arguments: str) -> str:
    """What it writes where it fails; "" where it does not."""
    done = subprocess.run(_command(*arguments), capture_output=True, check=False)  # noqa: S603
    return done.stderr.decode(errors="replace") if done.returncode else ""


def _run(*arguments: str) -> None:
    if said := _said(*arguments):
        raise _failure(said.encode())


def _failure(errors: bytes) -> BackupError:
    lines = errors.decode(errors="replace").strip().splitlines()
    reason = lines[-1] if lines else "không rõ vì sao"
    return BackupError(FAILED.format(target=settings.BACKUP_TO, reason=reason))
