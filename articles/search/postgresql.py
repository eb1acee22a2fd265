"""The index on PostgreSQL: one table of tsvectors with GIN indexes. No extension is used.

The vectors are written out here, position by position: to_tsvector's own parser would take
"1668-qđ/đuk" apart. The weights A, B, C are title, lead, body. Titles have vectors of their own,
because a GIN index knows no weights.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.search.documents import Document, Forms, IndexEntry, forms_of
from articles.search.ranking import MOST_HITS, Candidate, Proximity, Refinement, Tier

WEIGHTS = "ABC"
# What PostgreSQL allows; words beyond it count as standing there.
LAST_POSITION = 16_383

TITLES = [f"{form}_title" for form in Forms._fields]
COLUMNS = [*Forms._fields, *TITLES]
_TABLE = [
    "CREATE TABLE articles_search (article_id bigint PRIMARY KEY, "
    + ", ".join(f"{column} tsvector NOT NULL" for column in COLUMNS)
    + ")",
]
_INDEXES = [
    f"CREATE INDEX articles_search_{column} ON articles_search USING gin ({column})"
    for column in COLUMNS
]
CREATE = [*_TABLE, *_INDEXES]
# While many articles are written, no index is kept: to make one at the end is far quicker.
BEFORE_FILLING = [f"DROP INDEX articles_search_{column}" for column in COLUMNS]
AFTER_FILLING = [*_INDEXES, "ANALYZE articles_search"]
DROP = ["DROP TABLE IF EXISTS articles_search"]


def write(entries: Iterable[IndexEntry]) -> None:
    """Replace what is searched of some articles (1 query)."""
    names = ["article_id", *COLUMNS]
    sql = f"""
        INSERT INTO articles_search ({", ".join(names)})
        VALUES (%s::bigint, {", ".join(["%s::tsvector"] * len(COLUMNS))})
        ON CONFLICT (article_id) DO UPDATE
        SET {", ".join(f"{name} = excluded.{name}" for name in names)}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[entry.pk, *_vectors(entry.document)] for entry in entries])


fill = write


def merge() -> None:
    """Nothing: PostgreSQL keeps its indexes whole by itself."""


def differing(entries: Iterable[IndexEntry]) -> list[int]:
    """The articles of which something else is there (1 query)."""
    entries = list(entries)
    if not entries:
        return []
    values = f"(%s::bigint, {', '.join(['%s::tsvector'] * len(COLUMNS))})"
    sql = f"""
        SELECT stored.article_id FROM articles_search AS stored
        JOIN (VALUES {", ".join([values] * len(entries))}) AS said (pk, {", ".join(COLUMNS)})
        ON said.pk = stored.article_id
        WHERE ({", ".join(f"stored.{name}" for name in COLUMNS)})
        IS DISTINCT FROM ({", ".join(f"said.{name}" for name in COLUMNS)})
    """  # noqa: S608
    params: list[int | str] = []
    for entry in entries:
        params += [entry.pk, *_vectors(entry.document)]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [pk for (pk,) in cursor.fetchall()]


def erase(pk: int) -> None:
    """Forget an article (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE article_id = %s", [pk])


def candidates(public: QuerySet[Any], query: Forms) -> list[Candidate]:
    """Of the `public` articles the newest that hold all words, in each form (1 query)."""
    allowed, allowed_params = (
        public.order_by().values_list("pk", "published_from").query.sql_with_params()
    )
    parts, params = [], [*allowed_params]
    for tier, form in zip(Tier, query, strict=True):
        if tier == Tier.CANONICAL and query.have_one_placement:
            continue
        for proximity, column in (
            (Proximity.APART, Forms._fields[tier]),
            (Proximity.APART_IN_TITLE, TITLES[tier]),
        ):
            parts.append(f"""
                (SELECT {tier}, {proximity}, coalesce(published_from, to_timestamp(0)), id
                FROM articles_search JOIN public ON id = article_id
                WHERE {column} @@ %s::tsquery
                ORDER BY published_from DESC, id DESC LIMIT {MOST_HITS + 1})""")  # noqa: S608
            params.append(_query(form, " & "))
    sql = f"""
        WITH public (id, published_from) AS NOT MATERIALIZED ({allowed})
        {" UNION ALL ".join(parts)}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(map(Candidate._make, cursor))


def refinements(
    _public: QuerySet[Any], query: Forms, found: Iterable[Candidate]
) -> list[Refinement]:
    """Where in the candidates the words stand (1 query)."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for tier, _, _, pk in found:
        members[tier].append(pk)
    parts: list[str] = []
    params: list[Any] = []
    for tier, pks in members.items():
        form = Forms._fields[tier]
        parts.append(f"""
            SELECT {tier}, CASE
                WHEN {form}_title @@ %s::tsquery THEN {Proximity.TOGETHER_IN_TITLE}
                WHEN {form} @@ %s::tsquery THEN {Proximity.TOGETHER_IN_LEAD}
                WHEN {form} @@ %s::tsquery THEN {Proximity.TOGETHER_IN_BODY}
                WHEN {form}_title @@ %s::tsquery THEN {Proximity.APART_IN_TITLE}
                WHEN {form} @@ %s::tsquery THEN {Proximity.APART_IN_LEAD}
                ELSE {Proximity.APART} END, article_id
            FROM articles_search WHERE article_id = ANY(%s)""")  # noqa: S608
        words = query[tier]
        params += [_query(words, " <-> ", weight) for weight in WEIGHTS]
        params += [_query(words, " & ", weight) for weight in WEIGHTS[:2]]
        params.append(pks)
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return list(map(Refinement._make, cursor))


def _vectors(document: Document) -> list[str]:
    """In the order of COLUMNS."""
    by_form = list(zip(*map(forms_of, document), strict=True))
    return [
        *(_vector(fields) for fields in by_form),
        *(_vector(fields[:1]) for fields in by_form),
    ]


def _vector(fields: Iterable[str]) -> str:
    """A tsvector as PostgreSQL reads it. Between two fields a position stays empty, so that no
    phrase crosses from one into the next."""
    lexemes = []
    position = 0
    for weight, field in zip(WEIGHTS, fields, strict=False):
        for word in field.split():
            position += 1
            lexemes.append(f"{_quoted(word)}:{min(position, LAST_POSITION)}{weight}")
        position += 1
    return " ".join(lexemes)


def _query(words: str, operator: str, weight: str = "") -> str:
    suffix = f":{weight}" if weight else ""
    return operator.join(_quoted(word) + suffix for word in words.split())


def _quoted(word: str) -> str:
    """A lexeme: inside its quotes only the quote and the backslash need a second one."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
