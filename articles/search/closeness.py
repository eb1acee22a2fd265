"""Articles that hold a query's words apart, or most of them: the order of those, by how many of the
query's neighbouring pairs stand together in each, weighted by how rare these are."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from articles.search.asking import MOST_HITS, Ask, Found, Query, folded
from articles.search.ranking import Ranked

# Of a pair that more articles hold only the newest count; it says little about any of them.
MOST_OF_PAIR = 3 * MOST_HITS
# Longer queries are not cut in two everywhere.
MOST_CUTS = 8
MOST_NEAR = 10
# How much of the query's weight an article must have to be called near.
LEAST_SHARE = 0.4


class Close(NamedTuple):
    """Primary keys, the best first: of those that hold all words, and of those that hold most."""

    every_word: list[int]
    most_words: list[int]


def closeness_asks(query: Query) -> Iterator[tuple[str, int, Ask]]:
    """Questions with what they are about: a pair's place in the query; where a query is cut in two
    of which both halves stand as they are; a word without which all others are there."""
    words = query.folded
    for place, pair in enumerate(pairwise(words)):
        yield "pair", place, folded([" ".join(pair)], most=MOST_OF_PAIR)
    if len(words) > 2:
        for place in range(1, len(words))[:MOST_CUTS]:
            halves = [" ".join(words[:place])], [" ".join(words[place:])]
            yield "cut", place - 1, folded(*halves)
    if len(set(words)) > 1:
        for place, others in enumerate(combinations(dict.fromkeys(words), len(set(words)) - 1)):
            yield "without", place, folded(*([word] for word in others), most=MOST_NEAR)


def close(
    query: Query,
    every_word: Ranked,
    about: list[tuple[str, int, Ask]],
    found: Iterable[Found],
) -> Close:
    """`every_word` is what holds all words, as far as was looked for it."""
    pairs: list[set[int]] = [set() for _ in query.folded[1:]]
    listed = dict.fromkeys(every_word.pks)
    without: dict[int, None] = {}
    newest = {}
    for number, moment, pk in found:
        newest[pk] = moment
        kind, place, _ = about[number]
        if kind == "pair":
            pairs[place].add(pk)
        elif kind == "cut":
            listed.setdefault(pk)
            for other, having in enumerate(pairs):
                if other != place:
                    having.add(pk)
        else:
            without.setdefault(pk)
    weights = [round(1_000 * math.log(1 + MOST_OF_PAIR / (1 + len(having)))) for having in pairs]
    score: Counter[int] = Counter()
    for weight, having in zip(weights, pairs, strict=True):
        for pk in having:
            score[pk] += weight
    order = {pk: place for place, pk in enumerate(every_word.pks)}
    at_the_end = len(order)
    late = sorted(listed.keys() - order.keys(), key=lambda pk: (newest[pk], pk), reverse=True)
    order |= {pk: at_the_end + place for place, pk in enumerate(late)}
    ranked = sorted(order, key=lambda pk: (-score[pk], order[pk]))
    least = LEAST_SHARE * sum(weights)
    near = [pk for pk in newest if pk not in listed and (score[pk] >= least or pk in without)]
    near.sort(key=lambda pk: (newest[pk], pk), reverse=True)
    near.sort(key=lambda pk: -score[pk])
    return Close(ranked, near[: max(0, MOST_NEAR - len(ranked))])
