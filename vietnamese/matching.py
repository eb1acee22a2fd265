"""Where in a text the words of a query stand, and how nearly each is what was typed.

Positions are always those of the original: words are found there and compared one by one, because
folding changes lengths.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from vietnamese.bytewise import bare_bytes
from vietnamese.excerpts import CANONICAL, EXACT, FOLDED, Match, follows
from vietnamese.fold import canonical_tones, fold
from vietnamese.joined_words import parts_of
from vietnamese.normal_forms import nfkc
from vietnamese.spellings import bare, tone_placements, with_i_or_y
from vietnamese.words import TOKEN, query_words

_LETTERS_ALONE = re.compile("[a-z]+|[a-z0-9]{1,3}")
# Of a text with more matches only those count whose neighbour stands beside them, if there are any.
MANY = 24


class _ParsedQuery(NamedTuple):
    """A query, made ready for many texts."""

    words: list[str]  # those that punctuation joins in their parts
    by_bare: dict[str, list[int]]
    joined: dict[str, list[str]]  # what punctuation joins, bare, by its first part
    pattern: re.Pattern[bytes] | None  # where its words may stand; None: anywhere


@lru_cache(maxsize=64)
def _parsed(query: str) -> _ParsedQuery:
    typed = [parts_of(word.lower()) for word in query_words(query)]
    words = [part for parts in typed for part in parts]
    by_bare: dict[str, list[int]] = {}
    for ordinal, word in enumerate(words):
        by_bare.setdefault(bare(word), []).append(ordinal)
    bared = [list(map(bare, parts)) for parts in typed if len(parts) > 1]
    joined = {parts[0]: parts for parts in bared}
    # A figure may be written in other forms, of which a pattern knows nothing.
    if not all(map(_LETTERS_ALONE.fullmatch, by_bare)):
        return _ParsedQuery(words, by_bare, joined, None)
    keys = "|".join(key[:-1] + "[iy]" if key[-1] == "i" else key for key in by_bare)
    # A zero, as days and months may have one before them.
    pattern = re.compile(f"(?<![a-z0-9])0?(?:{keys})(?![a-z0-9])".encode())
    return _ParsedQuery(words, by_bare, joined, pattern)


def matches_in(line: str, query: str, first: int, last: int) -> list[Match]:
    """The words of `line`, between two places, that answer words of the query, in order."""
    words = _parsed(query).words
    found = [
        Match(match.start(), match.end(), *answer)
        for match in _tokens_to_compare(line, query, first, last)
        if (answer := _answer(match.group(), query))
    ]
    with_near = {match.word for match in found if match.tier > FOLDED}
    strict = {ordinal for ordinal in with_near if _has_marks(words[ordinal])}
    near = [match for match in found if match.tier > FOLDED or match.word not in strict]
    return _without_strays(line, near)


def answered_in(line: str, query: str) -> set[tuple[int, ...]]:
    """What of the query stands in `line`: its words by their places in the query, and pairs of
    neighbours that stand together; each once more, with -1, where it is as it was typed."""
    matches = matches_in(line, query, 0, len(line))
    words = _parsed(query).words
    runs: list[tuple[Match, ...]] = [(match,) for match in matches]
    runs += [pair for pair in pairwise(matches) if follows(line, *pair)]
    near = [
        run
        for run in runs
        if all(match.tier > FOLDED or not _has_marks(words[match.word]) for match in run)
    ]
    return {tuple(match.word for match in run) for run in runs} | {
        (-1, *(match.word for match in run)) for run in near
    }


def around_phrase(line: str, query: str, length: int) -> tuple[int, int]:
    """Where the query's words stand together, nearest to how they were typed, and what an excerpt
    may show around them; all of the line where they do not."""
    phrase = " ".join(_parsed(query).words)
    folded = bare_bytes(line)
    if folded is None or not (place := _place_in(folded.decode(), fold(phrase))):
        return 0, len(line)
    for form in (str.lower, _lowered_with_one_tone_place):
        formed = form(line)
        # Some letters are two in another form: then places say nothing.
        if len(formed) == len(line) and (nearer := _place_in(formed, form(phrase))):
            place = nearer
            break
    start, end = place
    after = line.find(" ", end + length)
    before = line.rfind(" ", 0, max(0, start - length))
    return before + 1, after if after >= 0 else len(line)


def _lowered_with_one_tone_place(text: str) -> str:
    return canonical_tones(text.lower())


def _place_in(line: str, phrase: str) -> tuple[int, int] | None:
    """The first place where the phrase is no part of longer words."""
    start = line.find(phrase) if phrase else -1
    while start >= 0:
        end = start + len(phrase)
        if not (line[max(0, start - 1) : start].isalnum() or line[end : end + 1].isalnum()):
            return start, end
        start = line.find(phrase, end)
    return None


def _without_strays(line: str, matches: list[Match]) -> list[Match]:
    """Without words that are only otherwise marked and stand alone, where the same word of the
    query stands beside its neighbour elsewhere: "năm" where "viet nam" found Việt Nam."""
    beside = [follows(line, *pair) for pair in pairwise(matches)]
    paired = {number + step for number, is_next in enumerate(beside) if is_next for step in (0, 1)}
    words = {matches[number].word for number in paired}
    is_alone_enough = len(matches) <= MANY or not paired
    return [
        match
        for number, match in enumerate(matches)
        if number in paired
        or (is_alone_enough and (match.tier > FOLDED or match.word not in words))
    ]


def _tokens_to_compare(line: str, query: str, first: int, last: int) -> Iterator[re.Match[str]]:
    """The words of `line` that may answer, in order; no word that has a pattern reaches over a
    space."""
    pattern = _parsed(query).pattern
    folded = bare_bytes(line) if pattern else None
    if pattern is None or folded is None:
        yield from TOKEN.finditer(line, first, last)
        return
    end = first
    for match in pattern.finditer(folded, first, last):
        if match.start() < end:
            continue
        start = line.rfind(" ", 0, match.start()) + 1
        end = line.find(" ", start)
        end = end if end >= 0 else len(line)
        yield from TOKEN.finditer(line, start, end)


@lru_cache(maxsize=8_192)
def _answer(token: str, query: str) -> tuple[int, int] | None:
    """Which word of the query a token answers, and how nearly; a document number as a whole, or
    what begins it."""
    parsed = _parsed(query)
    parts = parts_of(nfkc(token).lower())
    first = bare(parts[0])
    ordinals, whole = parsed.by_bare.get(first), parsed.joined.get(first)
    if not ordinals or (whole and whole != list(map(bare, parts))):
        return None
    tiers = {ordinal: _tier(parts[0], parsed.words[ordinal]) for ordinal in ordinals}
    # Of equals the word asked without marks, which means any of them.
    best = max(ordinals, key=lambda n: (tiers[n], not _has_marks(parsed.words[n])))
    return best, tiers[best]


def _tier(token: str, word: str) -> int:
    if token == word:
        return EXACT
    alike = {other for placed in tone_placements(word) for other in with_i_or_y(placed)}
    return CANONICAL if token in alike else FOLDED


@lru_cache(maxsize=1_024)
def _has_marks(word: str) -> bool:
    return fold(word) != word
