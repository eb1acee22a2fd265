"""Where pages are cached: a bounded part in this process, a bounded part that all processes share.

The shared part has a fixed number of buckets of one page; a page's address says which, and a page
put there takes the place of whatever lay in it. So it needs no list, no sweeping and no lock, and
cannot outgrow its bounds however many addresses are asked for.
"""

import os
import tempfile
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from threading import Lock
from typing import Protocol

from serving.page_cache.pages import CachedPage

MEMORY_BYTES = 12 * 1024 * 1024
SWEEP_BYTES = 1024 * 1024
BUCKETS = 2048
LARGEST_BYTES = 512 * 1024
LOCKS = 256


class PageStore(Protocol):
    """What all processes share. Neither call raises: what is not there is made anew."""

    def get(self, key: str) -> CachedPage | None: ...

    def put(self, key: str, page: CachedPage) -> None: ...


class MemoryStore:
    """The pages that this process used last, MEMORY_BYTES of them."""

    def __init__(self, max_bytes: int = MEMORY_BYTES) -> None:
        self._pages: OrderedDict[str, CachedPage] = OrderedDict()
        self._bytes = 0
        self._bytes_since_sweep = 0
        self._max_bytes = max_bytes
        self._lock = Lock()

    def get(self, key: str) -> CachedPage | None:
        page = self._pages.get(key)
        if page is not None:
            with suppress(KeyError):  # another thread has just dropped it
                self._pages.move_to_end(key)
        return page

    def put(self, key: str, page: CachedPage) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += page.size
            self._bytes_since_sweep += page.size
            while self._bytes > self._max_bytes:
                self._drop(next(iter(self._pages)))

    def is_sweep_due(self) -> bool:
        """Whether SWEEP_BYTES of pages have come since the last sweep."""
        return self._bytes_since_sweep >= SWEEP_BYTES

    def pages(self) -> list[CachedPage]:
        with self._lock:
            return list(dict.values(self._pages))  # whatever get() moves meanwhile

    def sweep(self, is_good: Callable[[CachedPage], bool]) -> None:
        """Drops the pages that are not."""
        with self._lock:
            self._bytes_since_sweep = 0
            for key in [key for key, page in dict.items(self._pages) if not is_good(page)]:
                self._drop(key)

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= page.size


class DiskStore:
    """BUCKETS files of this host. A file is whole or not there; a full disk takes nothing new."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        self._folder = folder

    def get(self, key: str) -> CachedPage | None:
        try:
            data = self._file(key).read_bytes()
        except OSError:
            return None
        return CachedPage.from_bytes(data, key)

    def put(self, key: str, page: CachedPage) -> None:
        data = page.to_bytes(key)
        if len(data) > LARGEST_BYTES:
            return
        draft = None
        try:
            descriptor, draft = tempfile.mkstemp(dir=self._folder)
            with open(descriptor, "wb") as file:
                file.write(data)
            Path(draft).replace(self._file(key))
        except OSError:
            if draft:
                with suppress(OSError):
                    Path(draft).unlink()

    def _file(self, key: str) -> Path:
        return self._folder / f"{bucket_of(key, BUCKETS)}"


class RenderLocks:
    """Lets one thread of all the host's processes make a page while the others wait for it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        self._folder = folder

    @contextmanager
    def acquire(self, key: str, wait: bool) -> Iterator[bool]:
        """Whether the lock is the caller's; without `wait` it is not where another has it.

        Where there can be no lock at all (a full disk) everybody has it.
        """
        name = f"{bucket_of(key, LOCKS)}.lock"
        try:
            file = os.open(self._folder / name, os.O_RDWR | os.O_CREAT, 0o640)
        except OSError:
            yield True
            return
        try:
            yield is_locked(file, wait)
        finally:
            os.close(file)


def is_locked(file: int, wait: bool) -> bool:
    try:
        flock(file, LOCK_EX if wait else LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def bucket_of(key: str, buckets: int) -> int:
    return zlib.crc32(key.encode()) % buckets
