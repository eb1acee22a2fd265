"""A lock that one process of a site has at a time, on whichever host it runs.

PostgreSQL holds it for all hosts; with SQLite, which is one host, it is a file in DATA_DIR.
Both are free again once their process is gone, however it ended.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.management.base import CommandError
from django.db.backends.base.base import BaseDatabaseWrapper

from limits.disk_errors import why

# The connection waits idle in its transaction as long as the lock is wanted. A host that lost its
# power is noticed within a minute.
HOLDING = """
    SELECT set_config(name, value, true)
    FROM pg_settings JOIN (VALUES
        ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'),
        ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'),
        ('tcp_keepalives_count', '3')
    ) AS wanted (name, value) USING (name)
"""

_held: dict["SiteLock", int] = {}  # the descriptor of each that this process has

Take = Callable[[], bool]


@dataclass(frozen=True)
class SiteLock:
    """`key` is that of PostgreSQL's advisory lock, within the site's database; `file` the name of
    the file in DATA_DIR."""

    key: int
    file: str

    def opened(self, database: BaseDatabaseWrapper) -> AbstractContextManager[Take]:
        """What tries to take the lock, and says whether this process has it; asked again, it says
        whether it still has, or raises what a lost database raises. Let go at the end.

        CommandError where DATA_DIR takes no file. PostgreSQL: a connection of its own, idle in a
        transaction; 1 query each time it is asked.
        """
        if database.vendor == "postgresql":
            return _advisory_lock(self, database)
        return _file_lock(self)

    def is_held(self) -> bool:
        """By this process."""
        return self in _held


@contextmanager
def _file_lock(lock: SiteLock) -> Iterator[Take]:
    try:
        file = open(settings.DATA_DIR / lock.file, "a")  # noqa: SIM115 (closed below)
    except OSError as error:
        raise CommandError(
            f"Không ghi được vào thư mục dữ liệu {settings.DATA_DIR}: {why(error)}."
        ) from error
    with file:
        try:
            yield _noting(lock, file.fileno(), lambda: _flock(file.fileno()))
        finally:
            _held.pop(lock, None)


def _flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _advisory_lock(lock: SiteLock, database: BaseDatabaseWrapper) -> Iterator[Take]:
    """On a connection of its own, in one transaction from beginning to end.

    So it is untouched by what others do with theirs, and holds behind a pool that gives a
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
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock.key])
                return bool(cursor.fetchone()[0])

            yield _noting(lock, own.connection.fileno(), take)
    finally:
        _held.pop(lock, None)
        own.close()


def _noting(lock: SiteLock, descriptor: int, take: Take) -> Take:
    def noted() -> bool:
        if is_taken := take():
            _held[lock] = descriptor
        return is_taken

    return noted


def _let_go() -> None:
    """A forked child may outlive a killed parent, and would hold the lock in its place."""
    for descriptor in _held.values():
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, descriptor)
        os.close(nothing)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
