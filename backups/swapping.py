"""What was built aside takes the place of what is there, which stays under a name of its own.

What is to be moved is written down first. From then on it is carried through, by whoever comes
next if this process is killed: each step can be done twice. With PostgreSQL the transaction that
moves the tables decides; until then nothing has happened.
"""

import json
import os
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from backups.creating import sync_folder
from backups.database_dump import TABLES, quoted
from backups.manifest import DATABASE

JOURNAL = "restore.json"
ASIDE, BEFORE = "restoring-", "before-restore-"
SCHEMA_ASIDE, SCHEMA_BEFORE = "restoring_", "before_restore_"
# Their order matters: a log (WAL) beside another database would be read into it.
LOGS = (f"{DATABASE}-wal", f"{DATABASE}-shm")

FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS (
        SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND classid = 'pg_proc'::regclass
        AND deptype = 'e')
"""


@dataclass(frozen=True)
class Swap:
    """`names` are those of files and folders in DATA_DIR; `stamp` names where the old ones go.
    `schema` is the one of PostgreSQL that is to take the site's place, "" with SQLite."""

    stamp: str
    aside: str
    names: list[str]
    schema: str
    made_at: str

    @property
    def previous(self) -> Path:
        """Where the old files lie afterwards."""
        return Path(settings.DATA_DIR) / f"{BEFORE}{self.stamp}"

    @property
    def previous_schema(self) -> str:
        return f"{SCHEMA_BEFORE}{self.stamp}" if self.schema else ""


def unused_stamp() -> str:
    """The local time to the second, by which what is put aside is named; where a swap of this very
    second has that name, the next second's, which is waited for."""
    while True:
        stamp = time.strftime("%Y%m%d_%H%M%S")
        if not (Path(settings.DATA_DIR) / f"{BEFORE}{stamp}").exists():
            return stamp
        time.sleep(0.05)


def swap(wanted: Swap) -> None:
    """Raises what the disk or the database raises before it is decided; nothing is touched then."""
    wanted.previous.mkdir(mode=0o700)
    _write_down(wanted)
    if wanted.schema:
        try:
            _move_tables(wanted)
        except Exception:
            if not _are_tables_moved(wanted):
                _journal().unlink()
                wanted.previous.rmdir()
            raise
    carry_through(wanted)


def carry_through(wanted: Swap) -> None:
    """Moves the files; what was moved already stays so."""
    wanted.previous.mkdir(mode=0o700, exist_ok=True)
    aside = Path(settings.DATA_DIR) / wanted.aside
    logs = [name for name in LOGS if DATABASE in wanted.names]
    for name in [*logs, *wanted.names]:
        _move(Path(settings.DATA_DIR) / name, aside / name, wanted.previous / name)
    if not any(wanted.previous.iterdir()):
        wanted.previous.rmdir()  # there was no site yet
    sync_folder(Path(settings.DATA_DIR))
    shutil.rmtree(aside, ignore_errors=True)
    if wanted.schema:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {quoted(wanted.schema)} CASCADE")
    _journal().unlink()


def _move(live: Path, new: Path, old: Path) -> None:
    if not new.exists():
        # Moved already; or a log, which the new database has none of.
        if live.name in LOGS and live.exists():
            live.replace(old)
        return
    if live.is_symlink() or live.is_dir():
        live.rename(old if not os.path.lexists(old) else old.with_name(f"{old.name}-2"))
    elif live.exists() and not old.exists():
        old.hardlink_to(live)  # so that at no moment there is none
    new.replace(live)


def is_begun() -> bool:
    """Whether a swap was written down, perhaps not to its end yet."""
    return _journal().exists()


def pending() -> Swap | None:
    """One that was begun and not ended."""
    try:
        values: dict[str, Any] = json.loads(_journal().read_text())
    except FileNotFoundError:
        return None
    return Swap(**values)


def abandon(wanted: Swap) -> None:
    """What was written down is not to be done."""
    _journal().unlink()
    if wanted.previous.exists():
        wanted.previous.rmdir()


def is_decided(wanted: Swap) -> bool:
    """Whether there is no way back (1 query with PostgreSQL)."""
    return not wanted.schema or _are_tables_moved(wanted)


def remove_remains() -> None:
    """Of one that was killed before anything was written down."""
    _draft().unlink(missing_ok=True)
    for previous in Path(settings.DATA_DIR).glob(f"{BEFORE}*"):
        if not any(previous.iterdir()):
            previous.rmdir()


def _write_down(wanted: Swap) -> None:
    draft = _draft()
    with draft.open("w") as file:
        file.write(json.dumps(asdict(wanted)))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(_journal())
    sync_folder(Path(settings.DATA_DIR))


def _journal() -> Path:
    return Path(settings.DATA_DIR) / JOURNAL


def _draft() -> Path:
    return _journal().with_suffix(".part")


def _are_tables_moved(wanted: Swap) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [wanted.previous_schema])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def _move_tables(wanted: Swap) -> None:
    """The site's tables into a schema of their own, those aside into the site's; functions of
    triggers likewise. What belongs to an extension stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        live = cursor.fetchone()[0]
        cursor.execute(f"CREATE SCHEMA {quoted(wanted.previous_schema)}")
        _move_all(cursor, wanted.previous_schema)
        cursor.execute(f"SET LOCAL search_path TO {quoted(wanted.schema)}")
        _move_all(cursor, live)


def _move_all(cursor: Any, schema: str) -> None:
    """From the present schema."""
    cursor.execute(TABLES)
    for (table,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {quoted(table)} SET SCHEMA {quoted(schema)}")
    cursor.execute(FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SET SCHEMA {quoted(schema)}")
