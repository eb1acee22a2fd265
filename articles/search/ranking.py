"""The order of hits: what the databases report of each, and how that becomes one list.

First whether the words stand together as asked, then the tier (exact marks, other tone place, i for
y, folded), then title above lead above body above captions, then the newest.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from articles.search.asking import Found, Standing, Tier


class Ranked(NamedTuple):
    """Primary keys, the best hit first; those that hold the phrase lead, and after them those that
    hold it with its last word as the beginning of one."""

    pks: list[int]
    phrases: int
    cut_phrases: int


def ranked(standings: Sequence[Standing], found: Iterable[Found]) -> Ranked:
    """`standings` says what each question's answers are worth."""
    best: dict[int, Standing] = {}
    newest_of: dict[int, Any] = {}
    for number, newest, pk in found:
        standing, known = standings[number], best.get(pk)
        newest_of[pk] = newest
        if known and known.are_apart and standing.are_apart:
            # Where the words stand is asked in the bare form alone.
            tier, place = min(known.tier, standing.tier), min(known.place, standing.place)
            standing = Standing(True, tier, place)
        if not known or standing < known:
            best[pk] = standing
    pks = sorted(newest_of, key=lambda pk: (newest_of[pk], pk), reverse=True)
    pks.sort(key=best.__getitem__)
    together = [standing.tier for standing in best.values() if not standing.are_apart]
    cut = together.count(Tier.CUT)
    return Ranked(pks, len(together) - cut, cut)
