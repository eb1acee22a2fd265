"""One process at a time migrates the database and fills a new site, on whichever host it runs.

PostgreSQL holds the lock for all hosts; with SQLite, which is one host, it is a file in DATA_DIR.
Both are free again once their process is gone, however it ended.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper
from django.db.backends.base.base import BaseDatabaseWrapper

ADVISORY_KEY = int.from_bytes(b"chibo_db")  # of PostgreSQL's lock, within the site's database
FILE = "migration.lock"
TRY_AGAIN_SECONDS = 0.2
SAY_AFTER_SECONDS = 3
WAITING = (
    "Một tiến trình khác, ở máy này hay máy khác, đang cập nhật cơ sở dữ liệu."
    " Đang đợi nó xong; nhấn Ctrl+C để thôi đợi…"
)
GAVE_UP = "Đã thôi đợi tiến trình đang cập nhật cơ sở dữ liệu."

# The connection waits idle in its transaction as long as the migrations take. A host that lost its
# power is noticed within a minute.
HOLDING = """
    SELECT set_config(name, value, true)
    FROM pg_settings JOIN (VALUES
        ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'),
        ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'),
        ('tcp_keepalives_count', '3')
    ) AS wanted (name, value) USING (name)
"""

Lock = tuple[int, Callable[[], bool]]  # its descriptor, and what tries to take it

_held: set[int] = set()  # descriptors that hold the lock while this process has it


@contextmanager
def migration_lock(database: BaseDatabaseWrapper, out: OutputWrapper) -> Iterator[None]:
    """Waits until no other process has the lock, says so in `out` after some seconds, and holds it.

    Within itself it does nothing. CommandError where DATA_DIR takes no file.
    """
    if _held:
        yield
        return
    lock = _advisory_lock if database.vendor == "postgresql" else _file_lock
    with lock(database) as (descriptor, take):
        _wait(take, out)
        _held.add(descriptor)
        try:
            yield
        finally:
            _held.clear()


@contextmanager
def _file_lock(database: BaseDatabaseWrapper) -> Iterator[Lock]:
    try:
        file = open(settings.DATA_DIR / FILE, "a")  # noqa: SIM115 (closed below)
    except OSError as error:
        raise CommandError(
            f"Không ghi được vào thư mục dữ liệu {settings.DATA_DIR}: {error.strerror}."
        ) from error
    with file:
        yield file.fileno(), lambda: _flock(file.fileno())


def _flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _advisory_lock(database: BaseDatabaseWrapper) -> Iterator[Lock]:
    """On a connection of its own, in one transaction from beginning to end.

    So it is untouched by what migrations do with theirs, and holds behind a pool that gives a
    server's connection out by the transaction, where a session's lock would be left behind.
    """
    own = database.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute(HOLDING)

            def take() -> bool:
                # pg_advisory_xact_lock() would wait with a snapshot, for which in turn a CREATE
                # INDEX CONCURRENTLY of the process that has the lock would wait.
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_KEY])
                return bool(cursor.fetchone()[0])

            yield own.connection.fileno(), take
    finally:
        own.close()


def _wait(take: Callable[[], bool], out: OutputWrapper) -> None:
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


def _let_go() -> None:
    """A forked child may outlive a killed parent, and would hold the lock in its place."""
    for descriptor in _held:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, descriptor)
        os.close(nothing)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
