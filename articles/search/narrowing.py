"""Questions that find hardly more than another one, and sooner: for its rarest words, or for those
that stand together in it. What they find is then looked into.

FTS5 walks through all articles that have a question's words, the common ones too.
"""

from collections.abc import Iterator
from typing import NamedTuple

from articles.search.asking import Ask, Phrase
from articles.search.documents import FIELDS, HEADS
from articles.search.frequencies import Frequencies, Sampled
from vietnamese.spellings import bare

FEW = 24  # articles that are sooner read than walked through once more
ENOUGH = 3  # of them, by the sample: where words stand together, there are more
LONGEST_PIECE = 4  # words of a phrase
MOST_TRIED = 2
SHARE = 0.25  # of the time that is left
# Places in the index: a thousand take some hundredth of a millisecond.
LEAST_SPARED = 5_000


class Option(NamedTuple):
    places: float  # that are walked through
    finds: float
    phrases: list[str]


def narrower(ask: Ask, sampled: Sampled) -> list[Ask]:
    """Whatever answers `ask` answers each of these; the cheapest first, at most MOST_TRIED."""
    of_heads = set(ask.fields) <= set(HEADS)
    known = sampled.in_heads if of_heads else sampled.anywhere
    words = needed_words(ask)
    most = known.places(words) - LEAST_SPARED
    options = [
        option
        for option in [_rare_words(words, known), *_pieces(ask, known)]
        if option.finds <= ENOUGH and option.places <= most
    ]
    fields = HEADS if of_heads else FIELDS
    return [
        Ask(True, tuple((Phrase(words),) for words in option.phrases), fields, FEW, None, SHARE)
        for option in sorted(options)[:MOST_TRIED]
    ]


def needed_words(ask: Ask) -> set[str]:
    """The bare words that every answer has."""
    by_group = [[set(_whole_words(phrase)) for phrase in group] for group in ask.groups]
    return set().union(*(set.intersection(*spelled) for spelled in by_group))


def finds(ask: Ask, known: Frequencies) -> float:
    """How many articles answer it, as far as a sample of them tells."""
    having = [
        sum(known.having_phrase(_whole_words(each)) for each in group) for group in ask.groups
    ]
    return min(known.having_all(needed_words(ask)), *having)


def _rare_words(words: set[str], known: Frequencies) -> Option:
    """As few as find hardly more than all."""
    chosen: list[str] = []
    for word in sorted(words, key=lambda word: (known.places([word]), word)):
        if chosen and known.having_all(chosen) <= ENOUGH:
            break
        chosen.append(word)
    return Option(known.places(chosen), known.having_all(chosen), chosen)


def _pieces(ask: Ask, known: Frequencies) -> Iterator[Option]:
    for phrase in _phrases(ask):
        for length in range(2, min(LONGEST_PIECE, len(phrase) - 1) + 1):
            for start in range(len(phrase) - length + 1):
                piece = phrase[start : start + length]
                finds = known.having_phrase(piece)
                yield Option(known.places(set(piece)), finds, [" ".join(piece)])


def _phrases(ask: Ask) -> Iterator[list[str]]:
    """The bare phrases that every answer has."""
    for group in ask.groups:
        if len(spelled := {_whole_words(phrase) for phrase in group}) == 1:
            yield list(spelled.pop())


def _whole_words(phrase: Phrase) -> tuple[str, ...]:
    return tuple(map(bare, phrase.words.split(" ")[: -1 if phrase.is_cut else None]))
