"""The index on PostgreSQL, asked. What stands where is told in postgresql_index.py."""

import time
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db import OperationalError, connection
from django.db.models import QuerySet

from articles.search.asking import Ask, Found, Phrase
from articles.search.documents import FIELDS, HEADS, forms_of
from articles.search.postgresql_index import WEIGHTS, array, pair_number, quoted

Answer = tuple[Any, int]  # the moment of publication, the key
QUERY_CANCELED = "57014"  # SQLSTATE
# How long a statement may be waited for, in terms of the processor time that it may take: the
# server's limit counts what it waits on a busy machine too, and the worker has other threads.
WAITING = 10


class Asker:
    """Puts the questions of one search, within WAITING times so many seconds; of a question that
    was cut off nothing is known.

    Inside a transaction, an editor's, they may take any time: a statement that is cut off would
    take the transaction with it.
    """

    def __init__(self, public: QuerySet[Any], seconds: float) -> None:
        self._public = public
        self._left = seconds * WAITING
        self._spared = 0.0
        self._found: dict[Ask, list[Answer] | None] = {}

    def allow(self, share: float) -> None:
        """From now on so much of the time that is left by now may be used."""
        self._spared = self._left * (1 - share)

    @property
    def is_cut(self) -> bool:
        """Whether some question was not asked to its end."""
        return None in self._found.values()

    def is_whole(self, ask: Ask) -> bool:
        """Whether a question that was put was asked to its end."""
        return self._found[ask] is not None

    def answers(self, asks: Sequence[Ask]) -> list[Found]:
        """Of the public articles the newest that each question finds (1 query, none where all were
        asked before; 2 where both titles and bodies are asked and there is a limit)."""
        new = [ask for ask in dict.fromkeys(asks) if ask not in self._found]
        if connection.in_atomic_block:
            self._ask(new)
        else:
            self._ask([ask for ask in new if _is_of_heads(ask)])
            self._ask([ask for ask in new if not _is_of_heads(ask)])
        return [
            Found(number, newest, pk)
            for number, ask in enumerate(asks)
            for newest, pk in self._found[ask] or []
        ]

    def _ask(self, asks: Sequence[Ask]) -> None:
        asks = [ask for ask in asks if not self._is_needless(ask)]
        self._found |= dict.fromkeys(asks)
        if not asks or self._left <= self._spared:
            return
        sql, params = self._statement(asks)
        began = time.monotonic()
        rows = _fetched(sql, params, self._left - self._spared)
        self._left -= time.monotonic() - began
        if rows is not None:
            answers: list[list[Answer]] = [[] for _ in asks]
            for number, newest, pk in rows:
                answers[number].append((newest, pk))
            self._found |= dict(zip(asks, answers, strict=True))

    def _is_needless(self, ask: Ask) -> bool:
        """Whether one that finds all that it finds has found nothing; then it is answered."""
        if ask.within and self._found.get(ask.within) == []:
            self._found[ask] = []
            return True
        return False

    def _statement(self, asks: Sequence[Ask]) -> tuple[str, list[Any]]:
        allowed, allowed_params = self._allowed
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
        return sql, params

    @cached_property
    def _allowed(self) -> tuple[str, tuple[Any, ...]]:
        """The keys and moments of all that may be shown, as SQL."""
        allowed = self._public.order_by().values_list("pk", "published_from")
        return allowed.query.sql_with_params()


def _fetched(sql: str, params: list[Any], seconds: float) -> list[Any] | None:
    """What a statement finds; None where it would have taken longer."""
    limit = f"SET LOCAL statement_timeout = {max(1, round(seconds * 1000))}; "
    with connection.cursor() as cursor:
        try:
            # Both in one message are one transaction, at whose end the limit is gone.
            cursor.execute(sql if connection.in_atomic_block else limit + sql, params)
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) != QUERY_CANCELED:
                raise
            return None
        return list(cursor)


def _is_of_heads(ask: Ask) -> bool:
    return set(ask.fields) <= set(HEADS)


def _condition(ask: Ask) -> tuple[str, list[Any]]:
    form = "folded" if ask.is_folded else "exact"
    query = _query(ask, ask.fields)
    if _is_of_heads(ask):
        return f"{form}_heads @@ %s::tsquery", [query]
    if pairs := _pairs_of(ask):
        has_pairs = " AND ".join(
            f"({' OR '.join(['pairs @> %s::int[]'] * len(spelled))})" for spelled in pairs
        )
        params = [array(each) for spelled in pairs for each in spelled]
        if ask.is_folded and ask.fields == FIELDS and _are_pairs_alone(ask):
            return has_pairs, params
        # As a function, so that no other index is asked than that of the pairs.
        return f"{has_pairs} AND ts_match_vq({form}, %s::tsquery)", [*params, query]
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


def _pairs_of(ask: Ask) -> list[list[list[int]]]:
    """For each group of phrases the pairs of each, of which every article that answers it has those
    of one; of all groups that have but one phrase, together, those of all."""
    of_all: list[int] = []
    of_one: list[list[list[int]]] = []
    for group in ask.groups:
        bare = {(forms_of(phrase.words).folded, phrase.is_cut) for phrase in group}
        spelled = [
            list(map(pair_number, pairwise(words.split(" ")[: -1 if is_cut else None])))
            for words, is_cut in sorted(bare)
        ]
        if len(spelled) == 1:
            of_all += spelled[0]
        elif all(spelled):
            of_one.append(spelled)
    return [[of_all], *of_one] if of_all else of_one


def _are_pairs_alone(ask: Ask) -> bool:
    return all(
        len(group) == 1 and group[0].words.count(" ") == 1 and not group[0].is_cut
        for group in ask.groups
    )


def _query(ask: Ask, fields: Sequence[str]) -> str:
    weights = "" if fields == FIELDS else "".join(WEIGHTS[field] for field in fields)
    groups = (" | ".join(_phrase(phrase, weights) for phrase in group) for group in ask.groups)
    return " & ".join(f"({group})" for group in groups)


def _phrase(phrase: Phrase, weights: str) -> str:
    suffixes = [weights] * phrase.words.count(" ") + ["*" * phrase.is_cut + weights]
    words = zip(phrase.words.split(" "), suffixes, strict=True)
    return "(" + " <-> ".join(f"{quoted(w)}:{s}" if s else quoted(w) for w, s in words) + ")"
