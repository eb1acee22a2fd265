"""Which version of the program the database belongs to; an older one refuses to run on it.

The check rests on django_migrations: a migration that the program does not know was applied by a
newer one. The versions that applied migrations stand in a table beside it, to say which is needed.
Like django_migrations it is made ahead of the first migration, not by one: a process that is killed
halfway leaves its version behind. Older programs read it, so that its form may only grow.
"""

import logging
import re
import sys

from django.core.management.base import CommandError
from django.db import Error, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from chibo_site import __version__

logger = logging.getLogger("chibo_site.schema_version")

TABLE = "chibo_site_schema_version"
# Labels of apps that were taken out of the program on purpose; their migrations are no newer ones.
REMOVED_APPS: frozenset[str] = frozenset()
# gunicorn ends with it, where on any other code it would start the worker again without end.
LOAD_FAILED = 3
ASK_SECONDS = 5

REFUSAL = (
    "Cơ sở dữ liệu này thuộc phiên bản {needed}, chương trình đang chạy là {running}: hãy chạy"
    " phiên bản {needed} trở lên"
)
# Where nobody wrote down which one: two copies under way to the same version, say.
REFUSAL_UNNAMED = (
    "Cơ sở dữ liệu này thuộc một phiên bản mới hơn chương trình đang chạy ({running}):"
    " hãy chạy phiên bản mới hơn ấy"
)
WAY_BACK = (
    ", hoặc khôi phục bản sao lưu có từ trước khi nâng cấp."
    " Chưa có gì thay đổi trong cơ sở dữ liệu. (Chương trình này không biết {migration}.)"
)


class NewerDatabaseError(CommandError):
    """A newer program has migrated the database; in Vietnamese, with the version needed."""


def refuse_newer(database: BaseDatabaseWrapper) -> None:
    """Raises NewerDatabaseError where migrations are applied that this program does not know.

    2 queries; writes nothing.
    """
    if unknown := _unknown_migrations(database):
        newest = max(_recorded(database), key=_numbers, default="")
        is_named = _numbers(newest) > _numbers(__version__)
        refusal = (REFUSAL if is_named else REFUSAL_UNNAMED) + WAY_BACK
        raise NewerDatabaseError(
            refusal.format(needed=newest, running=__version__, migration=".".join(unknown[0]))
        )


def end_on_newer() -> None:
    """Ends the process where refuse_newer() does, with its sentence; for a server loading the site.

    A database that does not answer ends nothing: pages from memory do not need it. Asks on a
    connection of its own, since a server may fork after this.
    """
    own = connection.copy()
    if own.vendor == "postgresql":
        own.settings_dict["OPTIONS"].setdefault("connect_timeout", ASK_SECONDS)
    try:
        refuse_newer(own)
    except NewerDatabaseError as refusal:
        print(refusal, file=sys.stderr, flush=True)
        sys.exit(LOAD_FAILED)
    except Error as error:
        logger.warning(
            "cơ sở dữ liệu không trả lời, chưa kiểm tra được phiên bản của nó: %s", error
        )
    finally:
        own.close()


def record_begin(database: BaseDatabaseWrapper) -> None:
    """Note, ahead of the first migration, that this version migrates (2 statements)."""
    with transaction.atomic(database.alias), database.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {TABLE} (version varchar(40) NOT NULL PRIMARY KEY,"
            " finished_at timestamp with time zone NULL)"
        )
        cursor.execute(
            f"INSERT INTO {TABLE} (version) VALUES (%s)"  # noqa: S608 (a constant)
            " ON CONFLICT (version) DO UPDATE SET finished_at = NULL",
            [__version__],
        )


def record_end(database: BaseDatabaseWrapper) -> None:
    """Note that all that belongs to migrating was done, permissions too (2 queries)."""
    if _has_table(database):
        with database.cursor() as cursor:
            cursor.execute(
                f"UPDATE {TABLE} SET finished_at = CURRENT_TIMESTAMP"  # noqa: S608 (a constant)
                " WHERE finished_at IS NULL"
            )


def was_cut_off(database: BaseDatabaseWrapper) -> bool:
    """Whether the last `migrate` did not come to its end (2 queries).

    Even with every migration applied, permissions and content types may then be missing.
    """
    if not _has_table(database):
        return False
    with database.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {TABLE} WHERE finished_at IS NULL")  # noqa: S608 (a constant)
        return cursor.fetchone() is not None


def _unknown_migrations(database: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Those applied that stand in no file, nor are replaced by one that does; by app and name."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    applied = MigrationRecorder(database).applied_migrations()
    return sorted(key for key in applied if key not in known and key[0] not in REMOVED_APPS)


def _recorded(database: BaseDatabaseWrapper) -> list[str]:
    if not _has_table(database):
        return []
    with database.cursor() as cursor:
        cursor.execute(f"SELECT version FROM {TABLE}")  # noqa: S608 (a constant)
        return [version for (version,) in cursor.fetchall()]


def _has_table(database: BaseDatabaseWrapper) -> bool:
    return TABLE in database.introspection.table_names()


def _numbers(version: str) -> list[int]:
    """To compare by: 0.10 is above 0.9."""
    return [int(number) for number in re.findall(r"\d+", version)]
