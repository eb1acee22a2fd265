"""Strangers' passwords are hashed one at a time on this machine, and few wait for their turn.

A hash takes a third of a second of a core. It is looked at here, and not in the hasher, because a
colleague who changes a password while signed in does not wait behind guesses.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings

MOST_AT_ONCE = 2  # threads of this process: one hashes, one may wait
RETRY_SECONDS = 5

places = BoundedSemaphore(MOST_AT_ONCE)


class BusyError(Exception):
    """Too many wait already."""


@contextmanager
def turn() -> Iterator[None]:
    """Waits for the others, those of other processes included. Raises BusyError at once where two
    threads of this process are at it."""
    if not places.acquire(blocking=False):
        raise BusyError
    try:
        with (settings.DATA_DIR / "sign-in.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    finally:
        places.release()
