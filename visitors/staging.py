"""Views in memory, until a thread has written them into their journal.

A view must be the kernel's before its page leaves, so that it outlives the process; but a disk that
hangs, or a mapping of one of its files, would hold up every page, as the store waits under Python's
lock. So lines are copied into a file of /dev/shm, which no disk stands behind, and a thread of the
process writes them on to the journal of the same name, at the same places, by calls that let
go of the lock. What a killed process had not yet written on is written by whoever adds up next.
"""

import fcntl
import hashlib
import mmap
import os
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from logs.once import LogOnce

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of this account's own is made there)
GATHER_SECONDS = 0.05  # views of so long are written at once
RETRY_SECONDS = 0.5  # where the disk has no room
MOST_WAITING = 64  # files, of a megabyte at most: what hangs longer than they last is not counted


def folder() -> Path | None:
    """Where this site's staged journals lie; None where there is no such memory."""
    if not SHARED_MEMORY.is_dir():
        return None
    data = Path(settings.DATA_DIR)
    site = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:24]
    try:
        owner = data.stat().st_uid
        path = SHARED_MEMORY / f"chibo-{owner}-{site}"
        path.mkdir(mode=0o700, exist_ok=True)
        is_own = path.lstat().st_uid == owner
    except OSError:
        return None
    return path if is_own else None  # anybody may have made one of that name, or a link


class StagedFile:
    """A journal of `size` bytes that this process fills, with its first line. Raises OSError where
    there is no room in memory."""

    def __init__(self, path: Path, descriptor: int, target: Path, size: int, line: bytes) -> None:
        self._path, self._descriptor, self._size = path, descriptor, size
        self.target = target
        try:
            os.posix_fallocate(descriptor, 0, size)
            self._memory = mmap.mmap(descriptor, size)
        except OSError:
            path.unlink(missing_ok=True)
            os.close(descriptor)
            raise
        self._end = self._written = 0
        self._journal = -1
        self._is_closed = False
        self.try_append(line)

    def try_append(self, line: bytes) -> bool:
        """Adds the line, where there is room for it. Touches no disk."""
        start, end = self._end, self._end + len(line)
        if end > self._size:
            return False
        self._memory[start:end] = line
        self._end = end
        return True

    def close(self) -> None:
        """Nothing more comes."""
        self._is_closed = True

    def is_deleted(self) -> bool:
        """Whether somebody has deleted the journal."""
        with suppress(OSError):  # it was closed just now
            return self._journal >= 0 and os.fstat(self._journal).st_nlink == 0
        return False

    def write_out(self) -> bool:
        """Writes what has come; returns whether the file is done with. Waits as long as the disk
        does; raises OSError where it takes nothing. Only one thread does so."""
        is_last, end = self._is_closed, self._end
        if self._journal < 0:
            self._journal = open_journal(self.target, self._size)
        while self._written < end:
            text = self._memory[self._written : end]
            self._written += os.pwrite(self._journal, text, self._written)
        if is_last:
            # In this order: a journal that nobody holds, and that is not staged, may be deleted.
            self._path.unlink(missing_ok=True)
            os.close(self._journal)
            os.close(self._descriptor)
        return is_last


def open_journal(path: Path, size: int) -> int:
    """The journal on the disk, with room for all of it, locked as long as it is open here."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if not os.fstat(descriptor).st_nlink:
            raise OSError("an aggregation took the journal for finished")
        os.posix_fallocate(descriptor, 0, size)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


class StageWriter:
    """The thread that writes the staged files of this process on, in their order."""

    def __init__(self) -> None:
        self._files: deque[StagedFile] = deque()
        self._wake = threading.Event()
        self._is_awake = False  # asked for each view, which an Event takes twice as long to tell
        self._thread: threading.Thread | None = None
        self._log = LogOnce("lượt xem chưa ghi được xuống ổ đĩa, đang đợi trong bộ nhớ")

    def add(self, file: StagedFile) -> None:
        """Takes a file over, of one caller at a time."""
        self._files.append(file)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        self.wake()

    def is_full(self) -> bool:
        """Whether so much waits for the disk that nothing more may come."""
        return len(self._files) >= MOST_WAITING

    def wake(self) -> None:
        """Something is to be written."""
        if not self._is_awake:
            self._is_awake = True
            self._wake.set()

    def _run(self) -> None:
        while True:
            self._wake.wait()
            time.sleep(GATHER_SECONDS)
            self._wake.clear()
            self._is_awake = False  # whoever finds it so has its line seen below, or wakes again
            try:
                self.write_out()
            except OSError as error:
                self._log.failed(error)
                time.sleep(RETRY_SECONDS)
                self.wake()
            else:
                self._log.succeeded()

    def write_out(self) -> None:
        while self._files and self._files[0].write_out():
            self._files.popleft()


def recover(journals: Path) -> None:
    """Writes what dead processes have left in memory into their journals. Only under the host's
    lock: whatever was added up and deleted must not come back."""
    staged = folder()
    for path in sorted(staged.glob("*.journal")) if staged else ():
        with suppress(FileNotFoundError, BlockingIOError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # else its process lives
            write_whole(journals / path.name, file.read().rstrip(b"\0"))
            path.unlink()


def is_staged(name: str) -> bool:
    """Whether more may come into the journal of that name, whoever fills it has died or not."""
    staged = folder()
    return staged is not None and (staged / name).exists()


def write_whole(path: Path, text: bytes) -> None:
    """From its beginning; the same stands there already, as far as it was written."""
    if text:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(text)
