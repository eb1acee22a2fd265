"""What is asked of the index, in words that both databases translate."""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any, NamedTuple

from articles.search.documents import FIELDS, HEADS, forms_of, written
from vietnamese.spellings import bare, tone_placements, with_i_or_y
from vietnamese.words import query_words

# So many hits are counted and ranked. Past them only the newest of each tier are looked at, and
# every title: a word that stands in all articles ranks none of them.
MOST_HITS = 1_000
# Of those that hold the words apart readers are shown so many.
MOST_APART = 200
# Ways to spell one phrase; of one with more words that could be spelled otherwise, only the exact
# and the bare form are asked.
MOST_SPELLINGS = 16
# A query's words, once those that punctuation joins are parted.
MOST_PARTS = 16
# Of the questions for words apart, so many ask for them in bare form.
FORGIVING = 3
# How much of the time a search has those questions may take that walk through most of the index:
# for the words anywhere, and for the phrase in bodies.
SHARE_OF_WORDS = 0.2
SHARE_OF_BODIES = 0.25


class Tier(IntEnum):
    """How near the words stand to those of the query, the best first."""

    EXACT = 0
    TONE_PLACE = 1  # hoà for hòa
    I_OR_Y = 2  # kĩ for kỹ
    FOLDED = 3
    CUT = 4  # folded, and the last word goes on


class Place(IntEnum):
    """Where they stand, the best first."""

    TITLE = 0
    LEAD = 1
    BODY = 2
    BESIDE = 3


# The fields that say of a phrase that it stands there; the widest first.
_PLACES = {
    Place.BESIDE: FIELDS,
    Place.BODY: ("title", "lead", "body"),
    Place.LEAD: ("lead",),
    Place.TITLE: ("title",),
}


class Rank(NamedTuple):
    """How an article answers a query; the smallest is the best."""

    are_apart: bool  # its words are all there, but not as a phrase
    tier: int
    place: int


class Phrase(NamedTuple):
    """Words that stand together, joined by spaces; the last one may go on."""

    words: str
    is_cut: bool = False


class Ask(NamedTuple):
    """Articles that hold one of each group of phrases, in the exact or in the bare form."""

    is_folded: bool
    groups: tuple[tuple[Phrase, ...], ...]
    fields: tuple[str, ...] = FIELDS
    most: int = MOST_HITS
    # A question before it whose answers hold all of its own, if they are not too many.
    within: "Ask | None" = None
    # How much of the time that is left it may take; other questions may matter more.
    share: float = 1


class Found(NamedTuple):
    """An answer: which question found it, what sorts as its moment does, and its key."""

    number: int
    newest: Any
    pk: int


class Query(NamedTuple):
    """A query's words as in a `Document`, in units: what punctuation joins stays together."""

    units: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        return " ".join(self.units).split(" ")

    @property
    def folded(self) -> list[str]:
        return [bare(word) for word in self.words]


def read(query: str) -> Query:
    """The words of what was typed; no units where it holds none."""
    units: list[str] = []
    parts = 0
    for unit in filter(None, (written([word]) for word in query_words(query))):
        parts += unit.count(" ") + 1
        if parts > MOST_PARTS:
            break
        units.append(unit)
    return Query(tuple(units))


def folded(
    *groups: Sequence[str],
    most: int = MOST_HITS,
    within: Ask | None = None,
) -> Ask:
    """Articles that hold, anywhere and in bare form, a phrase of each group."""
    asked = tuple(tuple(map(Phrase, group)) for group in groups)
    return Ask(True, asked, FIELDS, most, within)


def in_heads(ask: Ask) -> Ask:
    """The same question to titles, leads and what stands beside."""
    return ask._replace(fields=HEADS, within=ask.within and in_heads(ask.within))


def phrase_asks(query: Query, within: Ask | None) -> list[tuple[Rank, Ask]]:
    """The query's phrase in each tier and place. The first finds all that any of them finds: what
    that does not find need not be looked for by the others."""
    asks: list[tuple[Rank, Ask]] = []
    forgiving: dict[Place, Ask] = {}
    for tier, spellings in reversed(tiers_of(" ".join(query.words))):
        phrase = (tuple(map(Phrase, spellings)),)
        for place in (Place.BESIDE, Place.TITLE, Place.LEAD, Place.BODY):
            wider = forgiving.get(place) or forgiving.get(Place.BESIDE) or within
            if tier == Tier.FOLDED and place == Place.TITLE:
                wider = within
            share = SHARE_OF_BODIES if place == Place.BESIDE else 1
            ask = Ask(tier == Tier.FOLDED, phrase, _PLACES[place], MOST_HITS, wider, share)
            asks.append((Rank(False, tier, place), ask))
            if tier == Tier.FOLDED:
                forgiving[place] = ask
    return asks


def title_ask(asks: Sequence[tuple[Rank, Ask]]) -> Ask:
    """Of these, the one for titles in bare form, which may be asked before all others."""
    return next(ask for rank, ask in asks if rank.place == Place.TITLE)


def cut_asks(query: Query) -> list[tuple[Rank, Ask]]:
    """Titles and leads that hold the phrase with its last word as the beginning of one."""
    if len(query.words) == 1 or not query.words[-1].isalpha():
        return []
    cut = ((Phrase(" ".join(query.folded), is_cut=True),),)
    places = Place.TITLE, Place.LEAD
    return [(Rank(False, Tier.CUT, place), Ask(True, cut, _PLACES[place])) for place in places]


def apart_asks(query: Query, most: int) -> list[tuple[Rank, Ask]]:
    """The query's words, wherever they stand; the first finds all that any of them finds. None for
    a single one."""
    units = dict.fromkeys(query.units)
    if len(units) == 1:
        return []
    every = {unit: dict(tiers_of(unit)) for unit in units}
    asks: list[tuple[Rank, Ask]] = []
    for tier, _ in reversed(tiers_of(" ".join(query.words))):
        groups = tuple(tuple(map(Phrase, up_to(tier, every[unit]))) for unit in units)
        places = (Place.BODY, Place.TITLE, Place.LEAD) if tier == Tier.FOLDED else (Place.BODY,)
        for place in places:
            fields = FIELDS if place == Place.BODY else _PLACES[place]
            wider, share = (asks[0][1], 1.0) if asks else (None, SHARE_OF_WORDS)
            ask = Ask(tier == Tier.FOLDED, groups, fields, most, wider, share)
            asks.append((Rank(True, tier, place), ask))
    return asks


def up_to(tier: Tier, spellings: dict[Tier, list[str]]) -> list[str]:
    """The spellings of a word that a tier allows."""
    if tier == Tier.FOLDED:
        return spellings[tier]
    return [each for of, listed in spellings.items() if of <= tier for each in listed]


@lru_cache(maxsize=256)  # a search asks a dozen times for the same ones
def tiers_of(words: str) -> Sequence[tuple[Tier, list[str]]]:
    """The spellings of some words that each tier adds to those before it; nobody may change it."""
    tiers = [(Tier.EXACT, [words])]
    each = words.split(" ")
    placed = [tone_placements(word) for word in each]
    both = [[other for one in ones for other in with_i_or_y(one)] for ones in placed]
    for tier, options in ((Tier.TONE_PLACE, placed), (Tier.I_OR_Y, both)):
        if prod(map(len, options)) <= MOST_SPELLINGS:
            known = {spelling for _, listed in tiers for spelling in listed}
            if added := [s for s in map(" ".join, product(*options)) if s not in known]:
                tiers.append((tier, added))
    return [*tiers, (Tier.FOLDED, [forms_of(words).folded])]
