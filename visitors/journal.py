"""Views on their way to the database: one line each, in a file of this process.

A line is copied into memory that is the kernel's, and outlives the process: that of the file
itself, or in a server that of a staged one, which no disk can hold up (staging.py). Behind the last
line stand zeros. A file is this process's own for one hour at most and is
held under flock() all that time: whoever can take the lock knows that nothing more will come,
whichever way the process ended. What it says is read by journal_reader.py.
"""

import datetime
import fcntl
import itertools
import logging
import mmap
import os
import secrets
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from visitors import staging
from visitors.models import PATH_CHARACTERS
from visitors.staging import StagedFile

logger = logging.getLogger("visitors")

HOUR = 3600
SUFFIX = ".journal"
SIZE = 1 << 20  # bytes of a journal: some 9,000 views


def view_line(
    day: datetime.date, moment: int, key: bytes, yesterday_key: bytes | None, path: str
) -> bytes:
    """An eligible view. `moment` in unix seconds; `yesterday_key` just after midnight only."""
    yesterday = yesterday_key.hex() if yesterday_key else "-"
    return f"{stamp(day, moment)} {key.hex()} {yesterday} {quoted(path)}\n".encode()


def bot_line(day: datetime.date, moment: int) -> bytes:
    """A page that a program was shown. Which page, and which program, nothing says."""
    return f"{stamp(day, moment)}\n".encode()


@lru_cache(maxsize=1024)
def quoted(path: str) -> str:
    """The path without white space, line breaks and NUL, which PostgreSQL does not store, cut."""
    return quote(path.replace("\0", "")[:PATH_CHARACTERS], errors="replace")


@lru_cache(maxsize=16)  # many views come in one second
def stamp(day: datetime.date, moment: int) -> str:
    """What a line begins with, always of the same length."""
    return f"{day.isoformat()} {moment:010}"


class JournalWriter:
    """This process's journals, one after another, shared by its threads. `is_staged` says that a
    thread writes them to the disk, which the others never wait for."""

    def __init__(self, *, is_staged: bool = False) -> None:
        self._lock = threading.Lock()
        self._file: OpenFile | StagedFile | None = None
        self._hour = 0
        self._names = new_names()
        self._is_staged = is_staged
        self._folders: tuple[Path, Path] | None = None  # once known, the disk is not asked again
        self._writer = staging.StageWriter()

    def append(self, moment: int, line: bytes) -> None:
        """Adds a line of that moment. Raises OSError, and then nothing was added."""
        hour = moment // HOUR
        with self._lock:
            if self._file is None or self._is_over(hour) or not self._file.try_append(line):
                self._close()
                self._file, self._hour = self._open(line), hour
        if self._is_staged:
            self._writer.wake()

    def _open(self, line: bytes) -> "OpenFile | StagedFile":
        if self._is_staged and self._folders is None:
            staged = staging.folder()
            self._is_staged = staged is not None
            self._folders = (staged, folder()) if staged else None
        if self._folders is None:
            return OpenFile(self._names, line)
        if self._writer.is_full():
            raise OSError("ổ đĩa không nhận, bộ nhớ dành cho lượt xem đã đầy")
        staged, journals = self._folders
        path, descriptor = create_file(self._names, staged)
        file = StagedFile(path, descriptor, journals / path.name, SIZE, line)
        self._writer.add(file)
        return file

    def close(self) -> None:
        """Gives the file up; the next view opens another."""
        with self._lock:
            self._close()

    def close_after_hour(self, moment: int) -> None:
        """Gives up the file of an hour that is over, where no view has come since."""
        with self._lock:
            if self._is_over(moment // HOUR):
                self._close()

    def close_if_deleted(self) -> None:
        """Gives up a file that somebody has deleted: nobody would read what comes into it."""
        file = self._file
        if file is None or not file.is_deleted():  # the disk is asked while no page waits for it
            return
        with self._lock:
            if self._file is file:
                logger.error(
                    "tệp nhật ký lượt xem bị xóa; lượt xem của vài giây vừa qua không được đếm"
                )
                self._close()

    def _is_over(self, hour: int) -> bool:
        """Whether the file's hour is. A clock that steps back a little stays in the file; after one
        that ran a day ahead it would stay a day."""
        return not hour <= self._hour <= hour + 1

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()
            self._writer.wake()


class OpenFile:
    """A journal of SIZE bytes that this process fills, with its first line. Raises OSError where
    the disk has no room.

    Through its memory a line costs a copy, where a write would be a system call that lets go of
    Python's lock.
    """

    def __init__(self, names: Iterator[str], line: bytes) -> None:
        self.path, descriptor = create_file(names, folder())
        try:
            # All the room now: a full disk is an error here, and the process's end in a mapping.
            os.posix_fallocate(descriptor, 0, SIZE)
            self._memory = mmap.mmap(descriptor, SIZE)  # with a descriptor of its own
        except OSError:
            self.path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        self._end = 0
        self.try_append(line)

    def try_append(self, line: bytes) -> bool:
        """Adds the line, where there is room for it."""
        start, end = self._end, self._end + len(line)
        if end > SIZE:
            return False
        self._memory[start:end] = line
        self._end = end
        return True

    def is_deleted(self) -> bool:
        return not self.path.exists()

    def close(self) -> None:
        self._memory.close()


def folder() -> Path:
    """Where the journals of this host lie; made where it is missing."""
    path = Path(settings.DATA_DIR) / "visits"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def new_names() -> Iterator[str]:
    """Names for the journals of one writer, in their order; unique over hosts and time."""
    writer = f"{os.getpid()}-{secrets.token_hex(12)}"
    for number in itertools.count(1):
        yield f"{writer}-{number:06}{SUFFIX}"


def create_file(names: Iterator[str], parent: Path) -> tuple[Path, int]:
    """A new journal in the folder, open and locked, of the next of the names."""
    while True:
        path = parent / next(names)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file).st_nlink:
            return path, file
        os.close(file)  # an aggregation took it for finished before it was locked


def names() -> list[str]:
    """The journals of this host, those of a writer in the order in which it filled them."""
    return sorted(path.name for path in folder().glob(f"*{SUFFIX}") if path.is_file())


def writer_of(name: str) -> str:
    """Who filled a journal. One from before they had numbers stands for a writer of its own."""
    return "-".join(name.removesuffix(SUFFIX).split("-")[:2])


def has_no_writer(descriptor: int) -> bool:
    """Whether no process fills the journal any more. As long as it is open here, none can begin."""
    return try_lock(descriptor, fcntl.LOCK_SH)


def try_lock(descriptor: int, kind: int) -> bool:
    """Whether an open file's lock of that kind, LOCK_SH or LOCK_EX, could be had at once."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
