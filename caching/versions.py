"""What has changed, as every process of this host sees it at once.

A page depends on tags such as "article:12". Each tag has a version, a number that is new after
every change; a page is good as long as the versions of its tags are those it was made under.
The numbers lie in a file that all processes map into memory, so that looking costs no call to
the kernel. Tags share SLOTS numbers by hash: two tags on one slot make a page anew too often, never
too seldom.
"""

import ctypes
import mmap
import os
import secrets
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from caching.tags import EVERYTHING

SLOTS = 1 << 15
SLOT_BYTES = 8
# No transaction lasts longer: the database gives up waiting for a lock after 20 s.
CHANGE_SECONDS = 60

Versions = tuple[int, ...]


class VersionStore(Protocol):
    """What a cache asks of versions, wherever they are stored."""

    def slots(self, tags: Iterable[str]) -> tuple[int, ...]:
        """Where the tags' versions stand, that of EVERYTHING among them; ascending."""

    def read(self, slots: tuple[int, ...]) -> Versions:
        """The versions there, one for each; none at all where the store does not answer."""

    def read_settled(self, slots: tuple[int, ...]) -> Versions | None:
        """The same; None while one of them is being changed: nothing may be cached under it."""

    def announce(self, tags: Iterable[str]) -> None:
        """A change of these begins, which is not committed yet."""

    def renew(self, tags: Iterable[str]) -> None:
        """It is committed: what was cached under the versions before is old."""


class HostVersionStore:
    """The versions of one host, in a file of 256 kB that is made where it is missing.

    Raises OSError where the file cannot be had. A slot holds an odd number, or while a change is
    being written an even one: its moment. Thus a page that is made just then is not cached, even if
    the writer is killed after its commit and before it could say so.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, SLOTS * SLOT_BYTES)  # a full disk shows here
            memory = mmap.mmap(descriptor, SLOTS * SLOT_BYTES)
        finally:
            os.close(descriptor)
        keep_in_memory(memory)
        self._numbers = memoryview(memory).cast("Q")

    def slots(self, tags: Iterable[str]) -> tuple[int, ...]:
        """Where the tags' versions stand, that of EVERYTHING among them."""
        return tuple(sorted(slots_of([EVERYTHING, *tags])))

    def read(self, slots: tuple[int, ...]) -> Versions:
        numbers = self._numbers
        return tuple([numbers[slot] for slot in slots])

    def read_settled(self, slots: tuple[int, ...]) -> Versions | None:
        """The versions, or None while one of them is being changed."""
        versions = self.read(slots)
        return None if any(map(is_being_changed, versions)) else versions

    def announce(self, tags: Iterable[str]) -> None:
        """A change is being written: what is made from now on is not cached until renew()."""
        for slot in slots_of(tags):
            self._numbers[slot] = int(time.time()) << 1

    def renew(self, tags: Iterable[str]) -> None:
        """A change is in the database: whatever was made before depends on an old version."""
        for slot in slots_of(tags):
            self._numbers[slot] = new_number()


def keep_in_memory(memory: mmap.mmap) -> None:
    """No look at it is to wait for a disk, however short the machine is of memory. Where the
    account may not have that (RLIMIT_MEMLOCK), it stays as it was."""
    place = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    ctypes.CDLL(None).mlock(ctypes.c_void_p(place), ctypes.c_size_t(len(memory)))


def slots_of(tags: Iterable[str]) -> set[int]:
    return {zlib.crc32(tag.encode()) % SLOTS for tag in tags}


def is_being_changed(number: int) -> bool:
    """Whether a change was announced within CHANGE_SECONDS; one far ahead was announced before
    the clock was put back. A writer that died has none any more: what is made a minute later has
    seen whatever it wrote. 0 is a slot that was never changed."""
    is_moment = number != 0 and number % 2 == 0
    return is_moment and abs(time.time() - (number >> 1)) < CHANGE_SECONDS


def new_number() -> int:
    """An odd number that no slot has held: counting on would let two writers meet at one."""
    return secrets.randbits(63) | 1
