"""Words as search sees them: what is indexed, what is asked, and where it stands in a text.

A word compares in three tiers: exact marks, then the same syllable with its tone placed otherwise,
then folded. Positions are always those of the original: tokens are found there and folded one by
one, because folding changes lengths.
"""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from vietnamese.fold import canonical_tones, fold
from vietnamese.text import normalise, one_line

MAX_QUERY_WORDS = 12
MAX_WORD_LENGTH = 64
# A query is read this far: twelve long words with what may stand between them.
_MAX_QUERY_LENGTH = 2 * MAX_QUERY_WORDS * MAX_WORD_LENGTH

# [^\W_] is a letter or digit of any script; the marks are those that NFC cannot join to it.
_TOKEN = re.compile(
    r"""
      [0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![^\W_])      # 08-12-2021
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![^\W_])      # 2021-12-08
    | [0-9]+(?:[./,][0-9]+)*[^\W_]*                 # 27/5/2020, 293.173, 5K
      (?:[-/][^\W\d_][^\W_]*)*                      # 1668-QĐ/ĐUK, 42/2022/NĐ-CP
    | [^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*
    """,
    re.VERBOSE,
)

_SENTENCE_END = re.compile(r"[.!?…]\s")

# Texts share their words: a language of some 7,000 syllables, and names.
_folded = lru_cache(maxsize=16_384)(fold)


class _Match(NamedTuple):
    """A word of the text that answers a word of the query."""

    start: int
    end: int
    token: int  # ordinal in the text
    word: int  # ordinal in the query
    tier: int


# Tiers are weights: the nearer the match, the more it counts.
_EXACT, _CANONICAL, _FOLDED = 3, 2, 1


def search_words(text: str) -> list[str]:
    """Return the words of `text` in order, as written, NFC, without the punctuation around them.

    A document number (1668-QĐ/ĐUK), a date (27/5/2020) and a number (293.173) are one word each.
    """
    return _TOKEN.findall(normalise(text))


def query_words(query: str) -> list[str]:
    """Return the words of a reader's `query`: at most 12, each cut to 64 characters, any length
    of query at the same cost. Quotes, operators and other punctuation are not words."""
    found = _TOKEN.finditer(normalise(query[:_MAX_QUERY_LENGTH]))
    return [match.group()[:MAX_WORD_LENGTH] for match in islice(found, MAX_QUERY_WORDS)]


def excerpt(text: str, query: str, length: int = 220) -> list[tuple[str, bool]]:
    """Return a passage of `text` about `query`, as (fragment, matched) pieces in order.

    The passage is the place with most of the query's words, nearest to how they were typed and
    standing together; the beginning of `text` when none is there. It is at most `length`
    characters of `one_line(text)`, marks intact, cut between words, with "…" where text is left
    out. A word asked with marks matches its folded form only where `text` has no nearer one.
    Costs time linear in `text`. Fragments are plain text: escape them.
    """
    line = one_line(text)
    matches = _matches(line, query)
    start, end = _passage(line, matches, length)
    pieces = _pieces(line, matches, start, end)
    if start > 0:
        pieces.insert(0, ("…", False))
    if end < len(line):
        pieces.append(("…", False))
    return _joined(pieces)


def marked(text: str, query: str) -> list[tuple[str, bool]]:
    """Return the whole of `one_line(text)` as (fragment, matched) pieces, as `excerpt` does."""
    line = one_line(text)
    return _joined(_pieces(line, _matches(line, query), 0, len(line)))


def _matches(line: str, query: str) -> list[_Match]:
    words = query_words(query)
    by_fold: dict[str, list[int]] = {}
    for ordinal, word in enumerate(words):
        by_fold.setdefault(fold(word), []).append(ordinal)
    # A text repeats its words; each is compared once.
    answers: dict[str, tuple[int, int] | None] = {}
    found = []
    for ordinal, match in enumerate(_TOKEN.finditer(line)):
        token = match.group()
        if token not in answers:
            ordinals = by_fold.get(_folded(token))
            answers[token] = _nearest(token, words, ordinals) if ordinals else None
        if answer := answers[token]:
            found.append(_Match(match.start(), match.end(), ordinal, *answer))
    with_near = {match.word for match in found if match.tier > _FOLDED}
    strict = {ordinal for ordinal in with_near if _has_marks(words[ordinal])}
    return [match for match in found if match.tier > _FOLDED or match.word not in strict]


def _nearest(token: str, words: list[str], ordinals: list[int]) -> tuple[int, int]:
    tiers = {ordinal: _tier(token, words[ordinal]) for ordinal in ordinals}
    # Of equals the word asked without marks, which means any of them.
    best = max(ordinals, key=lambda ordinal: (tiers[ordinal], not _has_marks(words[ordinal])))
    return best, tiers[best]


def _tier(token: str, word: str) -> int:
    token, word = token.lower(), word.lower()
    if token == word:
        return _EXACT
    return _CANONICAL if canonical_tones(token) == canonical_tones(word) else _FOLDED


def _has_marks(word: str) -> bool:
    return fold(word) != word.lower()


def _passage(line: str, matches: list[_Match], length: int) -> tuple[int, int]:
    if len(line) <= length:
        return 0, len(line)
    first, last = _best_place(matches, length) if matches else (0, 0)
    # A third of what is spare goes before the words, the rest after them.
    start = max(0, first - max(0, length - (last - first)) // 3)
    start = min(start, len(line) - length)
    if start > 0:
        start = _readable_start(line, start, first)
    end = start + length
    if end >= len(line):
        return start, len(line)
    space = line.rfind(" ", max(start + 1, last), end + 1)
    if space > start:
        return start, space
    return start, last if start < last <= end else end


def _readable_start(line: str, start: int, first: int) -> int:
    sentence = _SENTENCE_END.search(line, max(0, start - 2), first)
    if sentence:
        return sentence.end()
    space = line.find(" ", start - 1, first)
    return first if space < 0 else space + 1


def _best_place(matches: list[_Match], length: int) -> tuple[int, int]:
    """Return where the best run of matches within `length` starts and ends, the first of equals."""
    window = _Window(matches)
    ceiling = _Window(matches)
    for index in range(len(matches)):
        ceiling.change(index, 1, pair=index)
    left = 0
    best_score = (0, 0, 0)
    place = (0, 0)
    for right, match in enumerate(matches):
        window.change(right, 1, pair=right)
        while left < right:
            score = window.score
            window.change(left, -1, pair=left + 1)
            fits = match.end - matches[left].start <= length
            if fits and window.score < score:
                window.change(left, 1, pair=left + 1)
                break
            left += 1
        if window.score > best_score:
            best_score = window.score
            place = (matches[left].start, match.end)
        if best_score == ceiling.score:
            break
    return place


class _Window:
    """What a run of neighbouring matches is worth, kept up to date as it slides over the text."""

    def __init__(self, matches: list[_Match]) -> None:
        # How many different words, their tiers in sum, how many different pairs stand as asked.
        self.score = (0, 0, 0)
        self._matches = matches
        self._tiers: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        self._pairs: Counter[int] = Counter()

    def change(self, index: int, by: int, pair: int) -> None:
        """Count the match at `index` in (1) or out (-1), and the pair that ends at `pair`."""
        words, weight, pairs = self.score
        match = self._matches[index]
        counts = self._tiers[match.word]
        before = _highest(counts)
        counts[match.tier] += by
        after = _highest(counts)
        words += (after > 0) - (before > 0)
        weight += after - before
        first, second = self._matches[max(0, pair - 1)], self._matches[pair]
        if second.token == first.token + 1 and second.word == first.word + 1:
            pairs -= self._pairs[second.word] > 0
            self._pairs[second.word] += by
            pairs += self._pairs[second.word] > 0
        self.score = (words, weight, pairs)


def _highest(counts: list[int]) -> int:
    return next((tier for tier in (_EXACT, _CANONICAL, _FOLDED) if counts[tier]), 0)


def _pieces(line: str, matches: list[_Match], start: int, end: int) -> list[tuple[str, bool]]:
    pieces = []
    done = start
    for match in matches:
        if match.end <= start or match.start >= end:
            continue
        between = line[done : max(done, match.start)]
        # Words that stand together are marked together, with the space between them.
        pieces.append((between, between == " " and done > start))
        done = min(match.end, end)
        pieces.append((line[max(start, match.start) : done], True))
    pieces.append((line[done:end], False))
    return pieces


def _joined(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    filled = [piece for piece in pieces if piece[0]]
    return [
        ("".join(fragment for fragment, _ in group), matched)
        for matched, group in groupby(filled, key=itemgetter(1))
    ]
