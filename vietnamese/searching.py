"""A query's words in a text: which passage to show of it, and what to mark there."""

from itertools import groupby
from operator import itemgetter

from vietnamese.excerpts import Match, excerpt_bounds
from vietnamese.matching import answered_in, around_phrase, matches_in
from vietnamese.words import MAX_WORD_LENGTH, normal, query_words, search_words

__all__ = ["MAX_WORD_LENGTH", "answered", "excerpt", "highlight", "query_words", "search_words"]


def excerpt(text: str, query: str, length: int = 220) -> list[tuple[str, bool]]:
    """Return a passage of `text` about `query`, as (text, matched) fragments in order.

    The passage is the place with most of the query's words, nearest to how they were typed and
    standing together; the beginning of `text` when none is there. It is at most `length`
    characters of `one_line(text)`, marks intact, cut between words, with "…" where text is left
    out. A word asked with marks matches its folded form only where `text` has no nearer one.
    Costs time linear in `text`. Fragments are plain text: escape them.
    """
    line = _line(text)
    first, last = around_phrase(line, query, length)
    matches = matches_in(line, query, first, last)
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
    return _joined(_fragments(line, matches_in(line, query, 0, len(line)), 0, len(line)))


def answered(text: str, query: str) -> set[tuple[int, ...]]:
    """What of `query` stands in `text`, to be compared with what of it stands in another: the more
    words of it, the more that stand together, the nearer to how they were typed, the more. All of
    it is `answered(query, query)`. Costs time linear in `text`."""
    return answered_in(_line(text), query)


def _line(text: str) -> str:
    return " ".join(normal(text).split())


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
