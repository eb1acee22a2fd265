"""What the index on SQLite holds: the words of its articles, and those that stand in any."""

import json
import sys
from collections.abc import Iterable

from django.db import connection

from articles.search.documents import Document, unpacked
from articles.search.sqlite_index import VOCABULARY

MOST_ENDINGS = 32  # words with which one that is cut may go on


def documents(pks: Iterable[int]) -> dict[int, Document]:
    """The words of some articles, by their keys (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id, packed FROM articles_search"
            " WHERE article_id IN (SELECT value FROM json_each(%s))",
            [json.dumps(list(pks))],
        )
        return {pk: unpacked(words) for pk, words in cursor.fetchall()}


def newest_documents(number: int) -> list[Document]:
    """So many at most (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT packed FROM articles_search ORDER BY place DESC LIMIT %s", [number])
        return [unpacked(words) for (words,) in cursor.fetchall()]


def number_of_articles() -> int:
    """1 query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search")
        return int(cursor.fetchone()[0])


def known_words(words: Iterable[str]) -> set[str]:
    """Those of these bare words that stand in any article (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word FROM {VOCABULARY} WHERE word IN (SELECT value FROM json_each(%s))",  # noqa: S608
            [json.dumps(list(words))],
        )
        return {word for (word,) in cursor.fetchall()}


def words_that_begin(bare: str) -> list[str]:
    """Longer bare words that stand in any article (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word FROM {VOCABULARY} WHERE word > %s AND word < %s LIMIT {MOST_ENDINGS}",  # noqa: S608
            [bare, bare + chr(sys.maxunicode)],
        )
        return [word for (word,) in cursor.fetchall()]
