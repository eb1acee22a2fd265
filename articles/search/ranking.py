"""The order of hits: what is known of each, and how that becomes one list.

First whether the words stand together as asked, then the tier (exact marks, other tone place, i for
y, folded), then title above lead above body above captions, then the newest.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from articles.search.asking import Place, Rank, Tier


class Ranked(NamedTuple):
    """Primary keys, the best hit first; those that hold the phrase lead, and after them those that
    hold it with its last word as the beginning of one. `in_title` says whether some title holds all
    of its words otherwise."""

    pks: list[int]
    phrases: int
    cut_phrases: int
    in_title: bool


class RankedHit(NamedTuple):
    """What an article is worth by one answer, with what sorts as its moment does, and its key."""

    rank: Rank
    newest: Any
    pk: int


def ranked(found: Iterable[RankedHit]) -> Ranked:
    best: dict[int, Rank] = {}
    newest_of: dict[int, Any] = {}
    for rank, newest, pk in found:
        known = best.get(pk)
        newest_of[pk] = newest
        if known and known.are_apart and rank.are_apart:
            # Where the words stand is asked in the bare form alone.
            tier, place = min(known.tier, rank.tier), min(known.place, rank.place)
            rank = Rank(True, tier, place)
        if not known or rank < known:
            best[pk] = rank
    pks = sorted(newest_of, key=lambda pk: (newest_of[pk], pk), reverse=True)
    pks.sort(key=best.__getitem__)
    together = [rank.tier for rank in best.values() if not rank.are_apart]
    cut = together.count(Tier.CUT)
    in_title = any(rank.are_apart and rank.place == Place.TITLE for rank in best.values())
    return Ranked(pks, len(together) - cut, cut, in_title)
