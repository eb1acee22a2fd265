"""The index on SQLite, written: two FTS5 tables that hold no text of their own.

Their key puts the newest article last, so that FTS5, which can walk only in the order of its keys,
meets the newest hits first and may stop early. What stands outside of bodies is indexed once more
by itself: a look through all titles then costs a tenth. The category is a word among the others, so
that a search in a small one skips the rest of the archive.

The words are kept, packed: FTS5 takes an article out only when told what went in. Each bare word
that ever stood in an article since the index was made stands in articles_search_vocabulary.
"""

import datetime
import json
import threading
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection
from django.db.backends.utils import CursorWrapper

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

# A key is the second of publication, 0 where there is none, then the article's id. What comes
# after the last second that fits, in 2242, counts as that second.
ID_BITS = 30
ID_MASK = (1 << ID_BITS) - 1
LAST_SECOND = (1 << 63 - ID_BITS) - 1

COLUMNS = [f"{form}_{field}" for form in Forms._fields for field in FIELDS]
Row = tuple[int, int, int, bytes]  # place, article, category, its words packed
TABLES = {
    "articles_search_words": COLUMNS,
    "articles_search_heads": [f"{form}_{field}" for form in Forms._fields for field in HEADS],
}
VOCABULARY = "articles_search_vocabulary"


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
# Not OR IGNORE: in a trigger the statement that fired it decides about conflicts.
_IN += f" INSERT INTO {VOCABULARY} SELECT value"
_IN += " FROM json_each(articles_search_vocabulary_of(new.packed))"
_IN += f" WHERE value NOT IN (SELECT word FROM {VOCABULARY});"  # noqa: S608
_OUT = " ".join(_indexing(table, columns, "old", delete=True) for table, columns in TABLES.items())

# A last word may be cut, bare with its dot.
LONGEST_BEGINNING = 4
_PREFIXES = {"articles_search_heads": f", prefix='2 3 {LONGEST_BEGINNING}'"}

# Words are cut here: what is between two spaces is one, be it "1668-qđ/đuk" or "27/5/2020". All
# of ASCII that joins a word is named; to this tokenizer whatever is not ASCII does.
CREATE = [
    "CREATE TABLE articles_search (place INTEGER PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE,"
    " category_id INTEGER NOT NULL, packed BLOB NOT NULL)",
    *(
        f"CREATE VIRTUAL TABLE {table} USING fts5(category, {', '.join(columns)}, content='',"
        f""" columnsize=0{_PREFIXES.get(table, "")}, tokenize="ascii tokenchars '-/.,_'")"""
        for table, columns in TABLES.items()
    ),
    f"CREATE TABLE {VOCABULARY} (word TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TRIGGER articles_search_in AFTER INSERT ON articles_search"
    f" WHEN NOT articles_search_is_filled() BEGIN {_IN} END",
    f"CREATE TRIGGER articles_search_out AFTER DELETE ON articles_search BEGIN {_OUT} END",
    f"CREATE TRIGGER articles_search_new AFTER UPDATE ON articles_search BEGIN {_OUT} {_IN} END",
]
# The third one is of former versions.
DROP = [
    f"DROP TABLE IF EXISTS {table}"
    for table in ["articles_search", *TABLES, "articles_search_titles", VOCABULARY]
]

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


def write(entries: Iterable[IndexEntry]) -> None:
    """Replace what is searched of some articles (1 query). What has not changed costs little."""
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
        cursor.executemany(sql, sorted(map(_row, entries)))


def fill(entries: Iterable[IndexEntry]) -> None:
    """Write articles of which nothing is there yet (5 queries); those that are there stay.

    Past the triggers: at each statement that fires one, FTS5 writes out a piece.
    """
    entries = list(entries)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id FROM articles_search"
            " WHERE article_id IN (SELECT value FROM json_each(%s))",
            [json.dumps([entry.pk for entry in entries])],
        )
        there = {pk for (pk,) in cursor.fetchall()}
        # In the order of their keys FTS5 gathers them; at every step back it writes a piece.
        rows = sorted(_row(entry) for entry in entries if entry.pk not in there)
        _teach(is_filled=True)
        try:
            cursor.executemany("INSERT INTO articles_search VALUES (%s, %s, %s, %s)", rows)
        finally:
            _teach()
        _fill_words(cursor, rows)


def _fill_words(cursor: CursorWrapper, rows: list[Row]) -> None:
    """What the triggers do for a row, table by table."""
    texts = [(row, dict(zip(COLUMNS, _texts(row[3]), strict=True))) for row in rows]
    for table, columns in TABLES.items():
        names = ["rowid", "category", *columns]
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608
            f" VALUES ({', '.join(['%s'] * len(names))})",
            [
                (place, category_word(category_id), *(of_row[name] for name in columns))
                for (place, _, category_id, _), of_row in texts
            ],
        )
    words = sorted({word for row in rows for word in vocabulary_of(unpacked(row[3]))})
    cursor.executemany(f"INSERT OR IGNORE INTO {VOCABULARY} VALUES (%s)", [[w] for w in words])  # noqa: S608


def differing(entries: Iterable[IndexEntry]) -> list[int]:
    """The articles of which something else is there (1 query)."""
    by_pk = {entry.pk: entry for entry in entries}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, article_id, category_id, packed FROM articles_search"
            " WHERE article_id IN (SELECT value FROM json_each(%s))",
            [json.dumps(list(by_pk))],
        )
        stored: list[Row] = cursor.fetchall()
    return [row[1] for row in stored if _unpacked(row) != _unpacked(_row(by_pk[row[1]]))]


def _unpacked(row: Row) -> tuple[int, int, Document]:
    """To compare by: another zlib packs the same words otherwise."""
    place, _, category_id, words = row
    return place, category_id, unpacked(words)


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


def _row(entry: IndexEntry) -> Row:
    place = place_of(second_of(entry.published_from), entry.pk)
    return place, entry.pk, entry.category_id, packed(entry.document)


class _Taught(threading.local):
    """The connection that has the functions, in this thread."""

    connection: object = None
    is_filled = False


_taught = _Taught()


def _teach(is_filled: bool = False) -> None:
    """The triggers ask by functions, which each connection must have. It is given them once: SQLite
    refuses while a statement of the connection is under way."""
    connection.ensure_connection()
    _taught.is_filled = is_filled
    if _taught.connection is not connection.connection:
        create = connection.connection.create_function
        create("articles_search_text", 2, _text, deterministic=True)
        create("articles_search_vocabulary_of", 1, _vocabulary, deterministic=True)
        create("articles_search_is_filled", 0, lambda: _taught.is_filled)
        _taught.connection = connection.connection


def _text(words: bytes, column: int) -> str:
    return _texts(words)[column]


def _vocabulary(words: bytes) -> str:
    return json.dumps(sorted(vocabulary_of(unpacked(words))))


@lru_cache(maxsize=2)
def _texts(words: bytes) -> list[str]:
    """What is indexed of an article, in the order of COLUMNS."""
    fields = [forms_of(exact) for exact in unpacked(words)]
    return [*(field.exact for field in fields), *(folded_words(field.folded) for field in fields)]


def _changes_of_merging(table: str, pages: int) -> int:
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608
        return int(connection.connection.total_changes - before)


def second_of(moment: datetime.datetime | None) -> int:
    """The second of publication, as keys hold it."""
    return min(max(0, int(moment.timestamp())), LAST_SECOND) if moment else 0


def place_of(second: int, pk: int) -> int:
    """The key of an article."""
    return second << ID_BITS | pk


def folded_words(folded: str) -> str:
    """Folded words as they are indexed: never the same as an exact one. Else the search for an
    exact "cua" would walk through every article that has "của"."""
    return f".{folded.replace(' ', ' .')}" if folded else ""


def category_word(category_id: int) -> str:
    return f"{_CATEGORY}{category_id}"
