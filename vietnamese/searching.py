"""Words as search sees them: what is indexed, what is asked, and where it stands in a text.

A word compares in three tiers: exact marks, then the same syllable with its tone placed otherwise,
then folded. Positions are always those of the original: tokens are found there and folded one by
one, because folding changes lengths.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from vietnamese.excerpts import CANONICAL, EXACT, FOLDED, Match, excerpt_bounds
from vietnamese.fold import canonical_tones, fold
from vietnamese.text import normalise

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

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

# Outside of these stands all that normalising changes, and some that it does not.
_TO_BE_NORMALISED = re.compile(r"[^\n -~\u00c0-\u024f\u1ea0-\u1ef9–—‘’“”…•]")

# Everything that folds to an ASCII letter, by that letter. tests/vietnamese/test_searching.py looks
# through all of Unicode.
_LATIN = [*range(0xC0, 0x250), 0x256, *range(0x1E00, 0x1F00), 0x212A, 0x212B]
_FOLDING_TO: defaultdict[str, str] = defaultdict(str)
for _code in _LATIN:
    _FOLDING_TO[fold(chr(_code))] += chr(_code)


class _ParsedQuery(NamedTuple):
    """A query, made ready for many texts."""

    words: list[str]
    by_fold: dict[str, list[int]]
    patterns: list[re.Pattern[str]] | None  # where its words may stand; None: anywhere


def search_words(text: str) -> list[str]:
    """Return the words of `text` in order, as written, NFC, without the punctuation around them.

    A document number (1668-QĐ/ĐUK), a date (27/5/2020) and a number (293.173) are one word each.
    """
    return _TOKEN.findall(_normal(text))


def query_words(query: str) -> list[str]:
    """Return the words of a reader's `query`: at most 12, each cut to 64 characters, any length
    of query at the same cost. Quotes, operators and other punctuation are not words."""
    found = _TOKEN.finditer(normalise(query[:_MAX_QUERY_LENGTH]))
    return [match.group()[:MAX_WORD_LENGTH] for match in islice(found, MAX_QUERY_WORDS)]


def excerpt(text: str, query: str, length: int = 220) -> list[tuple[str, bool]]:
    """Return a passage of `text` about `query`, as (text, matched) fragments in order.

    The passage is the place with most of the query's words, nearest to how they were typed and
    standing together; the beginning of `text` when none is there. It is at most `length`
    characters of `one_line(text)`, marks intact, cut between words, with "…" where text is left
    out. A word asked with marks matches its folded form only where `text` has no nearer one.
    Costs time linear in `text`. Fragments are plain text: escape them.
    """
    line = _line(text)
    matches = _matches(line, query)
    start, end = excerpt_bounds(line, matches, length)
    fragments = _fragments(line, matches, start, end)
    if start > 0:
        fragments.insert(0, ("…", False))
    if end < len(line):
        fragments.append(("…", False))
    return _joined(fragments)


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """Return the whole of `one_line(text)` as (text, matched) fragments, as `excerpt` does."""
    line = _line(text)
    return _joined(_fragments(line, _matches(line, query), 0, len(line)))


def _normal(text: str) -> str:
    """What `normalise` returns, at once where nothing needs it: most stored text is such."""
    text = text.replace("\u00a0", " ")
    return normalise(text) if _TO_BE_NORMALISED.search(text) else text


def _line(text: str) -> str:
    return " ".join(_normal(text).split())


@lru_cache(maxsize=64)
def _parsed(query: str) -> _ParsedQuery:
    words = query_words(query)
    by_fold: dict[str, list[int]] = {}
    for ordinal, word in enumerate(words):
        by_fold.setdefault(fold(word), []).append(ordinal)
    if not all(bare.isascii() for bare in by_fold):
        return _ParsedQuery(words, by_fold, None)
    return _ParsedQuery(words, by_fold, [_pattern(bare) for bare in by_fold])


def _pattern(bare: str) -> re.Pattern[str]:
    """What folds to `bare` and is no part of a longer word."""
    first, *rest = (
        f"[{re.escape(letter)}{letter.upper()}{_FOLDING_TO[letter]}]"
        if letter.isalnum()
        else re.escape(letter)
        for letter in bare
    )
    marks = "[\u0300-\u036f]*"
    # The set comes first, so that the search skips to its letters; then looks back over that one.
    return re.compile(rf"{first}(?<![^\W_].){marks}{marks.join([*rest, ''])}(?![^\W_])")


def _matches(line: str, query: str) -> list[Match]:
    words, by_fold, _ = parsed = _parsed(query)
    # A text repeats its words; each is compared once.
    answers: dict[str, tuple[int, int] | None] = {}
    found = []
    for match in _tokens_to_compare(line, parsed):
        token = match.group()
        if token not in answers:
            ordinals = by_fold.get(fold(token))
            answers[token] = _nearest(token, words, ordinals) if ordinals else None
        if answer := answers[token]:
            found.append(Match(match.start(), match.end(), *answer))
    with_near = {match.word for match in found if match.tier > FOLDED}
    strict = {ordinal for ordinal in with_near if _has_marks(words[ordinal])}
    near = [match for match in found if match.tier > FOLDED or match.word not in strict]
    return _without_strays(line, near)


def _without_strays(line: str, matches: list[Match]) -> list[Match]:
    """Without words that are only otherwise marked and stand alone, where the same word of the
    query stands beside its neighbour elsewhere: "năm" where "viet nam" found Việt Nam."""
    beside = [
        second.word == first.word + 1 and not _LETTER_OR_DIGIT.search(line, first.end, second.start)
        for first, second in pairwise(matches)
    ]
    paired = {number + step for number, follows in enumerate(beside) if follows for step in (0, 1)}
    words = {matches[number].word for number in paired}
    return [
        match
        for number, match in enumerate(matches)
        if match.tier > FOLDED or number in paired or match.word not in words
    ]


def _tokens_to_compare(line: str, parsed: _ParsedQuery) -> Iterator[re.Match[str]]:
    """The words of `line` that may answer, in order; no word reaches over a space."""
    if parsed.patterns is None:
        yield from _TOKEN.finditer(line)
        return
    starts = {
        line.rfind(" ", 0, match.start()) + 1
        for pattern in parsed.patterns
        for match in pattern.finditer(line)
    }
    for start in sorted(starts):
        end = line.find(" ", start)
        yield from _TOKEN.finditer(line, start, end if end >= 0 else len(line))


def _nearest(token: str, words: list[str], ordinals: list[int]) -> tuple[int, int]:
    tiers = {ordinal: _tier(token, words[ordinal]) for ordinal in ordinals}
    # Of equals the word asked without marks, which means any of them.
    best = max(ordinals, key=lambda ordinal: (tiers[ordinal], not _has_marks(words[ordinal])))
    return best, tiers[best]


def _tier(token: str, word: str) -> int:
    token, word = token.lower(), word.lower()
    if token == word:
        return EXACT
    return CANONICAL if canonical_tones(token) == canonical_tones(word) else FOLDED


def _has_marks(word: str) -> bool:
    return fold(word) != word.lower()


def _fragments(line: str, matches: list[Match], start: int, end: int) -> list[tuple[str, bool]]:
    fragments = []
    done = start
    for match in matches:
        if match.end <= start or match.start >= end:
            continue
        between = line[done : max(done, match.start)]
        # Words that stand together are marked together, with the space between them.
        fragments.append((between, between == " " and done > start))
        done = min(match.end, end)
        fragments.append((line[max(start, match.start) : done], True))
    fragments.append((line[done:end], False))
    return fragments


def _joined(fragments: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    filled = [part for part in fragments if part[0]]
    return [
        ("".join(fragment for fragment, _ in group), matched)
        for matched, group in groupby(filled, key=itemgetter(1))
    ]
