"""Views on their way to the database: one line each, in a file of this process.

The file is mapped into memory: a line that was copied there is the kernel's, and outlives the
process. Behind the last line stand zeros. A file is this process's own for one hour at most and is
held under flock() all that time: whoever can take the lock knows that nothing more will come,
whichever way the process ended.
"""

import datetime
import fcntl
import mmap
import os
import secrets
import threading
from binascii import unhexlify
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from django.conf import settings

from visitors.models import PATH_CHARACTERS

HOUR = 3600
SUFFIX = ".journal"
SIZE = 1 << 20  # bytes of a journal: some 9,000 views


class View(NamedTuple):
    """One eligible view. `moment` in unix seconds; `yesterday_key` just after midnight only."""

    day: datetime.date
    moment: int
    key: bytes
    yesterday_key: bytes | None
    path: str

    def line(self) -> bytes:
        return line_of(*self)


class BotView(NamedTuple):
    """A page that a program was shown. Which page, and which program, nothing says."""

    day: datetime.date
    moment: int

    def line(self) -> bytes:
        return f"{stamp(self.day, self.moment)}\n".encode()


Record = View | BotView


def line_of(
    day: datetime.date, moment: int, key: bytes, yesterday_key: bytes | None, path: str
) -> bytes:
    """The line of a view; to make the View first would take as long again."""
    yesterday = yesterday_key.hex() if yesterday_key else "-"
    return f"{stamp(day, moment)} {key.hex()} {yesterday} {quoted(path)}\n".encode()


def record_of(line: bytes) -> Record:
    """What View.line() or BotView.line() wrote. Raises ValueError for what is not a record."""
    parts = line.split()
    if len(parts) == 2:
        day, moment = parts
        return BotView(parse_day(day), int(moment))
    day, moment, key, yesterday, path = parts
    yesterday_key = None if yesterday == b"-" else unhexlify(yesterday)
    return View(parse_day(day), int(moment), unhexlify(key), yesterday_key, unquoted(path))


@lru_cache(maxsize=1024)
def quoted(path: str) -> str:
    """The path without white space, line breaks and NUL, which PostgreSQL does not store, cut."""
    return quote(path.replace("\0", "")[:PATH_CHARACTERS], errors="replace")


@lru_cache(maxsize=1024)
def unquoted(path: bytes) -> str:
    return unquote(path.decode("ascii"))


@lru_cache(maxsize=16)  # many views come in one second
def stamp(day: datetime.date, moment: int) -> str:
    return f"{day.isoformat()} {moment}"


@lru_cache(maxsize=16)  # a journal holds two days at most, and a clock set wrong some more
def parse_day(text: bytes) -> datetime.date:
    return datetime.date.fromisoformat(text.decode("ascii"))


class Writer:
    """This process's journals, one after another, shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._file: OpenFile | None = None
        # A clock that steps back stays in the file: what one process saw keeps its order.
        self._hour = 0
        os.register_at_fork(after_in_child=self._leave_to_parent)

    def append(self, moment: int, line: bytes) -> None:
        """Adds the line of a record of that moment. Raises OSError, and then nothing was added."""
        hour = moment // HOUR
        with self._lock:
            if self._file is None or self._hour < hour or not self._file.takes(line):
                self._close()
                self._file, self._hour = OpenFile(line), hour

    def close(self) -> None:
        """Gives the file up; the next view opens another."""
        with self._lock:
            self._close()

    def close_after_hour(self, moment: int) -> None:
        """Gives up the file of an hour that is over, where no view has come since."""
        with self._lock:
            if self._hour < moment // HOUR:
                self._close()

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _leave_to_parent(self) -> None:
        self._file = None  # its memory and its descriptors go with it
        self._lock = threading.Lock()  # a thread of the parent may have held the other


class OpenFile:
    """A journal of SIZE bytes that this process fills, with its first line. Raises OSError where
    the disk has no room.

    Through its memory a line costs a copy, where a write would be a system call that lets go of
    Python's lock.
    """

    def __init__(self, line: bytes) -> None:
        path, descriptor = create_file()
        try:
            # All the room now: a full disk is an error here, and the process's end in a mapping.
            os.posix_fallocate(descriptor, 0, SIZE)
            self._memory = mmap.mmap(descriptor, SIZE)  # with a descriptor of its own
        except OSError:
            path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        self._end = 0
        self.takes(line)

    def takes(self, line: bytes) -> bool:
        """Adds the line, where there is room for it."""
        start, end = self._end, self._end + len(line)
        if end > SIZE:
            return False
        self._memory[start:end] = line
        self._end = end
        return True

    def close(self) -> None:
        self._memory.close()


def folder() -> Path:
    """Where the journals of this host lie; made where it is missing."""
    path = Path(settings.DATA_DIR) / "visits"
    path.mkdir(mode=0o750, parents=True, exist_ok=True)
    return path


def create_file() -> tuple[Path, int]:
    """A new journal, open and locked; its name is unique over hosts and time."""
    while True:
        path = folder() / f"{os.getpid()}-{secrets.token_hex(12)}{SUFFIX}"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o640)
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file).st_nlink:
            return path, file
        os.close(file)  # a tally took it for a finished one before it was locked


def names() -> list[str]:
    """The journals of this host."""
    return sorted(path.name for path in folder().glob(f"*{SUFFIX}"))


def views(name: str, offset: int) -> Iterator[tuple[Record, int]]:
    """The views from byte `offset` on, each with the offset after it; nothing where there is no
    such file. A line that is not whole is left for later while somebody writes to the file; once
    nobody does, a damaged one is passed over."""
    try:
        file = (folder() / name).open("rb")
    except FileNotFoundError:
        return
    with file:
        is_finished = nobody_writes(file.fileno())
        file.seek(offset)
        for line in file:
            # The bytes of a line may become visible in any order: a zero is one that is to come.
            if not line.endswith(b"\n") or (b"\0" in line and not is_finished):
                return
            offset += len(line)
            try:
                view = record_of(line)
            except ValueError:
                continue
            yield view, offset


def nobody_writes(descriptor: int) -> bool:
    """Whether no process fills the journal any more. As long as it is open here, none can begin."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def has_more(name: str, offset: int) -> bool:
    """Whether a view stands at or after byte `offset`."""
    return any(True for _ in views(name, offset))


def remove_if_finished(name: str, offset: int) -> bool:
    """Deletes a journal that nobody writes to and that holds no view after `offset`."""
    path = folder() / name
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return True
    with file:
        if not nobody_writes(file.fileno()) or has_more(name, offset):
            return False
        path.unlink(missing_ok=True)
        return True


writer = Writer()
