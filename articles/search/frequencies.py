"""How often words stand in the archive, told by a sample of it: what a question costs, and finds.

Only how an answer is found hangs on it, never what is found.
"""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import prod
from threading import Lock
from typing import NamedTuple, Protocol

from articles.search.documents import FIELDS, HEADS, Document, forms_of

SAMPLE = 128  # articles; some 40 ms, 3 MB
HELD_SECONDS = 3600

# Of a crowd that searches at once, one counts and the others wait for it.
_one_at_a_time = Lock()


class Contents(Protocol):
    """What an index has to tell."""

    def newest_documents(self, number: int) -> list[Document]:
        """So many at most (1 query)."""

    def number_of_articles(self) -> int:
        """1 query."""

    def __hash__(self) -> int: ...


class Frequencies(NamedTuple):
    """In how many of so many articles a bare word stands, and how many words an article has, in
    some fields."""

    articles: int
    sampled: int
    having: Counter[str]
    # Neighbours in more than one article: mostly words of two syllables.
    having_pair: dict[str, int]
    length: float

    def places(self, words: Iterable[str]) -> float:
        """How many articles have each of these words, in sum: as many are walked through to find
        those that have all of them."""
        return self.articles * sum(map(self._share, words))

    def having_all(self, words: Iterable[str]) -> float:
        """How many articles have all of these words, if each stood there by chance."""
        return self.articles * prod(map(self._share, words))

    def having_phrase(self, words: Sequence[str]) -> float:
        """How many have them one after the other."""
        having = self.having_all(words[:1])
        for one, other in pairwise(words):
            having *= self._share_of_pair(one, other) / self._share(one)
        return having

    def _share_of_pair(self, one: str, other: str) -> float:
        if counted := self.having_pair.get(f"{one} {other}"):
            return counted / self.sampled
        return self._share(one) * self._share(other) / self.length

    def _share(self, word: str) -> float:
        # What no article of the sample has, half of one might have had.
        return max(self.having[word], 0.5) / self.sampled


class Sampled(NamedTuple):
    in_heads: Frequencies
    anywhere: Frequencies


def frequencies(contents: Contents) -> Sampled | None:
    """2 queries once an hour; None where there is no article."""
    with _one_at_a_time:
        return sampled(contents, int(time.monotonic() / HELD_SECONDS))


@lru_cache(maxsize=2)
def sampled(contents: Contents, _hour: int) -> Sampled | None:
    if not (sample := contents.newest_documents(SAMPLE)):
        return None
    articles = contents.number_of_articles()
    return Sampled(_counted(sample, HEADS, articles), _counted(sample, FIELDS, articles))


def _counted(sample: list[Document], fields: Collection[str], articles: int) -> Frequencies:
    having, pairs, words = Counter[str](), Counter[str](), 0
    for each in sample:
        text = [word for name in fields for word in forms_of(getattr(each, name)).folded.split()]
        having.update(set(text))
        pairs.update(set(map(" ".join, pairwise(text))))
        words += len(text)
    repeated = {pair: number for pair, number in pairs.items() if number > 1}
    return Frequencies(articles, len(sample), having, repeated, 1 + words / len(sample))
