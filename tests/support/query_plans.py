"""What a database says that it will do for a query."""

from collections.abc import Iterable

from django.db import connection


def as_if_large(tables: Iterable[str]) -> None:
    """PostgreSQL then plans for the few rows of a test as it would for many: it reads a whole
    table, and sorts, only where no index helps. Nothing on SQLite, which plans so anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in tables:  # rows that other tests rolled back still swell the indexes
            cursor.execute(f"REINDEX TABLE {table}")
        cursor.execute("ANALYZE")
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")


def plan_of(sql: str) -> list[str]:
    """Its steps, each a line."""
    explain = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql.replace('%', '%%')}", None)
        return [row[-1].strip() for row in cursor]


def planned_anew() -> list[str]:
    """The statements of this connection to SQLite that it plans at each execution, because the plan
    may depend on a parameter's value."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_stmt WHERE reprep > 0")
        return [sql for (sql,) in cursor]
