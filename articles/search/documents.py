"""What of an article is searched, and how its words are written for the index."""

import datetime
import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from articles.body_parts import PHOTO_PLACE
from vietnamese.fold import canonical_tones, fold
from vietnamese.searching import MAX_WORD_LENGTH, query_words, search_words

# PostgreSQL refuses a tsvector over 1 MB. The longest news article is a tenth of this.
MOST_CHARACTERS = 150_000

_INLINE_TAG = re.compile(r'</?(?:a|b|em|i|s|strong|sub|sup|u)(?:\s[^<>"]*(?:"[^"]*"[^<>"]*)*)?>')
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')


# Texts share their words: a language of some 7,000 syllables, and names.
_canonical = lru_cache(maxsize=16_384)(canonical_tones)
_folded = lru_cache(maxsize=16_384)(fold)


class Forms(NamedTuple):
    """The same words three times, joined by spaces: as written, with one tone placement, bare."""

    exact: str
    canonical: str
    folded: str

    @property
    def have_one_placement(self) -> bool:
        """Whether no word's tone could stand elsewhere: then canonical says nothing new."""
        return not any(word.endswith(("oa", "oe", "uy")) for word in self.folded.split(" "))


class Document(NamedTuple):
    """The three fields of an article that are searched, in falling weight: the words of each as
    written, in lower case, joined by spaces. `forms_of` tells the other forms."""

    title: str
    lead: str
    body: str


class IndexEntry(NamedTuple):
    """An article as it goes into the index."""

    pk: int
    published_from: datetime.datetime | None
    category_id: int
    document: Document


def document(title: str, lead: str, body: str, beside: Iterable[str]) -> Document:
    """The article's words; `body` is stored HTML, `beside` captions and names, which weigh
    as the body does."""
    text = "\n".join([plain_text(body), *beside])
    return Document(
        _exact(search_words(title)),
        *(_exact(search_words(part[:MOST_CHARACTERS])) for part in (lead, text)),
    )


def query_forms(query: str) -> Forms:
    """The query in all three forms; empty strings where it holds no word."""
    return forms(query_words(query))


def forms(words: Iterable[str]) -> Forms:
    return forms_of(_exact(words))


def forms_of(exact: str) -> Forms:
    """All three forms of words that are joined as in a `Document`."""
    words = exact.split(" ")
    return Forms(exact, " ".join(map(_canonical, words)), " ".join(map(_folded, words)))


def plain_text(body: str) -> str:
    """The text of stored (cleaned) HTML: blocks apart, places of photos left out."""
    without_places = PHOTO_PLACE.sub(" ", body) if "[" in body else body
    return html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", without_places)))


def _exact(words: Iterable[str]) -> str:
    return " ".join([word[:MAX_WORD_LENGTH] for word in words]).lower()
