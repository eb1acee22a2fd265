"""Where pages are cached: a bounded part in this process, a bounded part that all processes share;
and the locks under which one of them makes a page."""

import os
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from threading import Lock
from typing import Protocol

from serving.page_cache.pages import CachedPage, PageFrame

MEMORY_BYTES = 10 * 1024 * 1024
SWEEP_BYTES = 1024 * 1024
LOCKS = 256


class PageStore(Protocol):
    """What all processes share. No call raises: what is not there is made anew.

    `answers_at_once` says that a look takes microseconds and waits for nobody.
    """

    answers_at_once: bool

    def get(self, key: str) -> CachedPage | None:
        """The page as it was put there, whether or not it is still good."""

    def put(self, key: str, page: CachedPage) -> None:
        """Others may go for it, and one that is too large is not stored."""

    def touch(self, key: str) -> None:
        """The page was shown from a process's own memory, and is to stay."""


@dataclass
class HeldFrame:
    """A frame, and how many pages have it."""

    frame: PageFrame
    pages: int = 0


class MemoryStore:
    """The pages that this process used last, MEMORY_BYTES of them. Equal frames are held once."""

    def __init__(self, max_bytes: int = MEMORY_BYTES) -> None:
        self._pages: OrderedDict[str, CachedPage] = OrderedDict()
        self._frames: dict[PageFrame, HeldFrame] = {}
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
            self._hold_frame(page)
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
            self._let_go_frame(page)

    def _hold_frame(self, page: CachedPage) -> None:
        held = self._frames.get(page.frame)
        if held is None:
            held = self._frames[page.frame] = HeldFrame(page.frame)
            self._bytes += page.frame.size
        held.pages += 1
        page.frame = held.frame

    def _let_go_frame(self, page: CachedPage) -> None:
        held = self._frames[page.frame]
        held.pages -= 1
        if held.pages == 0:
            del self._frames[page.frame]
            self._bytes -= page.frame.size


class RenderLocks:
    """Lets one thread of all the host's processes make a page while the others wait for it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder

    @contextmanager
    def acquire(self, key: str, wait: bool) -> Iterator[bool]:
        """Whether the lock is the caller's; without `wait` it is not where another has it.

        Where there can be no lock at all (a full disk) everybody has it.
        """
        name = f"{zlib.crc32(key.encode()) % LOCKS}.lock"
        try:
            file = os.open(self._folder / name, os.O_RDWR | os.O_CREAT, 0o600)
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
