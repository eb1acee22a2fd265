"""The index on SQLite, asked. What stands where is told in sqlite_index.py."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from articles.search.documents import Forms
from articles.search.ranking import MOST_HITS, Candidate, Proximity, Refinement, Tier
from articles.search.scope import Scope, scope_of
from articles.search.sqlite_index import (
    AFTER_FILLING,
    BEFORE_FILLING,
    CREATE,
    DROP,
    FIELDS,
    ID_MASK,
    LAST_SECOND,
    category_word,
    differing,
    erase,
    fill,
    folded_words,
    merge,
    place_of,
    second_of,
    write,
)

__all__ = [
    "AFTER_FILLING",
    "BEFORE_FILLING",
    "CREATE",
    "DROP",
    "candidates",
    "differing",
    "erase",
    "fill",
    "merge",
    "refinements",
    "write",
]

# A choice of articles that is neither a category nor days is looked up first, up to this size; a
# wider one is checked hit by hit.
NARROW = 10_000


class Listing(NamedTuple):
    """One look into one table: a part of the statement, its parameters, and what is read of it."""

    part: str
    params: list[Any]
    result: str


def candidates(public: QuerySet[Any], query: Forms) -> list[Candidate]:
    """Of the `public` articles the newest that hold all words, in each form (1 query)."""
    scope, query = scope_of(public), _as_indexed(query)
    allowed, params = public.order_by().values_list("pk").query.sql_with_params()
    listings = list(_listings(scope, query))
    sql = f"""
        WITH public (id) AS NOT MATERIALIZED ({allowed}),
        few (id) AS MATERIALIZED (SELECT id FROM public LIMIT {NARROW + 1}),
        narrow (holds) AS MATERIALIZED (SELECT count(*) <= {NARROW} FROM few),
        {", ".join(listing.part for listing in listings)}
        {" UNION ALL ".join(listing.result for listing in listings)}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *(each for listing in listings for each in listing.params)])
        return [
            Candidate(tier, proximity, place, place & ID_MASK)
            for tier, proximity, places in cursor.fetchall()
            for place in json.loads(places)
        ]


def _listings(scope: Scope, query: Forms) -> Iterator[Listing]:
    """For each form all that hold the words, then those that do in the title.

    Whatever a form finds the more forgiving ones find too: they are not asked once it has found
    more than are ranked.
    """
    found_before, is_not_enough = "0", "1"
    for tier, form in zip(Tier, query, strict=True):
        if tier == Tier.CANONICAL and query.have_one_placement:
            continue
        better = found_before
        for name, proximity, table, fields in (
            (f"hits_{tier}", Proximity.APART, "articles_search_words", FIELDS),
            (f"titles_{tier}", Proximity.APART_IN_TITLE, "articles_search_titles", FIELDS[:1]),
        ):
            part = f"""
                {name} (place) AS MATERIALIZED (
                    SELECT rowid AS place FROM {table} WHERE {table} MATCH %s
                    AND rowid BETWEEN %s AND %s
                    AND ({found_before} OR {_is_allowed(table, scope)})
                    ORDER BY rowid DESC LIMIT {MOST_HITS + 1} * ({is_not_enough})
                )"""  # noqa: S608
            params = [_within(scope, _all_words(tier, fields, form)), *_bounds(scope)]
            places = f"SELECT {tier}, {proximity}, json_group_array(place) FROM {name}"  # noqa: S608
            yield Listing(part, params, f"{places} WHERE NOT ({better})")
            if proximity == Proximity.APART:
                found_before += f" OR place IN {name}"
        is_not_enough += f" AND (SELECT count(*) FROM hits_{tier}) <= {MOST_HITS}"  # noqa: S608


def refinements(
    public: QuerySet[Any], query: Forms, found: Iterable[Candidate]
) -> list[Refinement]:
    """Where in the candidates the words stand (1 query)."""
    scope, query = scope_of(public), _as_indexed(query)
    places: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for tier, proximity, place, _ in found:
        places[tier, proximity].append(place)
    parts: list[str] = []
    params: list[Any] = []
    for (tier, listed_for), near in places.items():
        for proximity, table, match in _closer_looks(listed_for, Tier(tier), query[tier]):
            parts.append(
                f"SELECT {tier}, {proximity}, json_group_array(rowid & {ID_MASK}) FROM {table}"  # noqa: S608
                f" WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s"
                # The plus keeps SQLite from starting the search anew for each of them.
                " AND +rowid IN (SELECT value FROM json_each(%s))"
            )
            params += [_within(scope, match), min(near), max(near), json.dumps(near)]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return [
            Refinement(tier, proximity, pk)
            for tier, proximity, pks in cursor.fetchall()
            for pk in json.loads(pks)
        ]


def _as_indexed(query: Forms) -> Forms:
    return query._replace(folded=folded_words(query.folded))


def _bounds(scope: Scope) -> tuple[int, int]:
    """The first and the last key. They are parameters: the last one is another every second, and
    a connection keeps each text that it has met, of 30 kB and more."""
    last = second_of(scope.last) if scope.last else LAST_SECOND
    return place_of(second_of(scope.first), 0), place_of(last, ID_MASK)


def _is_allowed(table: str, scope: Scope) -> str:
    checked = f"EXISTS (SELECT 1 FROM public WHERE id = {table}.rowid & {ID_MASK})"  # noqa: S608
    if scope.is_nearly_all:
        return checked
    looked_up = f"{table}.rowid & {ID_MASK} IN (SELECT id FROM few)"  # noqa: S608
    return f"CASE WHEN (SELECT holds FROM narrow) THEN {looked_up} ELSE {checked} END"  # noqa: S608


def _within(scope: Scope, match: str) -> str:
    return (
        match
        if scope.category is None
        else f'category : "{category_word(scope.category)}" AND {match}'
    )


def _closer_looks(listed_for: int, tier: Tier, form: str) -> Iterator[tuple[Proximity, str, str]]:
    several = " " in form
    if listed_for == Proximity.APART:
        table = "articles_search_words"
        yield Proximity.APART_IN_LEAD, table, _all_words(tier, ["lead"], form)
        if several:
            yield Proximity.TOGETHER_IN_LEAD, table, _phrase(tier, "lead", form)
            yield Proximity.TOGETHER_IN_BODY, table, _phrase(tier, "body", form)
    elif several:
        yield Proximity.TOGETHER_IN_TITLE, "articles_search_titles", _phrase(tier, "title", form)


def _all_words(tier: Tier, fields: Iterable[str], form: str) -> str:
    words = " AND ".join(_quoted(word) for word in dict.fromkeys(form.split(" ")))
    return f"{_columns(tier, fields)} : ({words})"


def _phrase(tier: Tier, field: str, form: str) -> str:
    return f"{_columns(tier, [field])} : {_quoted(form)}"


def _columns(tier: Tier, fields: Iterable[str]) -> str:
    named = {
        Tier.EXACT: ["exact"],
        Tier.CANONICAL: ["exact", "canonical"],
        Tier.FOLDED: ["folded"],
    }
    return "{" + " ".join(f"{form}_{field}" for form in named[tier] for field in fields) + "}"


def _quoted(words: str) -> str:
    """An FTS5 string: inside its quotes nothing is an operator."""
    return '"' + words.replace('"', '""') + '"'
