"""Articles that hold a query's words apart, or most of them: the order of those, by how many of the
query's neighbouring pairs stand together in each, weighted by how rare these are."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from articles.search.asking import MOST_HITS, Ask, Found, Query, folded
from articles.search.documents import Document
from articles.search.placing import Placing
from articles.search.ranking import Ranked

MOST_NEAR = 10
# How much an article must have of the weight of those pairs that stand anywhere, to be called near.
LEAST_SHARE = 0.4


class Close(NamedTuple):
    """Primary keys, the best first: of those that hold all words, and of those that hold most."""

    every_word: list[int]
    most_words: list[int]


def cuts(query: Query) -> list[Ask]:
    """Where a query is cut in two of which both halves stand as they are."""
    words = query.folded
    return [
        folded([" ".join(words[:place])], [" ".join(words[place:])])
        for place in range(1, len(words))
        if len(words) > 2
    ]


def cuts_in(placing: Placing, documents: Mapping[int, Document]) -> list[Found]:
    """What `cuts` finds among these articles, by their keys."""
    return [
        Found(number, None, pk)
        for pk, document in documents.items()
        for number in placing.cuts(document)
    ]


def by_cuts(every_word: Ranked, found: Sequence[Found]) -> list[int]:
    """What was found where the query is cut in two comes first, then the rest of `every_word`."""
    score, newest = _scores(found, MOST_HITS)
    order = {pk: place for place, pk in enumerate(every_word.pks)}
    late = sorted(score.keys() - order.keys(), key=lambda pk: (newest[pk], pk), reverse=True)
    order |= {pk: len(every_word.pks) + place for place, pk in enumerate(late)}
    return sorted(order, key=lambda pk: (-score[pk], order[pk]))


def pairs(query: Query) -> list[Ask]:
    """The query's neighbouring pairs."""
    return [folded([" ".join(pair)]) for pair in pairwise(query.folded)]


def by_pairs(every_word: Ranked, found: Sequence[Found]) -> Close:
    """Of what `pairs` found."""
    score, newest = _scores(found, MOST_HITS)
    order = {pk: place for place, pk in enumerate(every_word.pks)}
    ranked = sorted(order, key=lambda pk: (-score[pk], order[pk]))
    if len(ranked) >= MOST_NEAR or not score:
        return Close(ranked, [])
    sizes = Counter(each.number for each in found)
    least = LEAST_SHARE * sum(_weight(size, MOST_HITS) for size in sizes.values())
    near = [pk for pk in score if pk not in order and score[pk] >= least]
    near.sort(key=lambda pk: (score[pk], newest[pk], pk), reverse=True)
    return Close(ranked, near[: MOST_NEAR - len(ranked)])


def all_but_one(query: Query) -> list[Ask]:
    """A word without which all others are there, anywhere."""
    words = list(dict.fromkeys(query.folded))
    return [
        folded(*([word] for word in others), most=MOST_NEAR)
        for others in combinations(words, len(words) - 1)
        if others
    ]


def nearest(found: Sequence[Found]) -> list[int]:
    """What most of those questions found, the newest first."""
    score, newest = _scores(found, MOST_NEAR)
    return sorted(score, key=lambda pk: (score[pk], newest[pk], pk), reverse=True)[:MOST_NEAR]


def _scores(found: Sequence[Found], most: int) -> tuple[Counter[int], dict[int, Any]]:
    """What each article is worth by the questions that found it: the rarer an answer, the more."""
    sizes = Counter(each.number for each in found)
    weights = {number: _weight(size, most) for number, size in sizes.items()}
    score: Counter[int] = Counter()
    newest = {}
    for number, moment, pk in found:
        score[pk] += weights[number]
        newest[pk] = moment
    return score, newest


def _weight(size: int, most: int) -> int:
    return round(1_000 * math.log(1 + most / (1 + size)))
