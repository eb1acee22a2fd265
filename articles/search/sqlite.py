"""The index on SQLite, asked. What stands where is told in sqlite_index.py."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cached_property
from typing import Any, NamedTuple

from django.db import OperationalError, connection
from django.db.models import QuerySet

from articles.search.asking import Ask, Found, Phrase
from articles.search.documents import HEADS, Document, unpacked
from articles.search.placing import holds
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
    "Asker",
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
# So many articles are sooner read than walked through once more.
FEW = 24
# Steps of SQLite's machine between two looks at the clock: a millisecond or two inside FTS5, which
# takes a few steps for each page of its index.
STEPS = 100


# Each of them may be a page of its own, to be read from the disk.
CHECKED_AT_ONCE = 250


class Clock:
    """Seconds of processor time of this thread, since it was made. As many cannot have been used
    before as many have passed: till then the clock is asked that costs less."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._passed_at = time.perf_counter()
        self._used_at = time.thread_time()

    def is_past(self, limit: float) -> bool:
        """Whether more than that was used."""
        if time.perf_counter() - self._passed_at <= limit:
            return False
        return time.thread_time() - self._used_at > limit

    def ends(self, share: float) -> Callable[[], bool]:
        """Whether so much of what is left by now has been used."""
        used = time.perf_counter() - self._passed_at
        if used > self.seconds:
            used = time.thread_time() - self._used_at
        limit = used + (self.seconds - used) * share
        return lambda: self.is_past(limit)


class Walk(NamedTuple):
    """The keys of what a question found, the newest first, and whether it was asked to its end."""

    places: list[int]
    is_whole: bool


class Asker:
    """Puts the questions of one search, within so many seconds of processor time.

    FTS5 walks through all articles that have a question's words, and no bound of keys ends a walk
    that finds nothing: the clock does. What it has found by then are the newest.
    """

    def __init__(self, public: QuerySet[Any], seconds: float) -> None:
        self._public = public
        self._clock = Clock(seconds)
        self._walks: dict[Ask, Walk] = {}
        self._hidden: dict[int, bool] = {}
        self._has_unchecked = False
        self._documents: dict[int, Document] = {}

    @property
    def is_cut(self) -> bool:
        """Whether some question was not asked to its end."""
        return self._has_unchecked or not all(walk.is_whole for walk in self._walks.values())

    def is_whole(self, ask: Ask) -> bool:
        """Whether a question that was put was asked to its end."""
        return self._walks[ask].is_whole

    def answers(self, asks: Sequence[Ask]) -> list[Found]:
        """Of the public articles the newest that each question finds: 1 query for each 250 of them,
        besides a walk through the index for each question; one more for a choice of articles that
        is neither a category nor days."""
        walks = [self._walk(ask) for ask in asks]
        self._check([place for walk in walks for place in walk.places])
        return [
            Found(number, place, place & ID_MASK)
            for number, walk in enumerate(walks)
            for place in walk.places
            if not self._hidden.get(place, True)
        ]

    def _walk(self, ask: Ask) -> Walk:
        if ask not in self._walks:
            self._walks[ask] = self._walked(ask)
        return self._walks[ask]

    def _walked(self, ask: Ask) -> Walk:
        first, last = self._bounds
        if ask.within and (wider := self._walk(ask.within)).is_whole:
            if len(wider.places) <= min(FEW, ask.within.most):
                return Walk(self._among(wider.places, ask), is_whole=True)
            if len(wider.places) <= ask.within.most:
                first, last = max(first, wider.places[-1]), min(last, wider.places[0])
        if self._clock.is_past(self._clock.seconds):
            return Walk([], is_whole=False)
        table = "words" if set(ask.fields) - set(HEADS) else "heads"
        checked, its_params = self._choice
        sql = f"""
            SELECT rowid FROM articles_search_{table} AS found
            WHERE articles_search_{table} MATCH %s AND rowid BETWEEN %s AND %s{checked}
            ORDER BY rowid DESC LIMIT %s
        """  # noqa: S608
        params = [_within(self._scope, _match(ask)), first, last, *its_params, ask.most + 1]
        places: list[int] = []
        return Walk(places, _read(sql, params, places, self._clock.ends(ask.share)))

    def _among(self, places: list[int], ask: Ask) -> list[int]:
        """Those of a few places that answer, told by their words."""
        if new := {place & ID_MASK for place in places} - self._documents.keys():
            self._documents |= documents(new)
        of = self._documents
        return [place for place in places if (pk := place & ID_MASK) in of and holds(of[pk], ask)]

    def _check(self, places: Iterable[int]) -> None:
        """Which of these places are hidden. Of those for which there is no time nothing is shown,
        but of the first ones, which are the newest."""
        new = list(dict.fromkeys(place for place in places if place not in self._hidden))
        for start in range(0, len(new), CHECKED_AT_ONCE):
            if start and self._clock.is_past(self._clock.seconds):
                self._has_unchecked = True
                return
            self._look_up(new[start : start + CHECKED_AT_ONCE])

    def _look_up(self, places: list[int]) -> None:
        allowed, params = self._allowed
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH public (id) AS NOT MATERIALIZED ({allowed})"  # noqa: S608
                f" SELECT value, NOT EXISTS (SELECT 1 FROM public WHERE id = value & {ID_MASK})"
                " FROM json_each(%s)",
                [*params, json.dumps(places)],
            )
            self._hidden.update(cursor.fetchall())

    @cached_property
    def _scope(self) -> Scope:
        return scope_of(self._public)

    @cached_property
    def _allowed(self) -> tuple[str, tuple[Any, ...]]:
        """The keys of all that may be shown, as SQL."""
        return self._public.order_by().values_list("pk").query.sql_with_params()

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        """The first and the last key of the scope."""
        last = second_of(self._scope.last) if self._scope.last else LAST_SECOND
        return place_of(second_of(self._scope.first), 0), place_of(last, ID_MASK)

    @cached_property
    def _choice(self) -> tuple[str, list[Any]]:
        """A condition, where many that lie within the scope may not be shown: else it is enough to
        leave these out of what was found."""
        if self._scope.is_nearly_all:
            return "", []
        narrow = list(self._public.order_by().values_list("pk", flat=True)[: NARROW + 1])
        if len(narrow) <= NARROW:
            listed = "SELECT value FROM json_each(%s)"
            return f" AND rowid & {ID_MASK} IN ({listed})", [json.dumps(narrow)]
        allowed, params = self._allowed
        public = f"WITH public (id) AS NOT MATERIALIZED ({allowed}) SELECT 1 FROM public"  # noqa: S608
        return f" AND EXISTS ({public} WHERE id = rowid & {ID_MASK})", [*params]


def _read(sql: str, params: list[Any], places: list[int], is_late: Callable[[], bool]) -> bool:
    """Adds the keys that a statement finds; whether it came to its end before it was late."""
    connection.ensure_connection()
    database = connection.connection
    database.set_progress_handler(is_late, STEPS)
    try:
        with connection.wrap_database_errors, closing(connection.create_cursor()) as cursor:
            cursor.execute(sql, params)
            places.extend(place for (place,) in cursor)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:
            raise
        return False
    finally:
        database.set_progress_handler(None, STEPS)
    return True


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
