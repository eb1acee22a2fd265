"""The index on SQLite, asked. What stands where is told in sqlite_index.py."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cached_property
from typing import Any, NamedTuple

from django.db import OperationalError, connection
from django.db.models import QuerySet

from articles.search import sqlite_contents
from articles.search.asking import Ask, Found, Phrase
from articles.search.documents import HEADS
from articles.search.frequencies import frequencies
from articles.search.narrowing import FEW, finds, narrower, needed_words
from articles.search.placing import Texts, holds, texts_of
from articles.search.processor_time import ProcessorTime
from articles.search.scope import Scope, scope_of
from articles.search.sqlite_contents import documents, words_that_begin
from articles.search.sqlite_index import (
    ID_MASK,
    LAST_SECOND,
    LONGEST_BEGINNING,
    category_word,
    folded_words,
    place_of,
    second_of,
)

# Walking backwards, FTS5 of SQLite 3.40 (Debian 12) may pass over articles that it finds walking
# forwards: 25 of the 57 with one phrase, in an index of 12,000. Releases from 3.42 on are taken not
# to. A short walk goes forwards; a longer one that came to its end is done once more, forwards.
LOSES_ROWS_BACKWARDS = sqlite3.sqlite_version_info < (3, 42)
SHORT = 100_000  # places in the index, of all its words; some milliseconds
# A choice of articles that is neither a category nor days is looked up first, up to this size; a
# wider one is checked hit by hit.
NARROW = 10_000
# Steps of SQLite's machine between two looks at the clock: a millisecond or two inside FTS5, which
# takes a few steps for each page of its index.
STEPS = 100
# Each of them may be a page of its own, to be read from the disk.
CHECKED_AT_ONCE = 250
MOST_TIMES_FEW = 4


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
        self._sampled = frequencies(sqlite_contents)
        self._time = ProcessorTime(seconds)
        self._walks: dict[Ask, Walk] = {}
        self._tried: dict[Ask, Walk] = {}  # of narrower questions
        self._hidden: dict[int, bool] = {}
        self._has_unchecked = False
        self._texts: dict[int, Texts] = {}

    def allow(self, share: float) -> None:
        """From now on so much of the time that is left by now may be used."""
        self._time.allow(share)

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
        wider = self._walk(ask.within) if ask.within else None
        if ask.within and wider and wider.is_whole:
            if len(wider.places) <= min(_sooner_read(ask), ask.within.most):
                return Walk(self._among(wider.places, ask), is_whole=True)
            if len(wider.places) <= ask.within.most:
                first, last = max(first, wider.places[-1]), min(last, wider.places[0])
        elif ask.within and wider and _takes_the_same_way(ask, ask.within):
            if not wider.places:
                return wider
            first = max(first, wider.places[-1])
        if (few := self._few_that_may(ask)) is not None:
            return Walk(self._among(few, ask), is_whole=True)
        return self._walked_through(ask, first, last)

    def _walked_through(self, ask: Ask, first: int, last: int) -> Walk:
        if self._time.is_over:
            return Walk([], is_whole=False)
        table = _table_of(ask)
        checked, its_params = self._choice
        sql = f"""
            SELECT rowid FROM articles_search_{table} AS found
            WHERE articles_search_{table} MATCH %s AND rowid BETWEEN %s AND %s{checked}
            ORDER BY rowid
        """  # noqa: S608
        params = [_within(self._scope, _match(ask)), first, last, *its_params]
        newest: list[int] = []
        is_late = self._time.ends(ask.share)
        if LOSES_ROWS_BACKWARDS and self._is_short(ask):
            is_whole = _read(f"{sql} LIMIT {ask.most + 1}", params, newest, is_late)
            newest.reverse()
            if not is_whole or len(newest) <= ask.most:
                return Walk(newest, is_whole)
            newest = []
        is_whole = _read(f"{sql} DESC LIMIT {ask.most + 1}", params, newest, is_late)
        if LOSES_ROWS_BACKWARDS and is_whole and len(newest) <= ask.most:
            oldest: list[int] = []
            if _read(sql, params, oldest, is_late):
                newest = oldest[: -ask.most - 2 : -1]
        return Walk(newest, is_whole)

    def _is_short(self, ask: Ask) -> bool:
        """Whether a walk meets few places, and finds no more than it may, as far as a sample of the
        archive tells."""
        if not self._sampled:
            return True
        known = self._sampled.anywhere
        return known.places(needed_words(ask)) <= SHORT and finds(ask, known) <= ask.most

    def _few_that_may(self, ask: Ask) -> list[int] | None:
        """A few places, all that answer among them, where they are found sooner than the answers
        themselves."""
        for other in narrower(ask, self._sampled) if self._sampled else []:
            if other not in self._tried:
                self._tried[other] = self._walked_through(other, *self._bounds)
            walk = self._tried[other]
            if walk.is_whole and len(walk.places) <= FEW:
                return walk.places
        return None

    def _among(self, places: list[int], ask: Ask) -> list[int]:
        """Those of a few places that answer, told by their words."""
        if new := {place & ID_MASK for place in places} - self._texts.keys():
            self._texts |= {pk: texts_of(document) for pk, document in documents(new).items()}
        of = self._texts
        return [place for place in places if (pk := place & ID_MASK) in of and holds(of[pk], ask)]

    def _check(self, places: Iterable[int]) -> None:
        """Which of these places are hidden. Of those for which there is no time nothing is shown,
        but of the first ones, which are the newest."""
        new = list(dict.fromkeys(place for place in places if place not in self._hidden))
        for start in range(0, len(new), CHECKED_AT_ONCE):
            if start and self._time.is_over:
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


def _table_of(ask: Ask) -> str:
    return "words" if set(ask.fields) - set(HEADS) else "heads"


def _sooner_read(ask: Ask) -> int:
    """So many articles are sooner read than asked about: FTS5 walks once for every spelling."""
    return FEW * min(MOST_TIMES_FEW, max(map(len, ask.groups)))


def _takes_the_same_way(ask: Ask, wider: Ask) -> bool:
    """Whether it meets the same articles one after another, and was cut off where that was."""
    return ask.groups == wider.groups and _table_of(ask) == _table_of(wider)


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
    """An FTS5 string: inside its quotes nothing is an operator. Of a last word that is cut FTS5
    knows short beginnings; of a longer one it would put together all articles that have a word
    which begins so, so that these words are asked for one by one."""
    words = folded_words(phrase.words) if ask.is_folded else phrase.words
    last = phrase.words.rpartition(" ")[2]
    if phrase.is_cut and ask.is_folded and len(folded_words(last)) > LONGEST_BEGINNING:
        before = words.removesuffix(last)
        return " OR ".join(_string(before + word) for word in [last, *words_that_begin(last)])
    return f"{_string(words)} *" if phrase.is_cut else _string(words)


def _string(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
