"""`manage.py migrate`: Django's own, one process at a time, and never an older program's."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.core.management.base import OutputWrapper
from django.core.management.commands import migrate
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from chibo_site.schema_version import record_begin, record_end, refuse_newer
from health.database_errors import ensure_writable, explained
from locks.migration_lock import migration_lock

# A table that somebody else uses is waited for so long. Meanwhile all who come later wait as well.
MOST_WAIT_SECONDS = 20


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        """The system checks come under all of this too, since they ask the database."""
        self.database = connections[options["database"]]
        self.is_recorded = False
        out = OutputWrapper(options["stdout"]) if options.get("stdout") else self.stdout
        with explained(self.database), migration_lock(self.database, out):
            ensure_writable(self.database)
            refuse_newer(self.database)
            with waits_bounded(self.database):
                return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            record_end(self.database)

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        """The executor says here that it is about to apply a migration."""
        if action == "apply_start" and not self.is_recorded:
            record_begin(self.database)
            self.is_recorded = True
        super().migration_progress_callback(action, migration, fake)


@contextmanager
def waits_bounded(database: BaseDatabaseWrapper) -> Iterator[None]:
    """On PostgreSQL; SQLite has its timeout in the settings."""
    if database.vendor != "postgresql":
        yield
        return
    with database.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [MOST_WAIT_SECONDS * 1000])
    try:
        yield
    finally:
        with suppress(Error), database.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
