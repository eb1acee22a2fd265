"""How many bytes of bodies all workers hold together, in memory that they share."""

import fcntl
import mmap
import os

SLOT_BYTES = 8  # a whole number
SLOTS = 512  # workers, the ones that are leaving included


class OpenBodies:
    """One sum for all processes that came of the one that made it.

    Each adds in a slot of its own, which it holds by a lock that ends with the process: the bodies
    of one that was killed are gone, and whoever takes a slot next clears what such have left.
    """

    def __init__(self) -> None:
        self._file = os.memfd_create("open bodies")
        os.truncate(self._file, SLOTS * SLOT_BYTES)
        self._bytes = memoryview(mmap.mmap(self._file, SLOTS * SLOT_BYTES)).cast("q")
        self._owner = self._slot = -1

    def total(self) -> int:
        return sum(self._bytes)

    def add(self, number: int) -> None:
        """Counts so many bytes more, or fewer; only the event loop does so."""
        if self._owner != os.getpid():  # a lock is not inherited
            self._owner, self._slot = os.getpid(), self._take_slot()
        self._bytes[self._slot] += number

    def _take_slot(self) -> int:
        free = [slot for slot in range(SLOTS) if self._lock(slot)]
        for slot in free:
            self._bytes[slot] = 0
        for slot in free[1:]:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, slot)
        return free[0]

    def _lock(self, slot: int) -> bool:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, slot)
        except OSError:
            return False
        return True


open_bodies = OpenBodies()
