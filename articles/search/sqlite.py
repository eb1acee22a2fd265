"""The index on SQLite: two FTS5 tables that hold no text of their own.

Their key puts the newest article last, so that FTS5, which can walk only in the order of its keys,
meets the newest hits first and may stop early. Titles are indexed once more by themselves: a look
through all titles then costs a fiftieth. The category is a word among the others, so that a search
in a small one skips the rest of the archive.

A canonical text is indexed only where it differs from the exact one, and always searched together
with it. The exact words are kept, packed: to take an article out, FTS5 must be told what went in.
"""

import datetime
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.search.ranking import MOST_HITS, Candidate, Finding, Standing, Tier
from articles.search.scope import Scope, scope_of
from articles.search.words import Entry, Forms, forms_of

# A key is the second of publication, 0 where there is none, then the article's id. What comes
# after the last second that fits, in 2242, counts as that second.
ID_BITS = 30
ID_MASK = (1 << ID_BITS) - 1
LAST_SECOND = (1 << 63 - ID_BITS) - 1

# A choice of articles that is neither a category nor days is looked up first, up to this size; a
# wider one is checked hit by hit.
NARROW = 10_000

FIELDS = ("title", "lead", "body")
TITLES = [f"{form}_title" for form in Forms._fields]
COLUMNS = [f"{form}_{field}" for form in Forms._fields for field in FIELDS]
TABLES = {"articles_search_words": COLUMNS, "articles_search_titles": TITLES}


def _indexing(table: str, columns: list[str], row: str, delete: bool = False) -> str:
    names = ["rowid", "category", *columns]
    texts = [f"articles_search_text({row}.packed, {COLUMNS.index(name)})" for name in columns]
    values = [f"{row}.place", f"'{_CATEGORY}' || {row}.category_id", *texts]
    if delete:
        names, values = [table, *names], ["'delete'", *values]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)});"  # noqa: S608


# No word of a text begins so.
_CATEGORY = "_"
_IN = " ".join(_indexing(table, columns, "new") for table, columns in TABLES.items())
_OUT = " ".join(_indexing(table, columns, "old", delete=True) for table, columns in TABLES.items())

# Words are cut here: what is between two spaces is one, be it "1668-qđ/đuk" or "27/5/2020". All
# of ASCII that joins a word is named; to this tokenizer whatever is not ASCII does.
CREATE = [
    "CREATE TABLE articles_search (place INTEGER PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE,"
    " category_id INTEGER NOT NULL, packed BLOB NOT NULL)",
    *(
        f"CREATE VIRTUAL TABLE {table} USING fts5(category, {', '.join(columns)}, content='',"
        """ columnsize=0, tokenize="ascii tokenchars '-/.,_'")"""
        for table, columns in TABLES.items()
    ),
    f"CREATE TRIGGER articles_search_in AFTER INSERT ON articles_search BEGIN {_IN} END",
    f"CREATE TRIGGER articles_search_out AFTER DELETE ON articles_search BEGIN {_OUT} END",
    f"CREATE TRIGGER articles_search_new AFTER UPDATE ON articles_search BEGIN {_OUT} {_IN} END",
]
DROP = [f"DROP TABLE IF EXISTS {table}" for table in ["articles_search", *TABLES]]

# While many articles are written: large pieces, and none merged before the end.
BEFORE_FILLING = [
    f"INSERT INTO {table} ({table}, rank) VALUES ('{option}', {value})"  # noqa: S608
    for table in TABLES
    for option, value in {"hashsize": 1 << 26, "automerge": 0, "crisismerge": 1_000}.items()
]
# FTS5's own defaults.
AFTER_FILLING = [
    f"INSERT INTO {table} ({table}, rank) VALUES ('{option}', {value})"  # noqa: S608
    for table in TABLES
    for option, value in {"hashsize": 1 << 20, "automerge": 4, "crisismerge": 16}.items()
]
# Pages of the index that are merged in one transaction, for which editors wait.
MERGED_AT_ONCE = 20_000


def write(entries: Iterable[Entry]) -> None:
    """Replace what is searched of some articles (1 query). What has not changed costs little."""
    rows = [
        (
            _place(_second(entry.published_from), entry.pk),
            entry.pk,
            entry.category_id,
            zlib.compress("\n".join(entry.document).encode(), 1),
        )
        for entry in entries
    ]
    sql = """
        INSERT INTO articles_search (place, article_id, category_id, packed)
        VALUES (%s, %s, %s, %s)
        ON CONFLICT (article_id) DO UPDATE
        SET place = excluded.place, category_id = excluded.category_id, packed = excluded.packed
        WHERE (place, category_id, packed)
        IS NOT (excluded.place, excluded.category_id, excluded.packed)
    """
    _teach()
    with connection.cursor() as cursor:
        # In the order of their keys FTS5 gathers them; at every step back it writes a piece.
        cursor.executemany(sql, sorted(rows))


def erase(pk: int) -> None:
    """Forget an article (1 query)."""
    _teach()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE article_id = %s", [pk])


def merge() -> None:
    """Make one piece of each table, which is searched soonest; a transaction for every few pages.

    To be called outside of a transaction, as `VACUUM` is, though nothing breaks inside one.
    """
    for table in TABLES:
        pages = -MERGED_AT_ONCE  # negative once: the rest goes on with what that began
        while _changes_of_merging(table, pages) > 1:
            pages = MERGED_AT_ONCE


def candidates(public: QuerySet, asked: Forms) -> list[Candidate]:
    """Of the `public` articles the newest that hold all words, in each form (1 query).

    Whatever a form finds the more forgiving ones find too: they are not asked once it has found
    more than are ranked.
    """
    scope = scope_of(public)
    allowed, params = public.order_by().values_list("pk").query.sql_with_params()
    params = [*params]
    parts, listed, enough = [], [], "1"
    known = "0"
    for tier, form in zip(Tier, asked, strict=True):
        if tier == Tier.CANONICAL and asked.have_one_placement:
            continue
        for name, standing, table, fields in (
            (f"hits_{tier}", Standing.APART, "articles_search_words", FIELDS),
            (f"titles_{tier}", Standing.APART_IN_TITLE, "articles_search_titles", FIELDS[:1]),
        ):
            parts.append(f"""
                {name} (place) AS MATERIALIZED (
                    SELECT rowid FROM {table} WHERE {table} MATCH %s
                    AND rowid BETWEEN {_bounds(scope)}
                    AND ({known} OR {_is_allowed(table, scope)})
                    ORDER BY rowid DESC LIMIT {MOST_HITS + 1} * ({enough})
                )""")  # noqa: S608
            params.append(_within(scope, _all_words(tier, fields, form)))
            listed.append(f"SELECT {tier}, {standing}, place, place & {ID_MASK} FROM {name}")  # noqa: S608
            if standing == Standing.APART:
                known = f"{known} OR rowid IN hits_{tier}"
        enough = f"{enough} AND (SELECT count(*) FROM hits_{tier}) <= {MOST_HITS}"  # noqa: S608
    sql = f"""
        WITH public (id) AS NOT MATERIALIZED ({allowed}),
        few (id) AS MATERIALIZED (SELECT id FROM public LIMIT {NARROW + 1}),
        narrow (holds) AS MATERIALIZED (SELECT count(*) <= {NARROW} FROM few),
        {", ".join(parts)}
        {" UNION ALL ".join(listed)}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(map(Candidate._make, cursor))


def findings(public: QuerySet, asked: Forms, found: Iterable[Candidate]) -> list[Finding]:
    """Where in the candidates the words stand (1 query)."""
    scope = scope_of(public)
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
            params += [_within(scope, match), json.dumps(near)]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return list(map(Finding._make, cursor))


def _teach() -> None:
    """The triggers ask for the texts by a function, which each connection must have."""
    connection.ensure_connection()
    connection.connection.create_function("articles_search_text", 2, _text, deterministic=True)


def _text(packed: bytes, column: int) -> str:
    return _texts(packed)[column]


@lru_cache(maxsize=2)
def _texts(packed: bytes) -> list[str]:
    """What is indexed of an article, in the order of COLUMNS."""
    fields = [forms_of(exact) for exact in zlib.decompress(packed).decode().split("\n")]
    canonical = [field.canonical if field.canonical != field.exact else "" for field in fields]
    return [*(field.exact for field in fields), *canonical, *(field.folded for field in fields)]


def _changes_of_merging(table: str, pages: int) -> int:
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608
        return connection.connection.total_changes - before


def _second(moment: datetime.datetime | None) -> int:
    return min(max(0, int(moment.timestamp())), LAST_SECOND) if moment else 0


def _place(second: int, pk: int) -> int:
    return second << ID_BITS | pk


def _bounds(scope: Scope) -> str:
    last = _second(scope.last) if scope.last else LAST_SECOND
    return f"{_place(_second(scope.first), 0)} AND {_place(last, ID_MASK)}"


def _is_allowed(table: str, scope: Scope) -> str:
    checked = f"EXISTS (SELECT 1 FROM public WHERE id = {table}.rowid & {ID_MASK})"  # noqa: S608
    if scope.is_nearly_all:
        return checked
    looked_up = f"{table}.rowid & {ID_MASK} IN (SELECT id FROM few)"  # noqa: S608
    return f"CASE WHEN (SELECT holds FROM narrow) THEN {looked_up} ELSE {checked} END"  # noqa: S608


def _within(scope: Scope, match: str) -> str:
    return f'category : "{_CATEGORY}{scope.category}" AND {match}' if scope.category else match


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
