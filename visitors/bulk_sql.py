"""Many rows in one statement, for the aggregation: read, overwritten, or added to.

The SQL is one that SQLite and PostgreSQL both read. With an object of a model for every row, and
an expression of Django's for every value, half of the aggregation's time would go into making them.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

PARAMETERS = 900  # in one statement: SQLite promises no more than 999

Value = datetime.date | int | str | bytes | None


def select(
    model: type[Model], columns: list[str], where: Mapping[str, Sequence[Value]]
) -> list[tuple[Any, ...]]:
    """The columns of the rows whose value in each column of `where` is among those given, as the
    database's driver has them. 1 query."""
    conditions = [
        f"{quote_name(name)} IN ({', '.join(['%s'] * len(some))})" for name, some in where.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {column_list(columns)} FROM {quote_name(model._meta.db_table)}
            WHERE {" AND ".join(conditions)}""",  # noqa: S608 (the models' own names)
            [value for some in where.values() for value in some],
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def upsert(
    model: type[Model], key: list[str], others: list[str], rows: Collection[tuple[Value, ...]]
) -> None:
    """Writes rows of the columns `key` and `others`; a row with the same key takes their place.

    1 query for about 200 rows, and a few for the rest.
    """
    insert(model, key, {name: f"excluded.{quote_name(name)}" for name in others}, rows)


def increment(
    model: type[Model], key: list[str], others: list[str], rows: Collection[tuple[Value, ...]]
) -> None:
    """Like upsert(), but adds the numbers in `others` to those of the row with the same key."""
    table = quote_name(model._meta.db_table)
    sums = {name: f"{table}.{quote_name(name)} + excluded.{quote_name(name)}" for name in others}
    insert(model, key, sums, rows)


def insert(
    model: type[Model],
    key: list[str],
    changes: dict[str, str],
    rows: Collection[tuple[Value, ...]],
) -> None:
    columns = [*key, *changes]
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for some in batches(rows, PARAMETERS // len(columns)):
            cursor.execute(
                f"""INSERT INTO {quote_name(model._meta.db_table)} ({column_list(columns)})
                VALUES {", ".join([one] * len(some))}
                ON CONFLICT ({column_list(key)}) DO UPDATE
                SET {", ".join(f"{quote_name(name)} = {new}" for name, new in changes.items())}""",  # noqa: S608 (the models' own names)
                [value for row in some for value in row],
            )


def batches(
    rows: Collection[tuple[Value, ...]], size: int
) -> Iterator[Sequence[tuple[Value, ...]]]:
    """At most `size` at once; the last ones by powers of two: each statement is kept by the
    database's connection, with up to 100 kB, so that few may differ."""
    waiting, start = tuple(rows), 0
    while rest := len(waiting) - start:
        taken = size if rest >= size else largest_power_of_two(rest)
        yield waiting[start : start + taken]
        start += taken


def largest_power_of_two(most: int) -> int:
    return 1 << (most.bit_length() - 1)


def column_list(columns: Iterable[str]) -> str:
    return ", ".join(map(quote_name, columns))


def quote_name(name: str) -> str:
    return connection.ops.quote_name(name)
