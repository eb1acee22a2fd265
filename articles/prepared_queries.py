"""Querysets whose SQL is written once, for what a reader waits for.

Django writes the SQL of a queryset each time anew, and finds out each time which columns become
which fields. For an article's page that takes several times as long as the database's answer.
"""

import datetime
from collections.abc import Callable
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Row = list[Any] | tuple[Any, ...]

# Values that stand for others while the SQL is written, and occur in no query of their own.
EXAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda number: 7_193_482_561_113 + number,
    datetime.date: lambda number: datetime.date(1907, 8, 9 + number),
    datetime.datetime: lambda number: datetime.datetime(
        1907, 8, 9 + number, 10, 11, 12, 131415, tzinfo=datetime.UTC
    ),
}


class Written(NamedTuple):
    """SQL and its parameters. A parameter is a value as the database takes it, or the name of one
    that is still to come."""

    sql: str
    fixed: list[Any]
    names: list[str | None]
    compiler: SQLCompiler
    converters: dict[int, Any]


class Prepared:
    """`build` gets a value for each of `kinds`, and hands them on as they are: the queryset must be
    the same for all but these values. Raises ValueError at the first use where it is not."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._written = cache(self._write)  # by kind of database

    def _rows(self, start: int, stop: int | None, values: dict[str, Any]) -> list[Row]:
        written = self._written(connection.vendor)
        ready = {name: for_database(value) for name, value in values.items()}
        parameters = [
            ready[name] if name else value
            for name, value in zip(written.names, written.fixed, strict=True)
        ]
        limit = "" if stop is None else f" LIMIT {max(stop - start, 0):d} OFFSET {start:d}"
        with connection.cursor() as cursor:
            cursor.execute(written.sql + limit, parameters)
            rows = cursor.fetchall()
        return list(written.compiler.apply_converters(rows, written.converters))

    def _write(self, _vendor: str) -> Written:
        """Twice, with other values: what differs is one of them, or was made of them."""
        compiler, sql, parameters, names = self._compiled(0)
        _, other_sql, others, _ = self._compiled(len(self._kinds))
        for name, value, other in zip(names, parameters, others, strict=True):
            if sql != other_sql or (name is None and value != other):
                raise ValueError(f"the query makes something of its values: {sql}")
        return Written(
            sql=sql,
            fixed=parameters,
            names=names,
            compiler=compiler,
            converters=compiler.get_converters([column[0] for column in compiler.select]),
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


class PreparedRows(Prepared):
    """`PreparedRows(lambda first: Count.objects.filter(day=first).values_list("number"),
    first=datetime.date)`: of what values_list() says."""

    def fetch(self, **values: Any) -> list[Row]:
        """The rows of these values. 1 query. Raises what the database raises."""
        return self._rows(0, None, values)


class Shape(NamedTuple):
    """How a row becomes an object, with those that belong to it."""

    model: type[Model]
    attributes: list[str]
    columns: slice
    related: list[Any]


class PreparedQuery(Prepared, Generic[M]):
    """`PreparedQuery(lambda pk: Photo.objects.filter(article_id=pk), pk=int)`: of objects. It knows
    select_related(), but neither prefetch_related() nor annotations."""

    def __init__(self, build: Callable[..., QuerySet[M]], **kinds: type) -> None:
        super().__init__(build, **kinds)
        self._shape = cache(self._find_shape)

    def fetch(self, start: int = 0, stop: int | None = None, **values: Any) -> list[M]:
        """The objects of these values, those from `start` to before `stop` where it is given. 1
        query. Raises what the database raises."""
        rows = self._rows(start, stop, values)
        shape = self._shape(connection.vendor)
        return [made(shape, row) for row in rows]

    def _find_shape(self, vendor: str) -> Shape:
        compiler = self._written(vendor).compiler
        shape = compiler.klass_info
        columns = slice(shape["select_fields"][0], shape["select_fields"][-1] + 1)
        return Shape(
            model=shape["model"],
            attributes=[column[0].target.attname for column in compiler.select[columns]],
            columns=columns,
            related=get_related_populators(shape, compiler.select, connection.alias),  # type: ignore[call-arg]  # the stubs are of a newer Django
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
