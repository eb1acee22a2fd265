"""The order of hits: what the databases report of each, and how that becomes one list.

First the tier (exact marks, other tone placement, folded), then whether the words stand together
as asked, then title above lead above body, then the newest.
"""

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from typing import Any, NamedTuple

# So many hits are counted and ranked. Past them only the newest of each tier are looked at, and
# every title: a word that stands in all articles ranks none of them.
MOST_HITS = 1_000


class Tier(IntEnum):
    EXACT = 0
    CANONICAL = 1
    FOLDED = 2


class Proximity(IntEnum):
    """Where the words of the query stand, the best first."""

    TOGETHER_IN_TITLE = 0
    TOGETHER_IN_LEAD = 1
    TOGETHER_IN_BODY = 2
    APART_IN_TITLE = 3
    APART_IN_LEAD = 4
    APART = 5


class Candidate(NamedTuple):
    """An article that holds all words in the form of this tier."""

    tier: int
    proximity: int
    newest: Any  # sorts as the moment of publication does
    pk: int


class Refinement(NamedTuple):
    """A closer look at a candidate: in this tier's form its words stand so."""

    tier: int
    proximity: int
    pk: int


def count(candidates: Iterable[Candidate]) -> int:
    """How many articles hold all words in some form; more than MOST_HITS means no more."""
    return len({hit.pk for hit in candidates if hit.proximity == Proximity.APART})


def worth_refining(candidates: list[Candidate], page: slice) -> list[Candidate]:
    """The candidates whose standing decides what is on that page: those listed in their best
    tier, and of the tiers only those that the page shows."""
    tier_of = _tiers(candidates)
    start, shown = 0, set()
    for tier, articles in sorted(Counter(tier_of.values()).items()):
        if start < page.stop and page.start < start + articles:
            shown.add(tier)
        start += articles
    return [hit for hit in candidates if hit.tier in shown and hit.tier == tier_of[hit.pk]]


def ranked(candidates: list[Candidate], refinements: Iterable[Refinement]) -> list[int]:
    """Primary keys, the best hit first; what is found in a worse tier than the best is ignored."""
    tier_of = _tiers(candidates)
    proximity_of = dict.fromkeys(tier_of, int(Proximity.APART))
    for tier, proximity, _, pk in candidates:
        if tier == tier_of[pk] and proximity < proximity_of[pk]:
            proximity_of[pk] = proximity
    for tier, proximity, pk in refinements:
        if tier == tier_of.get(pk) and proximity < proximity_of[pk]:
            proximity_of[pk] = proximity
    newest_of = {candidate.pk: candidate.newest for candidate in candidates}
    newest_first = sorted(newest_of, key=lambda pk: (newest_of[pk], pk), reverse=True)
    return sorted(newest_first, key=lambda pk: (tier_of[pk], proximity_of[pk]))


def _tiers(candidates: Iterable[Candidate]) -> dict[int, int]:
    """The best tier of each article, by primary key."""
    best: dict[int, int] = {}
    for tier, _, _, pk in candidates:
        if tier < best.get(pk, len(Tier)):
            best[pk] = tier
    return best
