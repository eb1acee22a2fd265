"""Which part of a text an excerpt shows: the place where most of a query's words stand together."""

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

_SENTENCE_END = re.compile(r"[.!?…]\s")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

# Tiers are weights: the nearer the match, the more it counts.
EXACT, CANONICAL, FOLDED = 3, 2, 1


class Match(NamedTuple):
    """A word of the text that answers a word of the query."""

    start: int
    end: int
    word: int  # ordinal in the query
    tier: int


def excerpt_bounds(line: str, matches: list[Match], length: int) -> tuple[int, int]:
    """Where in `line` an excerpt of at most `length` characters starts and ends."""
    if len(line) <= length:
        return 0, len(line)
    first, last = _best_place(line, matches, length) if matches else (0, 0)
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


def _best_place(line: str, matches: list[Match], length: int) -> tuple[int, int]:
    """Return where the best run of matches within `length` starts and ends, the first of equals."""
    window = _Window(line, matches)
    ceiling = window.ceiling()
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
        if best_score == ceiling:
            break
    return place


def follows(line: str, first: Match, second: Match) -> bool:
    """Whether a match stands right after another, as its word does in the query."""
    return second.word == first.word + 1 and not _LETTER_OR_DIGIT.search(
        line, first.end, second.start
    )


class _Window:
    """What a run of neighbouring matches is worth, kept up to date as it slides over the text."""

    def __init__(self, line: str, matches: list[Match]) -> None:
        # How many different words, their tiers in sum, how many different pairs stand as asked.
        self.score = (0, 0, 0)
        self._matches = matches
        self._tiers: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        self._pairs: defaultdict[int, int] = defaultdict(int)
        self._follows = [False, *(follows(line, *pair) for pair in pairwise(matches))]

    def ceiling(self) -> tuple[int, int, int]:
        """The score of all matches together."""
        best: dict[int, int] = {}
        for match in self._matches:
            best[match.word] = max(match.tier, best.get(match.word, 0))
        pairs = {
            match.word
            for match, follows in zip(self._matches, self._follows, strict=True)
            if follows
        }
        return len(best), sum(best.values()), len(pairs)

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
        if self._follows[pair]:
            word = self._matches[pair].word
            pairs -= self._pairs[word] > 0
            self._pairs[word] += by
            pairs += self._pairs[word] > 0
        self.score = (words, weight, pairs)


def _highest(counts: list[int]) -> int:
    if counts[EXACT]:
        return EXACT
    return CANONICAL if counts[CANONICAL] else FOLDED if counts[FOLDED] else 0
