"""The database of one moment as an SQLite file, whichever database the site has.

SQLite copies itself. From PostgreSQL each table goes into one of the same name, every value as
Django's SQLite would store it, without indexes and constraints: what is loaded from there is put
into tables that the migrations have made.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from visitors.models import DaySalt

ROWS = 2_000  # read from PostgreSQL at once
# The index of the search is made anew from the articles.
DERIVED = "articles_search"
# The salts of visitors' keys are promised to be gone after two days, and backups stay for a year. A
# reader who comes again on the day of a restore is a new visit; what is counted already stays so.
SHORT_LIVED = DaySalt._meta.db_table

# PostgreSQL's types, and their values as Django's SQLite has them.
WITHOUT_FRACTION = "replace(to_char({}, '{}.US'), '.000000', '')"
AS_STORED = {
    **dict.fromkeys(("int2", "int4", "int8", "float8", "text", "varchar", "bpchar", "bytea"), "{}"),
    "bool": "{}::int",
    "timestamptz": WITHOUT_FRACTION.format("{} AT TIME ZONE 'UTC'", "YYYY-MM-DD HH24:MI:SS"),
    "time": WITHOUT_FRACTION.format("{}", "HH24:MI:SS"),
    "date": "to_char({}, 'YYYY-MM-DD')",
    "json": "{}::text",
    "jsonb": "{}::text",
    "inet": "host({})",
    "uuid": "replace({}::text, '-', '')",
}
TABLES = """
    SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    AND relkind = 'r' AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid
        AND classid = 'pg_class'::regclass AND deptype = 'e') ORDER BY relname
"""
COLUMNS = """
    SELECT attname, typname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
    WHERE attrelid = (quote_ident(current_schema()) || '.' || quote_ident(%s))::regclass
    AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
SEQUENCES = """
    SELECT pg_class.relname, last_value FROM pg_class JOIN pg_depend ON refobjid = pg_class.oid
    AND deptype IN ('a', 'i') AND pg_depend.classid = 'pg_class'::regclass
    JOIN pg_class AS sequence ON sequence.oid = pg_depend.objid AND sequence.relkind = 'S'
    JOIN pg_sequences ON schemaname = current_schema() AND sequencename = sequence.relname
    WHERE pg_class.relnamespace = current_schema()::regnamespace
    AND pg_class.relkind = 'r' AND last_value IS NOT NULL
"""
# For a transaction that lasts as long as the copy.
PATIENT = """
    SELECT set_config(name, '0', true) FROM pg_settings WHERE name IN
    ('idle_in_transaction_session_timeout', 'transaction_timeout', 'statement_timeout')
"""


class Facts(NamedTuple):
    """Rows by table, the last number given by table, and the migrations applied."""

    counts: dict[str, int]
    sequences: dict[str, int]
    migrations: list[list[str]]


class Snapshot(Protocol):
    """What stands in the database at the moment at which snapshot() was entered."""

    def write(self, file: Path) -> None: ...


@contextmanager
def snapshot(database: BaseDatabaseWrapper = connection) -> Iterator[Snapshot]:
    """Writers go on meanwhile. A connection of its own."""
    opened = _postgresql_snapshot if database.vendor == "postgresql" else _sqlite_snapshot
    with opened(database) as taken:
        yield taken


@contextmanager
def _sqlite_snapshot(database: BaseDatabaseWrapper) -> Iterator[Snapshot]:
    name = str(database.settings_dict["NAME"])
    with closing(sqlite3.connect(name, timeout=60, isolation_level=None)) as own:
        own.execute("BEGIN")
        own.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it is fixed
        yield SQLiteSnapshot(own)


class SQLiteSnapshot:
    def __init__(self, own: sqlite3.Connection) -> None:
        self._own = own

    def write(self, file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=OFF")  # packed and deleted in a moment
            # In one step: in several it would begin anew with every write of the site.
            self._own.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("PRAGMA secure_delete=ON")
            copy.execute(f"DELETE FROM {SHORT_LIVED}")  # noqa: S608 (a constant)


@contextmanager
def _postgresql_snapshot(database: BaseDatabaseWrapper) -> Iterator[Snapshot]:
    own = database.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(PATIENT)
        yield PostgreSQLSnapshot(own)
    finally:
        own.close()


class PostgreSQLSnapshot:
    def __init__(self, own: BaseDatabaseWrapper) -> None:
        self._own = own

    def write(self, file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("PRAGMA synchronous=OFF")
            copy.execute("BEGIN")
            with self._own.cursor() as cursor:
                cursor.execute(TABLES)
                tables = [name for (name,) in cursor if not name.startswith(DERIVED)]
                for table in tables:
                    cursor.execute(COLUMNS, [table])
                    self._copy(table, cursor.fetchall(), copy)
                cursor.execute(SEQUENCES)
                # A table of the same form as SQLite's own, which cannot be made by hand.
                copy.execute("CREATE TABLE last_numbers (name, seq)")
                copy.executemany("INSERT INTO last_numbers VALUES (?, ?)", cursor.fetchall())
            copy.execute("COMMIT")

    def _copy(self, table: str, columns: list[tuple[str, str]], copy: sqlite3.Connection) -> None:
        """One table, ROWS at a time."""
        names = ", ".join(quoted(name) for name, _ in columns)
        values = ", ".join(AS_STORED[kind].format(quoted(name)) for name, kind in columns)
        marks = ", ".join("?" * len(columns))
        copy.execute(f"CREATE TABLE {quoted(table)} ({names})")
        if table == SHORT_LIVED:
            return
        with contextlib.closing(self._own.connection.cursor("backup")) as rows:
            rows.itersize = ROWS
            rows.execute(f"SELECT {values} FROM {quoted(table)}")  # noqa: S608 (the tables' own names)
            copy.executemany(f"INSERT INTO {quoted(table)} VALUES ({marks})", rows)  # noqa: S608


def facts_of(file: Path) -> Facts:
    """What such a file holds. sqlite3.DatabaseError where it is damaged."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as copy:
        tables = tables_of(copy)
        counts = {table: _count(copy, table) for table in tables}
        numbers = "last_numbers" if has_table(copy, "last_numbers") else "sqlite_sequence"
        sequences: dict[str, int] = {}
        if has_table(copy, numbers):
            sequences = dict(copy.execute(f"SELECT name, seq FROM {numbers}"))  # noqa: S608
        migrations = copy.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return Facts(counts, sequences, [list(row) for row in migrations])


def tables_of(copy: sqlite3.Connection) -> list[str]:
    """Those that hold what cannot be derived."""
    names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    others = (DERIVED, "sqlite_", "last_numbers")
    return [name for (name,) in names if not name.startswith(others)]


def has_table(copy: sqlite3.Connection, name: str) -> bool:
    found = copy.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [name])
    return found.fetchone() is not None


def quoted(name: str) -> str:
    """As both databases write it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _count(copy: sqlite3.Connection, table: str) -> int:
    number: Any = copy.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0]  # noqa: S608
    return int(number)
