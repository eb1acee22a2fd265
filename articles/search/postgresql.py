"""The index on PostgreSQL: one table of tsvectors with GIN indexes. No extension is used.

The vectors are written out here, position by position: to_tsvector's own parser would part what
belongs together. The weights A to D are title, lead, body and what stands beside. What stands
outside of bodies has vectors of its own, because a GIN index knows no weights; nor does it know
positions, so that neighbouring pairs of bare words are indexed, too, as numbers: of the articles
that hold the words of a phrase somewhere few hold its pairs, and only these are looked at.
"""

import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.search.asking import Ask, Found, Phrase
from articles.search.documents import (
    FIELDS,
    HEADS,
    Document,
    Forms,
    IndexEntry,
    forms_of,
    packed,
    unpacked,
    vocabulary_of,
)

WEIGHTS = dict(zip(FIELDS, "ABCD", strict=True))
# What PostgreSQL allows; words beyond it count as standing there.
LAST_POSITION = 16_383

VECTORS = [*Forms._fields, *(f"{form}_heads" for form in Forms._fields)]
COLUMNS = {**dict.fromkeys(VECTORS, "tsvector"), "pairs": "int[]"}
VOCABULARY = "articles_search_vocabulary"
_TABLES = [
    "CREATE TABLE articles_search (article_id bigint PRIMARY KEY, packed bytea NOT NULL, "
    + ", ".join(f"{column} {kind} NOT NULL" for column, kind in COLUMNS.items())
    + ")",
    # Without a constraint, for which one save would wait on another: a word may stand there twice.
    f"CREATE TABLE {VOCABULARY} (word text NOT NULL)",
    f"CREATE INDEX {VOCABULARY}_word ON {VOCABULARY} (word)",
]
_INDEXES = [
    f"CREATE INDEX articles_search_{column} ON articles_search USING gin ({column})"
    for column in COLUMNS
]
CREATE = [*_TABLES, *_INDEXES]
# While many articles are written, no index is kept: to make one at the end is far quicker.
BEFORE_FILLING = [f"DROP INDEX articles_search_{column}" for column in COLUMNS]
AFTER_FILLING = [*_INDEXES, "ANALYZE articles_search", f"ANALYZE {VOCABULARY}"]
DROP = ["DROP TABLE IF EXISTS articles_search", f"DROP TABLE IF EXISTS {VOCABULARY}"]


def write(entries: Iterable[IndexEntry]) -> None:
    """Replace what is searched of some articles (1 query)."""
    names = ["packed", *COLUMNS]
    sql = f"""
        WITH said AS (
            INSERT INTO {VOCABULARY} SELECT word FROM unnest(%s::text[]) AS word
            WHERE NOT EXISTS (SELECT 1 FROM {VOCABULARY} AS known WHERE known.word = word.word)
        )
        INSERT INTO articles_search (article_id, {", ".join(names)})
        VALUES (%s::bigint, %s, {", ".join(f"%s::{kind}" for kind in COLUMNS.values())})
        ON CONFLICT (article_id) DO UPDATE
        SET {", ".join(f"{name} = excluded.{name}" for name in names)}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(map(_row, entries)))


fill = write


def merge() -> None:
    """Nothing: PostgreSQL keeps its indexes whole by itself."""


def differing(entries: Iterable[IndexEntry]) -> list[int]:
    """The articles of which something else is there (1 query)."""
    said = {entry.pk: entry.document for entry in entries}
    return [pk for pk, document in documents(said).items() if document != said[pk]]


def erase(pk: int) -> None:
    """Forget an article (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE article_id = %s", [pk])


def documents(pks: Iterable[int]) -> dict[int, Document]:
    """The words of some articles, by their keys (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id, packed FROM articles_search WHERE article_id = ANY(%s)",
            [list(pks)],
        )
        return {pk: unpacked(words) for pk, words in cursor.fetchall()}


def known_words(words: Iterable[str]) -> set[str]:
    """Those of these bare words that stand in any article (1 query)."""
    with connection.cursor() as cursor:
        sql = f"SELECT DISTINCT word FROM {VOCABULARY} WHERE word = ANY(%s)"  # noqa: S608
        cursor.execute(sql, [list(words)])
        return {word for (word,) in cursor.fetchall()}


def answers(public: QuerySet[Any], asks: Sequence[Ask]) -> list[Found]:
    """Of the `public` articles the newest that each question finds (1 query)."""
    allowed, allowed_params = (
        public.order_by().values_list("pk", "published_from").query.sql_with_params()
    )
    parts, params = [], [*allowed_params]
    for number, ask in enumerate(asks):
        condition, its_params = _condition(ask)
        parts.append(f"""
            (SELECT {number}, coalesce(published_from, to_timestamp(0)), id
            FROM articles_search JOIN public ON id = article_id WHERE {condition}
            ORDER BY published_from DESC NULLS LAST, id DESC LIMIT {ask.most + 1})""")  # noqa: S608
        params += its_params
    sql = f"""
        WITH public (id, published_from) AS NOT MATERIALIZED ({allowed})
        {" UNION ALL ".join(parts)}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(map(Found._make, cursor))


def _condition(ask: Ask) -> tuple[str, list[Any]]:
    form = "folded" if ask.is_folded else "exact"
    query = _query(ask, ask.fields)
    if set(ask.fields) <= set(HEADS):
        return f"{form}_heads @@ %s::tsquery", [query]
    if pairs := _pairs_of(ask):
        if ask.is_folded and ask.fields == FIELDS and _are_pairs_alone(ask):
            return "pairs @> %s::int[]", [_array(pairs)]
        # As a function, so that no other index is asked than that of the pairs.
        matched = f"pairs @> %s::int[] AND ts_match_vq({form}, %s::tsquery)"
        return matched, [_array(pairs), query]
    if ask.fields == FIELDS:
        return f"{form} @@ %s::tsquery", [query]
    # Of a lone word: all that have it, but for the few that have it elsewhere only. To ask each of
    # them where it stands would take far longer.
    elsewhere = tuple(field for field in FIELDS if field not in ask.fields)
    among_others = f"""{form} @@ %s::tsquery AND article_id <> ALL(ARRAY(
        SELECT article_id FROM articles_search WHERE {form}_heads @@ %s::tsquery
        AND NOT ts_match_vq({form}, %s::tsquery)
    ))"""  # noqa: S608
    return among_others, [_query(ask, FIELDS), _query(ask, elsewhere), query]


def _pairs_of(ask: Ask) -> list[int]:
    """The pairs that every article has which answers it."""
    found: list[int] = []
    for group in ask.groups:
        bare = {(forms_of(phrase.words).folded, phrase.is_cut) for phrase in group}
        if len(bare) == 1:
            words, is_cut = bare.pop()
            found += map(_number, pairwise(words.split(" ")[: -1 if is_cut else None]))
    return found


def _are_pairs_alone(ask: Ask) -> bool:
    return all(
        len(group) == 1 and group[0].words.count(" ") == 1 and not group[0].is_cut
        for group in ask.groups
    )


def _number(pair: tuple[str, str]) -> int:
    return zlib.crc32(f"{pair[0]} {pair[1]}".encode()) - (1 << 31)


def _array(numbers: Iterable[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"


def _row(entry: IndexEntry) -> list[Any]:
    """In the order of the parameters of `write`."""
    by_form = [
        dict(zip(FIELDS, fields, strict=True))
        for fields in zip(*map(forms_of, entry.document), strict=True)
    ]
    heads = [{name: fields[name] for name in HEADS} for fields in by_form]
    pairs = {_number(pair) for field in by_form[1].values() for pair in pairwise(field.split(" "))}
    return [
        sorted(vocabulary_of(entry.document)),
        entry.pk,
        packed(entry.document),
        *map(_vector, [*by_form, *heads]),
        _array(pairs),
    ]


def _vector(fields: dict[str, str]) -> str:
    """A tsvector as PostgreSQL reads it. Between two fields a position stays empty, so that no
    phrase crosses from one into the next."""
    lexemes = []
    position = 0
    for name, field in fields.items():
        for word in field.split():
            position += 1
            lexemes.append(f"{_quoted(word)}:{min(position, LAST_POSITION)}{WEIGHTS[name]}")
        position += 1
    return " ".join(lexemes)


def _query(ask: Ask, fields: Sequence[str]) -> str:
    weights = "" if fields == FIELDS else "".join(WEIGHTS[field] for field in fields)
    groups = (" | ".join(_phrase(phrase, weights) for phrase in group) for group in ask.groups)
    return " & ".join(f"({group})" for group in groups)


def _phrase(phrase: Phrase, weights: str) -> str:
    suffixes = [weights] * phrase.words.count(" ") + ["*" * phrase.is_cut + weights]
    words = zip(phrase.words.split(" "), suffixes, strict=True)
    return "(" + " <-> ".join(f"{_quoted(w)}:{s}" if s else _quoted(w) for w, s in words) + ")"


def _quoted(word: str) -> str:
    """A lexeme: inside its quotes only the quote and the backslash need a second one."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
