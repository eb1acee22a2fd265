"""One process at a time migrates the database and fills a new site, on whichever host it runs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError, OutputWrapper
from django.db.backends.base.base import BaseDatabaseWrapper

from locks.site_lock import SiteLock, Take

LOCK = SiteLock(key=int.from_bytes(b"chibo_db"), file="migration.lock")
TRY_AGAIN_SECONDS = 0.2
SAY_AFTER_SECONDS = 3
WAITING = (
    "Một tiến trình khác, ở máy này hay máy khác, đang cập nhật cơ sở dữ liệu."
    " Đang đợi nó xong; nhấn Ctrl+C để thôi đợi…"
)
GAVE_UP = "Đã thôi đợi tiến trình đang cập nhật cơ sở dữ liệu."


@contextmanager
def migration_lock(database: BaseDatabaseWrapper, out: OutputWrapper) -> Iterator[None]:
    """Waits until no other process has the lock, says so in `out` after some seconds, and holds it.

    Within itself it does nothing. CommandError where DATA_DIR takes no file.
    """
    if LOCK.is_held():
        yield
        return
    with LOCK.opened(database) as take:
        _wait(take, out)
        yield


def _wait(take: Take, out: OutputWrapper) -> None:
    say_at = time.monotonic() + SAY_AFTER_SECONDS
    try:
        while not take():
            if time.monotonic() >= say_at:
                say_at = float("inf")
                out.write(WAITING)
                out.flush()
            time.sleep(TRY_AGAIN_SECONDS)
    except KeyboardInterrupt as error:
        raise CommandError(GAVE_UP) from error
