"""Makes a backup while the site runs. Under its final name it is whole, or it is not there."""

import contextlib
import errno
import fcntl
import os
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings
from django.db import connection

from backups import snapshot
from backups.archive import ArchiveWriter, Entry, Sink
from backups.database_dump import facts_of
from backups.encryption import EncryptingWriter, configured_password
from backups.errors import BackupError, disk_errors_in_words
from backups.manifest import ABOUT, DATABASE, MANIFEST, Manifest
from backups.models import site_identifier
from backups.sizes import in_words
from backups.soundness import examined_beside
from backups.unpacking import LOOK_AT, is_backup
from jobs.progress import Report
from limits.full_disk import is_disk_full
from locks.held import hold, is_abandoned
from pictures.media_store import media_store
from portal.site_frame import stored_identity

LOCK = "backup.lock"
WORK = "backup-work-"
PART = ".part"
FLUSH = 64 << 20  # bytes after which the disk begins to write, so that the end need not wait

NOT_ROOM = (
    "Không đủ chỗ trong {folder} cho bản sao lưu: cần khoảng {needed}, còn {free}. Bản sao lưu cũ"
    " vẫn còn nguyên. Hãy giải phóng chỗ trống hoặc đổi BACKUP_TO."
)
UNDER_WAY = "Một lần sao lưu khác đang chạy. Hãy đợi nó xong rồi chạy lại."
NO_FOLDER = "Không có thư mục {folder} để ghi bản sao lưu (ổ đĩa chưa gắn?). Chưa ghi gì."
OTHER_FILE = (
    "Đã có {file}, mà đó không phải bản sao lưu, nên không ghi đè. Hãy ghi tên khác. Chưa ghi gì."
)
SAFE = "Không có tệp dở dang nào; bản sao lưu cũ vẫn còn nguyên."
DAMAGED = (
    "Cơ sở dữ liệu của trang bị hỏng, không sao lưu được ({error}). Các bản sao lưu cũ vẫn còn"
    " nguyên: hãy dừng trang rồi khôi phục bản gần nhất."
)


class Made(NamedTuple):
    """`size` in bytes; `seconds` is how long it took."""

    file: Path
    size: int
    is_encrypted: bool
    manifest: Manifest
    seconds: float


def create(file: Path, progress: Report) -> Made:
    """Writes the site into `file`, encrypted where BACKUP_PASSWORD_FILE is set, and where there is
    nothing else than an older backup. BackupError where it cannot; what was there under that name
    is there still."""
    begun = time.monotonic()
    password = configured_password()
    if not is_folder(file.parent):
        raise BackupError(NO_FOLDER.format(folder=file.parent))
    _ensure_no_other_file(file)
    with disk_errors_in_words(file.parent, SAFE), snapshot_alone(file.parent, progress) as work:
        manifest = manifest_of(work)
        with _draft(file) as draft:
            out = EncryptingWriter(draft, password) if password else draft
            fill(out, work, manifest, progress, partial(_begin_writing, draft))
            if isinstance(out, EncryptingWriter):
                out.close()
            size = draft.tell()
    return Made(file, size, bool(password), manifest, time.monotonic() - begun)


def is_folder(path: Path) -> bool:
    """BackupError where this account may not look, in somebody's home say."""
    with disk_errors_in_words(path, SAFE):
        return path.is_dir()


def _ensure_no_other_file(file: Path) -> None:
    """The database of the site, say, whose name stands in the same folder."""
    with disk_errors_in_words(file, SAFE):
        if not file.exists():
            return
        if file.is_file():
            with file.open("rb") as content:
                beginning = content.read(LOOK_AT)
            if not beginning or is_backup(beginning):
                return
    raise BackupError(OTHER_FILE.format(file=file))


@contextmanager
def snapshot_alone(target: Path | None, progress: Report) -> Iterator[Path]:
    """The folder with what the site holds; `target` is a folder that needs room for it, too.
    BackupError where there is none, or another backup is under way."""
    with _alone(), _work_folder() as work:
        if target:
            _ensure_room(target, settings.DATA_DIR)
        progress(0, 0, "Đang chụp cơ sở dữ liệu")
        try:
            snapshot.take(work)
        except sqlite3.Error as error:
            if is_disk_full(error):
                raise OSError(errno.ENOSPC, "") from error
            raise BackupError(DAMAGED.format(error=error)) from error
        yield work


def manifest_of(work: Path) -> Manifest:
    """Without the files, which are yet to be read."""
    facts = facts_of(work / DATABASE)
    return Manifest(
        version=settings.VERSION,
        created_at=int(time.time()),
        site=site_identifier(),
        site_name=stored_identity().name_vi,
        database=connection.settings_dict["ENGINE"].rpartition(".")[2],
        **facts._asdict(),
    )


def fill(
    out: Sink, work: Path, manifest: Manifest, progress: Report, after_piece: Callable[[], object]
) -> int:
    """Writes the archive of what lies in `work`; its size in bytes. `after_piece` is called now and
    then, after some MB. BackupError where the database turns out to be damaged."""
    archive = ArchiveWriter(out)
    archive.add_text(ABOUT, manifest.as_text(), manifest.created_at)
    with examined_beside(work / DATABASE) as damage:
        _add_files(archive, work, manifest, progress, after_piece)
        if reason := damage():
            raise BackupError(DAMAGED.format(error=reason))
    archive.add_text(MANIFEST, manifest.as_text(), manifest.created_at)
    archive.close(manifest.created_at)
    return archive.written


def _add_files(
    archive: ArchiveWriter,
    work: Path,
    manifest: Manifest,
    progress: Report,
    after_piece: Callable[[], object],
) -> None:
    files = list(snapshot.files_of(work))
    called_at = 0
    for number, (path, name) in enumerate(files):
        with open(path, "rb", buffering=0) as content:
            status = os.fstat(content.fileno())
            entry = Entry(name, status.st_size, int(status.st_mtime))
            manifest.files.append([name, entry.size, archive.add(entry, content)])
        if name == DATABASE:
            os.unlink(path)  # a copy: before the disk begins to write it
        if archive.written - called_at > FLUSH:
            called_at = archive.written
            after_piece()
        progress(number, len(files), "Đang chép")


def _begin_writing(draft: IO[bytes]) -> None:
    """The disk writes while the rest is read; what is written leaves the memory."""
    os.posix_fadvise(draft.fileno(), 0, draft.tell(), os.POSIX_FADV_DONTNEED)


@contextmanager
def _draft(file: Path) -> Iterator[IO[bytes]]:
    """A file beside `file`, which takes its place at the end or, short of that, goes."""
    _remove_abandoned(file.parent)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}{PART}")
    try:
        with draft.open("xb", buffering=1 << 18) as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
        sync_folder(file.parent)
    finally:
        draft.unlink(missing_ok=True)


def _remove_abandoned(folder: Path) -> None:
    """Drafts of those that were killed."""
    for draft in folder.glob(f".*{PART}"):
        with contextlib.suppress(OSError):  # somebody else's
            if is_abandoned(draft):
                draft.unlink(missing_ok=True)


@contextmanager
def _work_folder() -> Iterator[Path]:
    for folder in settings.DATA_DIR.glob(f"{WORK}*"):  # of whoever was killed: this one is alone
        shutil.rmtree(folder, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix=WORK, dir=settings.DATA_DIR) as made,
        hold(Path(made)),
    ):
        yield Path(made)


@contextmanager
def _alone() -> Iterator[None]:
    """BackupError where another backup of this site is under way on this host."""
    with (settings.DATA_DIR / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(UNDER_WAY) from error
        yield


def _ensure_room(target: Path, data: Path) -> None:
    """For the archive; and, where the site's own disk takes it, for what the site needs besides."""
    database, pictures = sizes_of_site()
    needed, free = database + pictures, shutil.disk_usage(target).free
    if target.stat().st_dev == data.stat().st_dev:
        needed += database + (settings.DISK_RESERVE_MB << 20)  # the copy that is packed, too
        needed += pictures if media_store().is_shared else 0
    if needed > free:
        words = {"needed": in_words(needed), "free": in_words(free)}
        raise BackupError(NOT_ROOM.format(folder=target, **words))


def sizes_of_site() -> tuple[int, int]:
    """Bytes of the SQLite database, 0 on PostgreSQL, and of the pictures."""
    file = settings.DATA_DIR / DATABASE
    return (file.stat().st_size if file.exists() else 0), media_store().total_bytes()


def sync_folder(folder: Path) -> None:
    """A name in it that is new is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
