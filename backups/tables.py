"""The tables of this site's database, or of another one aside, filled from the file of a dump."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from backups.database_dump import (
    COLUMNS,
    DERIVED,
    TABLES,
    Facts,
    facts_of,
    has_table,
    quoted,
    tables_of,
)

PIECE = 1 << 16  # bytes handed to PostgreSQL at once


def fill_sqlite(target: Path, dump: Path) -> None:
    """Into tables of the same migrations, in one transaction."""
    facts = facts_of(dump)
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute("ATTACH ? AS dump", [str(dump)])
        database.execute("BEGIN IMMEDIATE")
        triggers = list(
            database.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'")
        )
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {quoted(name)}")
        for table in tables_of(database):
            database.execute(f"DELETE FROM main.{quoted(table)}")  # noqa: S608 (the tables' own names)
        for table in facts.counts:
            names = [row[1] for row in database.execute(f"PRAGMA dump.table_info({quoted(table)})")]
            columns = ", ".join(map(quoted, names))
            database.execute(
                f"INSERT INTO main.{quoted(table)} ({columns})"  # noqa: S608
                f" SELECT {columns} FROM dump.{quoted(table)}"
            )
        for _, sql in triggers:
            database.execute(sql)
        _number_sqlite(database, facts)
        database.execute("COMMIT")


def _number_sqlite(database: sqlite3.Connection, facts: Facts) -> None:
    """A number is never given twice, even where its row is gone."""
    if has_table(database, "sqlite_sequence"):
        for table, last in facts.sequences.items():
            database.execute("DELETE FROM main.sqlite_sequence WHERE name = ?", [table])
            database.execute("INSERT INTO main.sqlite_sequence VALUES (?, ?)", [table, last])


def fill_postgresql(database: BaseDatabaseWrapper, dump: Path) -> None:
    """Likewise, into those of the connection's schema."""
    facts = facts_of(dump)
    database.set_autocommit(False)
    with database.cursor() as cursor, closing(sqlite3.connect(dump)) as source:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute(TABLES)
        tables = [quoted(name) for (name,) in cursor if not name.startswith(DERIVED)]
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in facts.counts:
            cursor.execute(COLUMNS, [table])
            _copy(cursor, source, table, cursor.fetchall())
        _number_postgresql(cursor, facts)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    database.commit()
    database.set_autocommit(True)


def _copy(
    cursor: Any, source: sqlite3.Connection, table: str, columns: list[tuple[str, str]]
) -> None:
    names = ", ".join(quoted(name) for name, _ in columns)
    rows = source.execute(f"SELECT {names} FROM {quoted(table)}")  # noqa: S608
    cursor.copy_expert(f"COPY {quoted(table)} ({names}) FROM STDIN", CopyLines(rows))


def _number_postgresql(cursor: Any, facts: Facts) -> None:
    for table in facts.counts:
        cursor.execute(COLUMNS, [table])
        for column, kind in cursor.fetchall():
            if kind not in ("int2", "int4", "int8"):
                continue
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted(table), column])
            if sequence := cursor.fetchone()[0]:
                cursor.execute(f"SELECT max({quoted(column)}) FROM {quoted(table)}")  # noqa: S608
                last = max(cursor.fetchone()[0] or 0, facts.sequences.get(table, 0))
                cursor.execute("SELECT setval(%s, %s, %s)", [sequence, max(last, 1), last > 0])


def counts_of(database: BaseDatabaseWrapper) -> dict[str, int]:
    """Rows by table, of PostgreSQL's present schema."""
    with database.cursor() as cursor:
        cursor.execute(TABLES)
        counts = {}
        for table in [name for (name,) in cursor if not name.startswith(DERIVED)]:
            cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
        return counts


class CopyLines:
    """Rows as PostgreSQL's COPY reads them, in its text format; a file for psycopg2."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._pieces = self._joined(rows)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while not self._rest and (piece := next(self._pieces, None)) is not None:
            self._rest = piece
        if size < 0:
            size = len(self._rest)
        part, self._rest = self._rest[:size], self._rest[size:]
        return part

    def readline(self) -> bytes:
        """psycopg2 wants a file, and never asks for one of these."""
        return self.read()

    def _joined(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[bytes]:
        lines: list[str] = []
        size = 0
        for row in rows:
            line = "\t".join(map(_field, row))
            lines.append(line)
            size += len(line)
            if size > PIECE:
                yield ("\n".join(lines) + "\n").encode()
                lines, size = [], 0
        if lines:
            yield ("\n".join(lines) + "\n").encode()


ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _field(value: Any) -> str:
    match value:
        case None:
            return "\\N"
        case bytes():
            return f"\\\\x{value.hex()}"
        case str():
            return value.translate(ESCAPES)
    return str(value)
