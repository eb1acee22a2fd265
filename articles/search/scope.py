"""What a QuerySet of articles says of their category and days, read from its own conditions.

An index that knows both can pass over the rest at once. Only a help: what is found is checked
against the QuerySet all the same.
"""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Lookup, QuerySet
from django.db.models.expressions import Col
from django.db.models.sql.where import AND, WhereNode

from articles.querysets import PUBLISHED


class Scope(NamedTuple):
    """Every article of the QuerySet lies within; None sets no bound."""

    category: int | None
    first: datetime.datetime | None
    last: datetime.datetime | None
    is_nearly_all: bool  # whether most articles within belong to the QuerySet


def scope_of(queryset: QuerySet[Any]) -> Scope:
    """The narrowest scope that the conditions of `queryset` name outright (no query)."""
    if queryset.query.combinator or queryset.query.is_sliced:
        return Scope(None, None, None, is_nearly_all=False)
    category, first, last, is_nearly_all = None, None, None, True
    for condition in _conditions(queryset.query.where):
        match _named(condition):
            case ("category", "exact", int(key)):
                category = key
            case ("published_from", "gt" | "gte", datetime.datetime() as moment):
                first = max(first or moment, moment)
            case ("published_from", "lt" | "lte", datetime.datetime() as moment):
                last = min(last or moment, moment)
            case ("status", "exact", value) if value in ("published", PUBLISHED):
                pass
            case _:
                is_nearly_all &= _is_about_expiry(condition)
    return Scope(category, first, last, is_nearly_all)


def _conditions(where: WhereNode) -> Iterator[Any]:
    """What must hold all at once."""
    if where.connector != AND or where.negated:
        yield where
        return
    for child in where.children:
        if isinstance(child, WhereNode):
            yield from _conditions(child)
        else:
            yield child


def _named(condition: Any) -> tuple[str, str | None, Any] | None:
    """The field, the comparison and the value of a plain condition."""
    if isinstance(condition, Lookup) and isinstance(condition.lhs, Col):
        return condition.lhs.target.name, condition.lookup_name, condition.rhs
    return None


def _is_about_expiry(condition: Any) -> bool:
    """Whether it leaves out expired articles, which are few."""
    if isinstance(condition, WhereNode):
        return bool(condition.children) and all(map(_is_about_expiry, condition.children))
    named = _named(condition)
    return named is not None and named[0] == "published_until"
