"""Views on their way to the database: one line each, appended to a file of this process.

One write() hands the line to the kernel, so it outlives the process. A file is this process's own
for one hour at most and is held under flock() all that time: whoever can take the lock knows that
nothing more will come, whichever way the process ended.
"""

import datetime
import fcntl
import os
import secrets
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from django.conf import settings

HOUR = 3600
SUFFIX = ".journal"


class View(NamedTuple):
    """One eligible view. `moment` in unix seconds; `yesterday_key` just after midnight only."""

    day: datetime.date
    moment: int
    key: bytes
    yesterday_key: bytes | None
    path: str

    def line(self) -> bytes:
        yesterday = self.yesterday_key.hex() if self.yesterday_key else "-"
        who = f"{self.key.hex()} {yesterday}"
        return f"{iso(self.day)} {self.moment} {who} {quoted(self.path)}\n".encode()


class BotView(NamedTuple):
    """A page that a program was shown. Which page, and which program, nothing says."""

    day: datetime.date
    moment: int

    def line(self) -> bytes:
        return f"{iso(self.day)} {self.moment}\n".encode()


Record = View | BotView


def record_of(line: bytes) -> Record:
    """What View.line() or BotView.line() wrote. Raises ValueError for what is not a record."""
    parts = line.decode("ascii").split()
    if len(parts) == 2:
        day, moment = parts
        return BotView(parse_day(day), int(moment))
    day, moment, key, yesterday, path = parts
    return View(
        parse_day(day),
        int(moment),
        bytes.fromhex(key),
        None if yesterday == "-" else bytes.fromhex(yesterday),
        unquoted(path),
    )


@lru_cache(maxsize=1024)
def quoted(path: str) -> str:
    """The path without white space and line breaks."""
    return quote(path, errors="replace")


unquoted = lru_cache(maxsize=1024)(unquote)

# A journal holds two days at most, and a clock set wrong some more.
iso = lru_cache(maxsize=16)(datetime.date.isoformat)
parse_day = lru_cache(maxsize=16)(datetime.date.fromisoformat)


class Writer:
    """This process's open file, shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._file: int | None = None
        # A clock that steps back stays in the file: what one process saw keeps its order.
        self._hour = 0
        os.register_at_fork(after_in_child=self._leave_to_parent)

    def append(self, view: Record) -> None:
        """Adds the view with one write(). Raises OSError, and then nothing was added."""
        line = view.line()
        with self._lock:
            if self._file is None or self._hour < view.moment // HOUR:
                self._close()
                self._file, self._hour = create_file(), view.moment // HOUR
            written = os.write(self._file, line)
            if written < len(line):  # the disk is full: no half line may stay between whole ones
                os.ftruncate(self._file, os.fstat(self._file).st_size - written)
                raise OSError("the disk took only a part of the record")

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
        if self._file is not None:
            os.close(self._file)
        self._file = None

    def _leave_to_parent(self) -> None:
        self._close()
        self._lock = threading.Lock()  # a thread of the parent may have held the other


def folder() -> Path:
    """Where the journals of this host lie; made where it is missing."""
    path = Path(settings.DATA_DIR) / "visits"
    path.mkdir(mode=0o750, parents=True, exist_ok=True)
    return path


def create_file() -> int:
    """A new journal, open for appending and locked; its name is unique over hosts and time."""
    while True:
        path = folder() / f"{os.getpid()}-{secrets.token_hex(12)}{SUFFIX}"
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o640)
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file).st_nlink:
            return file
        os.close(file)  # a tally took it for a finished one before it was locked


def names() -> list[str]:
    """The journals of this host."""
    return sorted(path.name for path in folder().glob(f"*{SUFFIX}"))


def views(name: str, offset: int) -> Iterator[tuple[Record, int]]:
    """The views from byte `offset` on, each with the offset after it; nothing where there is no
    such file. A last line without its end is left for later; a damaged line is passed over."""
    try:
        file = (folder() / name).open("rb")
    except FileNotFoundError:
        return
    with file:
        file.seek(offset)
        for line in file:
            if not line.endswith(b"\n"):
                return
            offset += len(line)
            try:
                view = record_of(line)
            except ValueError:
                continue
            yield view, offset


def has_more(name: str, offset: int) -> bool:
    """Whether a view stands at or after byte `offset`."""
    return any(True for _ in views(name, offset))


def remove_if_finished(name: str, offset: int) -> bool:
    """Deletes a journal that nobody writes to and that holds no view after `offset`."""
    path = folder() / name
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if has_more(name, offset):
            return False
        path.unlink(missing_ok=True)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(file)


writer = Writer()
