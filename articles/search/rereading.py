"""What a query may have meant whose phrase stands nowhere."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from articles.search.asking import Ask, Found, Phrase, Query, folded
from articles.search.documents import Document
from vietnamese.abbreviations import in_other_form
from vietnamese.fold import fold
from vietnamese.raw_typing import as_meant
from vietnamese.slips import one_slip_away
from vietnamese.spellings import bare

# Of joined words: "dangbotinh".
MOST_PIECES = 4
LONGEST_PIECE = 12
LONGEST_JOINED = 24
MOST_PARTINGS = 8
MOST_TRIED = 200
# Words that a slip may have made of one.
MOST_MEANT = 24
# In so many words a slip is looked for by every spelling, in more by what stands around it.
FEW_WORDS = 3
# So many words in a row say more than all of them anywhere.
MANY_WORDS = 5
MOST_SLIPPED = 3  # words nobody wrote, in one query
LOOKED_INTO = 4  # articles that may show what was meant
COUNTED = 50  # hits by which the likeliest of a few spellings is chosen

_ENDS_OF_QUESTIONS = """
co nghia la gi; nghia la gi; la gi; la ai; la sao; la nhu the nao; o dau; nhu the nao; the nao;
khi nao; bao gio; ngay nao; nam nao; bao nhieu; bao lau; tai sao; vi sao; ra sao; lam sao;
co phai khong; duoc khong; khong; gom nhung gi; nhung gi; gi; nao
"""
_BEGINNINGS = """
the nao la; tai sao; vi sao; khi nao; o dau; ai la; hay cho biet; cho hoi; xin hoi;
bai viet ve; tim bai; tim; bai ve; tin tuc ve; tin ve
"""
_TAILS, _HEADS = (
    [tuple(words.split()) for words in listed.split(";")]
    for listed in (_ENDS_OF_QUESTIONS, _BEGINNINGS)
)
_DAY_IN_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2})(?: năm ([0-9]{4}))?")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class Reading(NamedTuple):
    """What may have been meant: a question to the index, the words, and the places of those that
    only an article that answers can tell, with what they may be there in bare form."""

    ask: Ask
    words: tuple[str, ...]
    slots: dict[int, frozenset[str]]
    is_cut: bool = False  # the last word is the beginning of one
    weighs_by_hits: bool = False  # of several such, the one with most hits is meant


def to_look_up(query: Query) -> set[str]:
    """The bare words of which it must be known whether any article has them."""
    words = query.folded
    beside = {one + other for one, other in pairwise(words)}
    meant = {other for word in words for other in one_slip_away(word)}
    return {*words, *beside, *meant, *(piece for word in words for piece in _pieces(word))}


def readings(query: Query, known: set[str], has_all_words: bool) -> Iterator[Reading]:
    """What the query may have meant, the likeliest first; `known` are the bare words that stand in
    the articles, `has_all_words` says whether some article has all of the query's."""
    for words in _in_other_words(query, known):
        yield _exactly(words)
    words, bared = query.words, query.folded
    for tail in _TAILS:
        if len(words) > len(tail) and tuple(bared[-len(tail) :]) == tail:
            yield _exactly(words[: -len(tail)])
    for head in _HEADS:
        if len(words) > len(head) and tuple(bared[: len(head)]) == head:
            yield _exactly(words[len(head) :])
    if words[-1].isalpha() and len(words) > 1:
        ask = Ask(True, ((Phrase(" ".join(bared), is_cut=True),),), most=LOOKED_INTO)
        last = {len(words) - 1: frozenset({bared[-1]})}
        yield Reading(ask, tuple(words), last, is_cut=True)
    unknown = [n for n, word in enumerate(bared) if word.isalpha() and word not in known]
    if unknown or len(words) > FEW_WORDS or not has_all_words:
        yield from _slipped(words, unknown, known)
    if len(words) > 2 and (len(words) >= MANY_WORDS or not has_all_words):
        for place in unknown[:1] if len(unknown) == 1 else range(len(words)):
            yield _exactly([*words[:place], *words[place + 1 :]])


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
    bared = [bare(word) for word in reading.words]
    has_marks = any(fold(word) != word for word in reading.words)
    for field in document:
        written = field.split(" ")
        if found := _place_of(reading, bared, [bare(word) for word in written]):
            told = {n: written[found.start + n] for n in reading.slots}
            if not has_marks:
                told = {n: fold(word) for n, word in told.items()}
            return Query(tuple(told.get(n, word) for n, word in enumerate(reading.words)))
    return None


def _place_of(reading: Reading, bared: list[str], text: list[str]) -> range | None:
    """Where in the bare words of a text the reading stands."""
    length = len(bared)
    for start in range(len(text) - length + 1):
        for n, word in enumerate(text[start : start + length]):
            if n not in reading.slots:
                fits = word == bared[n]
            elif reading.is_cut:
                fits = word.startswith(bared[n])
            else:
                fits = word in reading.slots[n]
            if not fits:
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
    raw = [as_meant(word) or word for word in words]
    if raw != words:
        yield raw
    for place, word in enumerate(words):
        for pieces in _partings(bare(word), known):
            yield [*words[:place], *pieces, *words[place + 1 :]]
    for place, (one, other) in enumerate(pairwise(words)):
        if bare(one + other) in known:
            yield [*words[:place], one + other, *words[place + 2 :]]
    yield from _days(" ".join(words))
    yield from in_other_form(words)


def _days(words: str) -> Iterator[list[str]]:
    """A date in figures for one in words, and back."""
    if match := _DAY_IN_WORDS.search(words):
        year = f"/{match[3]}" if match[3] else f" {match[2]}"
        joint = f"{match[1]}/{match[2]}{year}" if match[3] else f"{match[1]}{year}"
        yield f"{words[: match.start()]}{joint}{words[match.end() :]}".split()
    if match := _DAY.search(words):
        named = f"{match[1]} tháng {match[2]} năm {match[3]}"
        yield f"{words[: match.start()]}{named}{words[match.end() :]}".split()


def _pieces(word: str) -> set[str]:
    if not 3 < len(word) <= LONGEST_JOINED:
        return set()
    starts = range(len(word))
    return {
        word[start : start + size]
        for start in starts
        for size in range(1, LONGEST_PIECE + 1)
        if start + size <= len(word)
    }


def _partings(word: str, known: set[str]) -> list[list[str]]:
    """The word in two to MOST_PIECES known ones, the fewest first."""
    if not 3 < len(word) <= LONGEST_JOINED:
        return []
    found: list[list[str]] = []
    begun: list[tuple[list[str], str]] = [([], word)]
    for _ in range(MOST_PIECES):
        begun = [
            ([*pieces, rest[:size]], rest[size:])
            for pieces, rest in begun
            for size in range(min(len(rest), LONGEST_PIECE), 0, -1)
            if _is_piece(rest[:size], rest[size:], known)
        ][:MOST_TRIED]
        found += [pieces for pieces, rest in begun if not rest and len(pieces) > 1]
        begun = [each for each in begun if each[1]]
    return found[:MOST_PARTINGS]


def _is_piece(piece: str, rest: str, known: set[str]) -> bool:
    """A known word, or all of the digits that stand together."""
    return piece in known or (piece.isdigit() and not rest[:1].isdigit())


def _slipped(words: list[str], unknown: list[int], known: set[str]) -> Iterator[Reading]:
    """Readings with another word where nobody wrote the one that was typed, or in any one place."""
    if len(unknown) > MOST_SLIPPED:
        return
    for places in [unknown] if unknown else [[place] for place in range(len(words))]:
        options = {place: _options(bare(words[place]), known) for place in places}
        if not all(options.values()):
            continue
        slots = {place: frozenset(listed) for place, listed in options.items()}
        if len(words) > FEW_WORDS or len(places) > 1:
            ask = folded(*_groups([bare(word) for word in words], options), most=LOOKED_INTO)
            yield Reading(ask, tuple(words), slots)
            continue
        (place,) = places
        for other in options[place]:
            spelled = [*words[:place], other, *words[place + 1 :]]
            ask = folded([" ".join(map(bare, spelled))], most=COUNTED)
            yield Reading(ask, tuple(spelled), {place: frozenset({other})}, weighs_by_hits=True)


def _options(word: str, known: set[str]) -> list[str]:
    return [other for other in one_slip_away(word) if other in known][:MOST_MEANT]


def _groups(words: list[str], options: dict[int, list[str]]) -> Iterator[list[str]]:
    """What stands before, between and after those places, and what may stand there."""
    start = 0
    for place in [*sorted(options), len(words)]:
        if start < place:
            yield [" ".join(words[start:place])]
        start = place + 1
    yield from options.values()


def _exactly(words: Sequence[str]) -> Reading:
    return Reading(folded([" ".join(map(bare, words))], most=0), tuple(words), {})
