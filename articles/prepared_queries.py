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

# Values that stand for others while the SQL is written, and occur in no query of their own.
EXAMPLES: dict[type, Any] = {
    int: 7_193_482_561_113,
    datetime.datetime: datetime.datetime(1907, 8, 9, 10, 11, 12, 131415, tzinfo=datetime.UTC),
}


class Statement(NamedTuple):
    """SQL, its parameters, and how its rows become objects. A parameter is a value as the database
    takes it, or the name of one that is still to come."""

    sql: str
    fixed: list[Any]
    names: list[str | None]
    compiler: SQLCompiler
    converters: dict[int, Any]
    model: type[Model]
    attributes: list[str]
    columns: slice
    related: list[Any]


class PreparedQuery(Generic[M]):
    """`PreparedQuery(lambda pk: Photo.objects.filter(article_id=pk), pk=int)`.

    `build` gets a value for each of `kinds`, int or datetime, and may look at none of them: the
    queryset must be the same for all but these values. It knows select_related(), but neither
    prefetch_related() nor annotations.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], **kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._written = cache(self._write)

    def fetch(self, **values: Any) -> list[M]:
        """The objects of these values. 1 query. Raises what the database raises."""
        statement = self._written(connection.vendor)
        ready = {name: for_database(value) for name, value in values.items()}
        parameters = [
            ready[name] if name else value
            for name, value in zip(statement.names, statement.fixed, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, parameters)
            rows = cursor.fetchall()
        return [
            made(statement, row)
            for row in statement.compiler.apply_converters(rows, statement.converters)
        ]

    def _write(self, _vendor: str) -> Statement:
        examples = {name: EXAMPLES[kind] for name, kind in self._kinds.items()}
        if len(set(self._kinds.values())) < len(examples):
            raise ValueError("two values of one kind could not be told apart")
        query = self._build(**examples).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        prepared = {for_database(example): name for name, example in examples.items()}
        shape = compiler.klass_info
        columns = slice(shape["select_fields"][0], shape["select_fields"][-1] + 1)
        return Statement(
            sql=sql,
            fixed=list(parameters),
            names=[prepared.get(value) for value in parameters],
            compiler=compiler,
            converters=compiler.get_converters([column[0] for column in compiler.select]),
            model=shape["model"],
            attributes=[column[0].target.attname for column in compiler.select[columns]],
            columns=columns,
            related=get_related_populators(shape, compiler.select, connection.alias),  # type: ignore[call-arg]  # the stubs are of a newer Django
        )


def made(statement: Statement, row: list[Any]) -> Any:
    found = statement.model.from_db(connection.alias, statement.attributes, row[statement.columns])
    for populator in statement.related:
        populator.populate(row, found)
    return found


def for_database(value: Any) -> Any:
    """The value as a parameter of the present database."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
