"""The index on SQLite: two FTS5 tables over one table of texts.

`articles_search` holds the texts; its key puts the newest article last, so that FTS5, which can
walk only in the order of its keys, meets the newest hits first and may stop early. Titles are
indexed once more by themselves: a look through all titles then costs a fiftieth.

A canonical text is stored only where it differs from the exact one, and always searched together
with it.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.search.ranking import MOST_HITS, Candidate, Finding, Standing, Tier
from articles.search.words import Document, Forms

# A key is the second of publication, 0 where there is none, then the article's id. What comes
# after the last second that fits, in 2242, counts as that second.
ID_BITS = 30
ID_MASK = (1 << ID_BITS) - 1
LAST_SECOND = (1 << 63 - ID_BITS) - 1

# A choice of articles (a category, some days) up to this size is looked up first; a wider one is
# checked hit by hit.
NARROW = 10_000

FIELDS = ("title", "lead", "body")
TITLES = [f"{form}_title" for form in Forms._fields]
COLUMNS = [f"{form}_{field}" for form in Forms._fields for field in FIELDS]
TABLES = {"articles_search_words": COLUMNS, "articles_search_titles": TITLES}


def _indexing(table: str, columns: list[str], row: str, delete: bool = False) -> str:
    names = ["rowid", *columns]
    values = [f"{row}.place", *(f"{row}.{column}" for column in columns)]
    if delete:
        names, values = [table, *names], ["'delete'", *values]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)});"  # noqa: S608


_IN = " ".join(_indexing(table, columns, "new") for table, columns in TABLES.items())
_OUT = " ".join(_indexing(table, columns, "old", delete=True) for table, columns in TABLES.items())

# "1668-qđ/đuk", "293.173" and "27/5/2020" are one word each: so is what joins them.
CREATE = [
    "CREATE TABLE articles_search (place INTEGER PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE, "
    + ", ".join(f"{column} TEXT NOT NULL" for column in COLUMNS)
    + ")",
    *(
        f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(columns)}, content='articles_search',"
        " content_rowid='place', columnsize=0,"
        """ tokenize="unicode61 remove_diacritics 0 tokenchars '-/.,_'")"""
        for table, columns in TABLES.items()
    ),
    f"CREATE TRIGGER articles_search_in AFTER INSERT ON articles_search BEGIN {_IN} END",
    f"CREATE TRIGGER articles_search_out AFTER DELETE ON articles_search BEGIN {_OUT} END",
    f"CREATE TRIGGER articles_search_new AFTER UPDATE ON articles_search BEGIN {_OUT} {_IN} END",
]
DROP = [f"DROP TABLE IF EXISTS {table}" for table in ["articles_search", *TABLES]]


def write(pk: int, published_from: datetime.datetime | None, document: Document) -> None:
    """Replace what is searched of an article (1 query)."""
    seconds = int(published_from.timestamp()) if published_from else 0
    place = min(max(0, seconds), LAST_SECOND) << ID_BITS | pk
    values: dict[str, int | str] = {"place": place, "article_id": pk}
    for field, (exact, canonical, folded) in zip(FIELDS, document, strict=True):
        values[f"exact_{field}"] = exact
        values[f"canonical_{field}"] = canonical if canonical != exact else ""
        values[f"folded_{field}"] = folded
    renewed = ", ".join(f"{name} = excluded.{name}" for name in values)
    sql = f"""
        INSERT INTO articles_search ({", ".join(values)})
        VALUES ({", ".join(["%s"] * len(values))})
        ON CONFLICT (article_id) DO UPDATE SET {renewed}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values.values()))


def candidates(public: QuerySet, asked: Forms) -> list[Candidate]:
    """Of the `public` articles the newest that hold all words, in each form (1 query)."""
    allowed, allowed_params = (
        public.order_by().values_list("pk", "published_from").query.sql_with_params()
    )
    # Whole seconds only: strftime would round the last half millisecond up.
    seconds = "coalesce(CAST(strftime('%%s', substr(moment, 1, 19)) AS INTEGER), 0)"
    seconds = f"min(max(0, {seconds}), {LAST_SECOND})"
    parts, params = [], [*allowed_params]
    for tier, form in zip(Tier, asked, strict=True):
        if tier == Tier.CANONICAL and asked.have_one_placement:
            continue
        for standing, table, fields in (
            (Standing.APART, "articles_search_words", FIELDS),
            (Standing.APART_IN_TITLE, "articles_search_titles", FIELDS[:1]),
        ):
            parts.append(f"""
                SELECT * FROM (
                    SELECT {tier}, {standing}, rowid, rowid & {ID_MASK}
                    FROM {table} WHERE {table} MATCH %s
                    AND rowid >= (SELECT {seconds} << {ID_BITS} FROM first)
                    AND rowid <= (SELECT {seconds} << {ID_BITS} | {ID_MASK} FROM last)
                    AND CASE WHEN (SELECT holds FROM narrow)
                        THEN rowid & {ID_MASK} IN (SELECT id FROM few)
                        ELSE EXISTS (SELECT 1 FROM public WHERE id = {table}.rowid & {ID_MASK})
                    END
                    ORDER BY rowid DESC LIMIT {MOST_HITS + 1}
                )""")  # noqa: S608
            params.append(_all_words(tier, fields, form))
    sql = f"""
        WITH public (id, published_from) AS NOT MATERIALIZED ({allowed}),
        -- Not min(), which passes over the undated.
        first (moment) AS MATERIALIZED
            (SELECT published_from FROM public ORDER BY published_from LIMIT 1),
        last (moment) AS MATERIALIZED (SELECT max(published_from) FROM public),
        few (id) AS MATERIALIZED (SELECT id FROM public LIMIT {NARROW + 1}),
        narrow (holds) AS MATERIALIZED (SELECT count(*) <= {NARROW} FROM few)
        {" UNION ALL ".join(parts)}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Candidate(*row) for row in cursor]


def findings(asked: Forms, found: Iterable[Candidate]) -> list[Finding]:
    """Where in the candidates the words stand (1 query)."""
    places: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for tier, standing, place, _ in found:
        places[tier, standing].append(place)
    parts: list[str] = []
    params: list[Any] = []
    for (tier, listed_as), near in places.items():
        for standing, table, match in _closer_looks(listed_as, Tier(tier), asked[tier]):
            parts.append(
                f"SELECT {tier}, {standing}, rowid & {ID_MASK} FROM {table}"  # noqa: S608
                f" WHERE {table} MATCH %s AND rowid BETWEEN {min(near)} AND {max(near)}"
                # The plus keeps SQLite from starting the search anew for each of them.
                " AND +rowid IN (SELECT value FROM json_each(%s))"
            )
            params += [match, json.dumps(near)]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return [Finding(*row) for row in cursor]


def erase(pk: int) -> None:
    """Forget an article (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE article_id = %s", [pk])


def _closer_looks(listed_as: int, tier: Tier, form: str) -> Iterator[tuple[Standing, str, str]]:
    several = " " in form
    if listed_as == Standing.APART:
        table = "articles_search_words"
        yield Standing.APART_IN_LEAD, table, _all_words(tier, ["lead"], form)
        if several:
            yield Standing.TOGETHER_IN_LEAD, table, _phrase(tier, "lead", form)
            yield Standing.TOGETHER_IN_BODY, table, _phrase(tier, "body", form)
    elif several:
        yield Standing.TOGETHER_IN_TITLE, "articles_search_titles", _phrase(tier, "title", form)


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
