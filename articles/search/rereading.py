"""What a query may have meant whose phrase stands nowhere."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, product
from typing import NamedTuple

from articles.search.asking import Ask, Found, Query, folded
from articles.search.documents import Document
from articles.search.parting import partings_of, pieces_of
from vietnamese.abbreviations import in_other_form
from vietnamese.figures import in_other_figures, parted_at_figures
from vietnamese.fold import fold
from vietnamese.questions import telling_words, without_question
from vietnamese.raw_typing import as_meant
from vietnamese.slips import one_slip_away
from vietnamese.spellings import bare

# Ways to write a query otherwise: only one with many abbreviations and figures has more.
MOST_REWRITTEN = 48
# Words that a slip may have made of one.
MOST_MEANT = 24
MOST_MEANT_OF_KNOWN = 8
# Of so many the likeliest spelling is chosen by its hits.
FEW_WORDS = 3
# Where articles have all of the words, so many of them are another phrase rather than those words
# anywhere, all but one of which stand together; a longer query has too many places for a slip.
ENOUGH_WORDS = 5
MANY_WORDS = 8
LEAST_LEFT = 3  # words, of a query without two
MOST_SLIPPED = 3  # words nobody wrote, in one query
LOOKED_INTO = 4  # articles that may show what was meant
COUNTED = 50  # hits by which the likeliest of a few spellings is chosen


class Reading(NamedTuple):
    """What may have been meant: a question to the index, the words, and the places of those that
    only an article that answers can tell, with what they may be there in bare form."""

    ask: Ask
    words: tuple[str, ...]
    slots: dict[int, frozenset[str]]
    weighs_by_hits: bool = False  # of several such, the one with most hits is meant


def parts_to_look_up(query: Query) -> set[str]:
    """The bare words of which `rewritings` must know whether any article has them."""
    words = query.folded
    joined = {one + other for one, other in pairwise(words)}
    return joined.union(*map(pieces_of, words))


def rewritings(query: Query, known: set[str]) -> list[Reading]:
    """The same query written otherwise, the likeliest first; `known` are bare words that stand in
    the articles."""
    words = query.words
    others = dict.fromkeys(map(tuple, _in_other_words(query, known)))
    readings = [exactly(each) for each in islice(filter(None, others), MOST_REWRITTEN)]
    readings += map(exactly, without_question(words))
    if telling := telling_words(words):
        readings += map(exactly, [telling, *in_other_figures(telling)])
    return readings


def apart(readings: Iterable[Reading]) -> list[Reading]:
    """The same readings, whose words may stand anywhere in an article."""
    return [
        reading._replace(
            ask=folded(*([bare(word)] for word in dict.fromkeys(reading.words)), most=0)
        )
        for reading in readings
        if len(reading.words) > 1
    ]


def without_input_method(query: Query) -> Query | None:
    """What an input method (Telex, VNI) would have made of the same keys; None where that is what
    was typed."""
    words = [as_meant(word) or word for word in query.words]
    return Query(tuple(words)) if words != query.words else None


def unknown_places(query: Query, known: set[str]) -> list[int]:
    """The places of words that no article has; `known` are those of them that some article has."""
    return [n for n, word in enumerate(query.folded) if word.isalpha() and word not in known]


def spellings_to_look_up(query: Query, unknown: list[int]) -> set[str]:
    """The bare words of which `corrections` must know whether any article has them."""
    words = query.folded
    return {
        other for place in unknown or range(len(words)) for other in one_slip_away(words[place])
    }


def corrections(
    query: Query, unknown: list[int], known: set[str], likeliest: list[int], has_all_words: bool
) -> list[Reading]:
    """The query with one slip undone: where no word is unknown, in any one place, the likeliest
    first. `has_all_words` says whether some article has all of the query's words."""
    if unknown or not has_all_words or ENOUGH_WORDS <= len(query.words) <= MANY_WORDS:
        places = [unknown] if unknown else [[place] for place in likeliest]
        return list(_slipped(query.words, places, known))
    return []


def corrections_apart(query: Query, unknown: list[int], known: set[str]) -> list[Reading]:
    """The query with a slip undone in each word that no article has; its words may stand anywhere
    in an article."""
    words = query.words
    options = _options(words, unknown, known, MOST_MEANT_OF_KNOWN)
    if not 0 < len(unknown) <= MOST_SLIPPED or len(words) == 1 or not all(options.values()):
        return []
    groups = [options.get(place, [bare(word)]) for place, word in enumerate(words)]
    slots = {place: frozenset(listed) for place, listed in options.items()}
    return [Reading(folded(*groups, most=LOOKED_INTO), tuple(words), slots)]


def omissions(query: Query, unknown: list[int], has_all_words: bool) -> list[Reading]:
    """The query without one of its words; where no article has all of them, also without two at
    its beginning or its end."""
    words = query.words
    if len(words) < 3 or (has_all_words and not ENOUGH_WORDS <= len(words) <= MANY_WORDS):
        return []
    places = unknown if len(unknown) == 1 else range(len(words))
    readings = [
        exactly([*words[:place], *words[place + 1 :]], _around(words, [place])) for place in places
    ]
    if not has_all_words:
        # Two syllables are a word, as often as not.
        readings += [exactly(left) for left in (words[2:], words[:-2]) if len(left) >= LEAST_LEFT]
    return readings


def chosen(listed: Sequence[Reading], found: Iterable[Found]) -> list[tuple[Reading, list[int]]]:
    """The readings that some article answers, the likeliest first, each with such articles."""
    answering: dict[int, list[int]] = {}
    for number, _, pk in found:
        answering.setdefault(number, []).append(pk)
    order = sorted(
        answering,
        key=lambda number: (
            -len(answering[number]) if listed[number].weighs_by_hits else 0,
            number,
        ),
    )
    order.sort(key=lambda number: _first_of_its_kind(listed, number))
    return [(listed[number], answering[number]) for number in order]


def meant(reading: Reading, document: Document) -> Query | None:
    """The reading with the words that the article has; None where it has nothing of it. They bear
    marks unless nothing does that was typed."""
    told = _told(reading, document)
    if not told:
        return None
    if not any(fold(word) != word for word in reading.words):
        told = {n: fold(word) for n, word in told.items()}
    return Query(tuple(told.get(n, word) for n, word in enumerate(reading.words)))


def _told(reading: Reading, document: Document) -> dict[int, str]:
    """What the article has in the reading's slots, as written."""
    if len(reading.ask.groups) > 1:  # apart: what stands first in it
        words = " ".join(document).split(" ")
        written = {bare(word): word for word in reversed(words)}
        spelled = {n: reading.ask.groups[n] for n in reading.slots}
        has = {n: [each.words for each in of if each.words in written] for n, of in spelled.items()}
        return {n: written[likeliest[0]] for n, likeliest in has.items() if likeliest}
    bared = [bare(word) for word in reading.words]
    for field in document:
        words = field.split(" ")
        if found := _place_of(reading, bared, [bare(word) for word in words]):
            return {n: words[found.start + n] for n in reading.slots}
    return {}


def _place_of(reading: Reading, bared: list[str], text: list[str]) -> range | None:
    """Where in the bare words of a text the reading stands."""
    length = len(bared)
    for start in range(len(text) - length + 1):
        for n, word in enumerate(text[start : start + length]):
            if word not in reading.slots.get(n, (bared[n],)):
                break
        else:
            return range(start, start + length)
    return None


def _first_of_its_kind(listed: Sequence[Reading], number: int) -> int:
    while number and listed[number].weighs_by_hits and listed[number - 1].weighs_by_hits:
        number -= 1
    return number


def _in_other_words(query: Query, known: set[str]) -> Iterator[list[str]]:
    words = query.words
    if with_marks := without_input_method(query):
        yield with_marks.words
    parted = list(parted_at_figures(words))
    yield from parted
    partings = {place: partings_of(bare(word), known) for place, word in enumerate(words)}
    for place, listed in partings.items():
        for pieces in listed:
            yield [*words[:place], *pieces, *words[place + 1 :]]
    if sum(map(bool, partings.values())) > 1:
        first = [partings[place][:1] or [[word]] for place, word in enumerate(words)]
        yield [piece for [pieces] in first for piece in pieces]
    for place, (one, other) in enumerate(pairwise(words)):
        if bare(one + other) in known:
            yield [*words[:place], one + other, *words[place + 2 :]]
    yield from in_other_figures(words)
    for written in [words, *parted]:
        for each in in_other_form(written):
            yield each
            yield from in_other_figures(each)


def _slipped(words: list[str], choices: list[list[int]], known: set[str]) -> Iterator[Reading]:
    """Readings with other words in all places of a choice."""
    for places in choices:
        if len(places) > MOST_SLIPPED:
            return
        most = MOST_MEANT if len(choices) == len(places) == 1 else MOST_MEANT_OF_KNOWN
        options = _options(words, places, known, most)
        spelled = [_replaced(words, places, others) for others in product(*options.values())]
        if not spelled:
            continue
        slots = {place: frozenset(listed) for place, listed in options.items()}
        around = _around(words, places)
        if len(words) > FEW_WORDS:
            phrases = [" ".join(map(bare, each)) for each in spelled]
            ask = folded(phrases, most=LOOKED_INTO, within=around)
            yield Reading(ask, tuple(words), slots)
            continue
        for each in spelled:
            ask = folded([" ".join(map(bare, each))], most=COUNTED, within=around)
            meant = {place: frozenset({each[place]}) for place in places}
            yield Reading(ask, tuple(each), meant, weighs_by_hits=True)


def _options(
    words: list[str], places: list[int], known: set[str], most: int
) -> dict[int, list[str]]:
    """The known words from which a slip makes those in these places, the likeliest first."""
    return {
        place: [other for other in one_slip_away(bare(words[place])) if other in known][:most]
        for place in places
    }


def _replaced(words: list[str], places: list[int], others: tuple[str, ...]) -> list[str]:
    replaced = dict(zip(places, others, strict=True))
    return [replaced.get(place, word) for place, word in enumerate(words)]


def _around(words: Sequence[str], places: Sequence[int]) -> Ask | None:
    """What stands before a single place and what stands after it: whatever stands there, an
    article must have both. Asked once, it spares a question for each word that may stand there."""
    if len(places) != 1 or len(words) == 1:
        return None
    parts = words[: places[0]], words[places[0] + 1 :]
    return folded(*([" ".join(map(bare, part))] for part in parts if part))


def exactly(words: Sequence[str], within: Ask | None = None) -> Reading:
    ask = folded([" ".join(map(bare, words))], most=0, within=within)
    return Reading(ask, tuple(words), {})
