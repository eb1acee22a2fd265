"""Querysets whose SQL is written once, for what a reader waits for.

Django writes the SQL of a queryset each time anew, and finds out each time which columns become
which fields. For an article's page that takes several times as long as the database's answer.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

R = TypeVar("R")
Row = list[Any] | tuple[Any, ...]

# Values that stand for others while the SQL is written, and occur in no query of their own.
EXAMPLES: dict[type, Callable[[int], Any]] = {
    str: lambda number: f"một chuỗi làm thí dụ {number}",
    int: lambda number: 7_193_482_561_113 + number,
    datetime.date: lambda number: datetime.date(1907, 8, 9) + datetime.timedelta(number),
    datetime.datetime: lambda number: (
        datetime.datetime(1907, 8, 9, 10, 11, 12, 131415, datetime.UTC) + datetime.timedelta(number)
    ),
}

# Of a queryset that asks by many keys, `build` takes as many: more than any list shows on a page.
KEYS: dict[str, type] = {f"key_{number}": int for number in range(24)}


class Shape(NamedTuple):
    """How a row becomes an object, with those that belong to it."""

    model: type[Model]
    attributes: list[str]
    columns: slice
    related: list[Any]


class Statement(NamedTuple):
    """SQL whose parameters have names: for SQLite, Django puts its own marks in the place of
    nameless ones at each execution, by a search through the SQL. `fixed` are the parameters that
    the queryset brings, as the database takes them. Rows of values_list() have no shape."""

    sql: str
    fixed: dict[str, Any]
    compiler: SQLCompiler
    converters: dict[int, Any]
    shape: Shape | None


class PreparedQuery(Generic[R]):
    """`PreparedQuery(lambda pk: Photo.objects.filter(article_id=pk), pk=int)`.

    `build` gets a value for each of `kinds`, and hands them on as they are: the queryset must be
    the same for all but these values. It may be one of values_list(), or of objects with
    select_related(); prefetch_related() and annotations of objects it does not know.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, R]], **kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._statement = cache(self._write)  # by kind of database

    def fetch(self, start: int = 0, stop: int | None = None, **values: Any) -> list[R]:
        """What the queryset of these values holds, from `start` to before `stop` where that is
        given. 1 query. Raises what the database raises, and ValueError where `build` makes
        something of its values."""
        statement = self._statement(connection.vendor)
        parameters = statement.fixed | {name: for_database(of) for name, of in values.items()}
        sql = statement.sql
        if stop is not None:
            sql += " LIMIT %(limit)s OFFSET %(offset)s"
            parameters |= {"limit": max(stop - start, 0), "offset": start}
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        converted = statement.compiler.apply_converters(rows, statement.converters)
        if shape := statement.shape:
            return [made(shape, row) for row in converted]
        return [tuple(row) for row in converted]  # type: ignore[misc]  # R is a tuple then

    def _write(self, _vendor: str) -> Statement:
        """Twice, with other values: what differs is one of them, or was made of them."""
        compiler, sql, parameters, names = self._compiled(0)
        _, other_sql, others, _ = self._compiled(len(self._kinds))
        fixed, others_fixed = (
            [value for name, value in zip(names, values, strict=False) if name is None]
            for values in (parameters, others)
        )
        if (sql, fixed) != (other_sql, others_fixed):
            raise ValueError(f"the query makes something of its values: {sql}")
        keys = [name or f"fixed{place}" for place, name in enumerate(names)]
        return Statement(
            sql=sql.replace("%%", "%%%%") % tuple(f"%({key})s" for key in keys),
            fixed={
                key: value
                for key, name, value in zip(keys, names, parameters, strict=True)
                if name is None
            },
            compiler=compiler,
            converters=compiler.get_converters([column[0] for column in compiler.select]),
            shape=shape_of(compiler),
        )

    def _compiled(self, number: int) -> tuple[SQLCompiler, str, list[Any], list[str | None]]:
        examples = {
            name: EXAMPLES[kind](number + place)
            for place, (name, kind) in enumerate(self._kinds.items())
        }
        compiler = self._build(**examples).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        prepared = {for_database(example): name for name, example in examples.items()}
        return compiler, sql, list(parameters), [prepared.get(value) for value in parameters]


def batches(keys: Sequence[int]) -> Iterator[dict[str, int]]:
    """Values for KEYS, as often as it takes; what is over is 0, which is no row's key."""
    for start in range(0, len(keys), len(KEYS)):
        yield dict(zip(KEYS, chain(keys[start : start + len(KEYS)], repeat(0)), strict=False))


def shape_of(compiler: SQLCompiler) -> Shape | None:
    query, found = compiler.query, compiler.klass_info
    if query.values_select or query.annotation_select:
        return None
    columns = slice(found["select_fields"][0], found["select_fields"][-1] + 1)
    return Shape(
        model=found["model"],
        attributes=[column[0].target.attname for column in compiler.select[columns]],
        columns=columns,
        related=get_related_populators(found, compiler.select, connection.alias),  # type: ignore[call-arg]  # the stubs are of a newer Django
    )


def made(shape: Shape, row: Row) -> Any:
    found = shape.model.from_db(connection.alias, shape.attributes, row[shape.columns])
    for populator in shape.related:
        populator.populate(row, found)
    return found


def for_database(value: Any) -> Any:
    """The value as a parameter of the present database."""
    match value:
        case datetime.datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case datetime.date():
            return connection.ops.adapt_datefield_value(value)
    return value
