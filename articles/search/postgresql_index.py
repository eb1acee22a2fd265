"""The index on PostgreSQL, written: one table of tsvectors with GIN indexes. No extension is used.

The vectors are written out here, position by position: to_tsvector's own parser would part what
belongs together. The weights A to D are title, lead, body and what stands beside. What stands
outside of bodies has vectors of its own, because a GIN index knows no weights; nor does it know
positions, so that neighbouring pairs of bare words are indexed, too, as numbers: of the articles
that hold the words of a phrase somewhere few hold its pairs, and only these are looked at.
"""

import zlib
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db import connection

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
# Articles, too: of many that just came in PostgreSQL knows nothing for a minute.
AFTER_FILLING = [
    *_INDEXES,
    *(f"ANALYZE {table}" for table in ("articles_search", VOCABULARY, "articles_article")),
]
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


def newest_documents(number: int) -> list[Document]:
    """So many at most, by their keys (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT packed FROM articles_search ORDER BY article_id DESC LIMIT %s", [number]
        )
        return [unpacked(words) for (words,) in cursor.fetchall()]


def number_of_articles() -> int:
    """As PostgreSQL estimates it (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'articles_search'::regclass")
        return max(1, int(cursor.fetchone()[0]))  # -1 before the first ANALYZE


def known_words(words: Iterable[str]) -> set[str]:
    """Those of these bare words that stand in any article (1 query)."""
    with connection.cursor() as cursor:
        sql = f"SELECT DISTINCT word FROM {VOCABULARY} WHERE word = ANY(%s)"  # noqa: S608
        cursor.execute(sql, [list(words)])
        return {word for (word,) in cursor.fetchall()}


def _row(entry: IndexEntry) -> list[Any]:
    """In the order of the parameters of `write`."""
    by_form = [
        dict(zip(FIELDS, fields, strict=True))
        for fields in zip(*map(forms_of, entry.document), strict=True)
    ]
    heads = [{name: fields[name] for name in HEADS} for fields in by_form]
    pairs = {
        pair_number(pair) for field in by_form[1].values() for pair in pairwise(field.split(" "))
    }
    return [
        sorted(vocabulary_of(entry.document)),
        entry.pk,
        packed(entry.document),
        *map(_vector, [*by_form, *heads]),
        array(pairs),
    ]


def _vector(fields: dict[str, str]) -> str:
    """A tsvector as PostgreSQL reads it. Between two fields a position stays empty, so that no
    phrase crosses from one into the next."""
    lexemes = []
    position = 0
    for name, field in fields.items():
        for word in field.split():
            position += 1
            lexemes.append(f"{quoted(word)}:{min(position, LAST_POSITION)}{WEIGHTS[name]}")
        position += 1
    return " ".join(lexemes)


def pair_number(pair: tuple[str, str]) -> int:
    return zlib.crc32(f"{pair[0]} {pair[1]}".encode()) - (1 << 31)


def array(numbers: Iterable[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"


def quoted(word: str) -> str:
    """A lexeme: inside its quotes only the quote and the backslash need a second one."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
