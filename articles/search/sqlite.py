"""The index on SQLite, asked. What stands where is told in sqlite_index.py."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.search.asking import Ask, Found, Phrase
from articles.search.documents import HEADS, Document, unpacked
from articles.search.scope import Scope, scope_of
from articles.search.sqlite_index import (
    AFTER_FILLING,
    BEFORE_FILLING,
    CREATE,
    DROP,
    ID_MASK,
    LAST_SECOND,
    VOCABULARY,
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
    "answers",
    "differing",
    "documents",
    "erase",
    "fill",
    "known_words",
    "merge",
    "write",
]

# A choice of articles that is neither a category nor days is looked up first, up to this size; a
# wider one is checked hit by hit.
NARROW = 10_000


def answers(public: QuerySet[Any], asks: Sequence[Ask]) -> list[Found]:
    """Of the `public` articles the newest that each question finds (1 query)."""
    scope = scope_of(public)
    allowed, allowed_params = public.order_by().values_list("pk").query.sql_with_params()
    params = [*allowed_params]
    parts = []
    for number, ask in enumerate(asks):
        is_of_heads = set(ask.fields) <= set(HEADS)
        table = "articles_search_heads" if is_of_heads else "articles_search_words"
        first, last = _ends(ask, asks)
        needed = f" * (NOT EXISTS (SELECT 1 FROM found_{ask.unless}))"  # noqa: S608
        parts.append(f"""
            found_{number} (place) AS MATERIALIZED (
                SELECT rowid AS place FROM {table} WHERE {table} MATCH %s
                AND rowid BETWEEN {first} AND {last}{_of_choice(table, scope)}
                ORDER BY rowid DESC LIMIT {ask.most + 1}{needed if ask.unless is not None else ""}
            )""")  # noqa: S608
        params += [_within(scope, _match(ask)), *_bounds(scope)]
    every = " UNION ".join(f"SELECT place FROM found_{number}" for number in range(len(asks)))  # noqa: S608
    results = (
        f"SELECT {number}, json_group_array(place) FROM found_{number}"  # noqa: S608
        for number in range(len(asks))
    )
    sql = f"""
        WITH public (id) AS NOT MATERIALIZED ({allowed}),
        few (id) AS MATERIALIZED (SELECT id FROM public LIMIT {NARROW + 1}),
        narrow (holds) AS MATERIALIZED (SELECT count(*) <= {NARROW} FROM few),
        {", ".join(parts)},
        every (place) AS ({every})
        SELECT NULL, json_group_array(place) FROM every
        WHERE NOT EXISTS (SELECT 1 FROM public WHERE id = place & {ID_MASK})
        UNION ALL {" UNION ALL ".join(results)}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        (_, others), *lists = cursor.fetchall()
    hidden = set(json.loads(others))
    return [
        Found(number, place, place & ID_MASK)
        for number, places in lists
        for place in json.loads(places)
        if place not in hidden
    ]


def documents(pks: Iterable[int]) -> dict[int, Document]:
    """The words of some articles, by their keys (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id, packed FROM articles_search"
            " WHERE article_id IN (SELECT value FROM json_each(%s))",
            [json.dumps(list(pks))],
        )
        return {pk: unpacked(words) for pk, words in cursor.fetchall()}


def known_words(words: Iterable[str]) -> set[str]:
    """Those of these bare words that stand in any article (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word FROM {VOCABULARY} WHERE word IN (SELECT value FROM json_each(%s))",  # noqa: S608
            [json.dumps(list(words))],
        )
        return {word for (word,) in cursor.fetchall()}


def _bounds(scope: Scope) -> tuple[int, int]:
    """The first and the last key. They are parameters: the last one is another every second, and
    a connection keeps each text that it has met, of 30 kB and more."""
    last = second_of(scope.last) if scope.last else LAST_SECOND
    return place_of(second_of(scope.first), 0), place_of(last, ID_MASK)


def _ends(ask: Ask, asks: Sequence[Ask]) -> tuple[str, str]:
    """The first and the last key between which its answers lie."""
    if ask.within is None:
        return "%s", "%s"
    wider, most = f"found_{ask.within}", asks[ask.within].most
    return (
        f"max(%s, (SELECT iif(count(*) > {most}, 0, ifnull(min(place), 1)) FROM {wider}))",  # noqa: S608
        f"min(%s, (SELECT iif(count(*) > {most}, {place_of(LAST_SECOND, ID_MASK)},"  # noqa: S608
        f" ifnull(max(place), 0)) FROM {wider}))",
    )


def _of_choice(table: str, scope: Scope) -> str:
    """A condition, where many that lie within the scope may not be shown: else it is enough to
    leave these out of what was found."""
    if scope.is_nearly_all:
        return ""
    looked_up = f"{table}.rowid & {ID_MASK} IN (SELECT id FROM few)"  # noqa: S608
    checked = f"EXISTS (SELECT 1 FROM public WHERE id = {table}.rowid & {ID_MASK})"  # noqa: S608
    return f" AND CASE WHEN (SELECT holds FROM narrow) THEN {looked_up} ELSE {checked} END"  # noqa: S608


def _within(scope: Scope, match: str) -> str:
    if scope.category is None:
        return match
    return f'category : "{category_word(scope.category)}" AND ({match})'


def _match(ask: Ask) -> str:
    groups = (" OR ".join(_quoted(ask, phrase) for phrase in group) for group in ask.groups)
    return f"{_columns(ask)} : ({' AND '.join(f'({group})' for group in groups)})"


def _columns(ask: Ask) -> str:
    form = "folded" if ask.is_folded else "exact"
    return "{" + " ".join(f"{form}_{field}" for field in ask.fields) + "}"


def _quoted(ask: Ask, phrase: Phrase) -> str:
    """An FTS5 string: inside its quotes nothing is an operator."""
    words = folded_words(phrase.words) if ask.is_folded else phrase.words
    return '"' + words.replace('"', '""') + ('" *' if phrase.is_cut else '"')
