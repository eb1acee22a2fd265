"""Which index there is: that of the database. Both keep to what is said here."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.models import QuerySet

from articles.search import (
    frequencies,
    postgresql,
    postgresql_index,
    sqlite,
    sqlite_contents,
    sqlite_index,
)
from articles.search.asking import Ask, Found
from articles.search.documents import Document, IndexEntry


class Index(Protocol):
    """How the index is made and written."""

    CREATE: list[str]
    DROP: list[str]
    BEFORE_FILLING: list[str]
    AFTER_FILLING: list[str]

    def write(self, entries: Iterable[IndexEntry]) -> None:
        """Replace what is searched of some articles (1 query)."""

    def fill(self, entries: Iterable[IndexEntry]) -> None:
        """Write articles of which nothing is there yet."""

    def merge(self) -> None:
        """What makes it quick again after it was filled."""

    def erase(self, pk: int) -> None:
        """Forget an article (1 query)."""

    def differing(self, entries: Iterable[IndexEntry]) -> list[int]:
        """The articles of which something else is there (1 query)."""


class Contents(frequencies.Contents, Protocol):
    """What the index holds, by a key or a word."""

    def documents(self, pks: Iterable[int]) -> dict[int, Document]:
        """The words of some articles, by their keys (1 query)."""

    def known_words(self, words: Iterable[str]) -> set[str]:
        """Those of these bare words that stand in any article (1 query)."""


class Asker(Protocol):
    """Puts the questions of one search, within a time."""

    def __init__(self, public: QuerySet[Any], seconds: float) -> None: ...

    @property
    def is_cut(self) -> bool:
        """Whether some question was not asked to its end."""

    def is_whole(self, ask: Ask) -> bool:
        """Whether a question that was put was asked to its end."""

    def allow(self, share: float) -> None:
        """From now on so much of the time that is left by now may be used."""

    def answers(self, asks: Sequence[Ask]) -> list[Found]:
        """Of the public articles the newest that each question finds."""


_INDEXES: dict[str, Index] = {"sqlite": sqlite_index, "postgresql": postgresql_index}
_CONTENTS: dict[str, Contents] = {"sqlite": sqlite_contents, "postgresql": postgresql_index}
_ASKERS: dict[str, type[Asker]] = {"sqlite": sqlite.Asker, "postgresql": postgresql.Asker}


def index() -> Index:
    return _INDEXES[connection.vendor]


def contents() -> Contents:
    return _CONTENTS[connection.vendor]


def asker(public: QuerySet[Any], seconds: float) -> Asker:
    return _ASKERS[connection.vendor](public, seconds)
