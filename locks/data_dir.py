"""Who uses DATA_DIR: the site while it runs, or one that replaces what lies in it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

FILE = "site.lock"
_shared: list[int] = []  # the descriptor that a running site holds until its last process ends


def share() -> bool:
    """This process, and those that it forks, use DATA_DIR as long as they live; False where
    somebody replaces what lies there just now."""
    if _shared:
        return True
    descriptor = _opened()
    if not _try(descriptor, fcntl.LOCK_SH):
        os.close(descriptor)
        return False
    _shared.append(descriptor)
    return True


@contextmanager
def for_oneself() -> Iterator[bool]:
    """Whether nobody uses DATA_DIR; nobody can begin to until the end."""
    descriptor = _opened()
    try:
        yield _try(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def _opened() -> int:
    return os.open(settings.DATA_DIR / FILE, os.O_RDWR | os.O_CREAT, 0o600)


def _try(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
