"""What of an article is searched, and how its words are written for the index."""

import datetime
import html
import re
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from richtext.body_parts import split_at_places
from vietnamese.bytewise import bare_bytes
from vietnamese.joined_words import parts_of
from vietnamese.spellings import bare, bare_ends
from vietnamese.words import MAX_WORD_LENGTH, search_words

# PostgreSQL refuses a tsvector over 1 MB. The longest news article is a tenth of this.
MOST_CHARACTERS = 150_000

_DAY = re.compile(r"\b([0-9]+)/([0-9]+)/([0-9]{4})\b")
_INLINE_TAG = re.compile(r'</?(?:a|b|em|i|s|strong|sub|sup|u)(?:\s[^<>"]*(?:"[^"]*"[^<>"]*)*)?>')
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')


# Texts share their words: a language of some 7,000 syllables, and names.
_bare = lru_cache(maxsize=16_384)(bare)


class Forms(NamedTuple):
    """The same words twice, joined by spaces: as written, and bare (`spellings.bare`)."""

    exact: str
    folded: str


class Document(NamedTuple):
    """The four fields of an article that are searched, in falling weight: the words of each as
    written, in lower case, joined by spaces. `forms_of` tells the bare ones."""

    title: str
    lead: str
    body: str
    beside: str  # captions, names of people and of documents


FIELDS = Document._fields
HEADS = ("title", "lead", "beside")  # all but bodies


class IndexEntry(NamedTuple):
    """An article as it goes into the index."""

    pk: int
    published_from: datetime.datetime | None
    category_id: int
    document: Document


def document(title: str, lead: str, body: str, beside: Iterable[str]) -> Document:
    """The article's words; `body` is stored HTML, `beside` captions and names of
    people and documents."""
    texts = [title, lead, plain_text(body), "\n".join(beside)]
    return Document(
        *(_with_parts_of_days(written(search_words(text[:MOST_CHARACTERS]))) for text in texts)
    )


def written(words: Iterable[str]) -> str:
    """Words as a `Document` has them: what punctuation joins is in parts (29 nq tw), a number, a
    date or a telephone number in one form whatever it was written in."""
    return " ".join(map(_part, words))


def packed(document: Document) -> bytes:
    """A document as the index keeps it; `unpacked` gives it back."""
    return zlib.compress("\n".join(document).encode(), 1)


def unpacked(kept: bytes) -> Document:
    return Document._make(zlib.decompress(kept).decode().split("\n"))


def vocabulary_of(document: Document) -> set[str]:
    """The bare words of an article that consist of letters."""
    return {_bare(word) for field in document for word in set(field.split(" ")) if word.isalpha()}


def forms_of(exact: str) -> Forms:
    """Both forms of words that are joined as in a `Document`."""
    if (folded := bare_bytes(exact)) is not None:
        return Forms(exact, bare_ends(folded.decode()))
    return Forms(exact, " ".join(map(_bare, exact.split(" "))))


def plain_text(body: str) -> str:
    """The text of stored (cleaned) HTML: blocks apart, places of photos left out."""
    without_places = " ".join(split_at_places(body)[::2])
    return html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", without_places)))


@lru_cache(maxsize=16_384)
def _part(word: str) -> str:
    return " ".join([part[:MAX_WORD_LENGTH] for part in parts_of(word.lower())])


def _with_parts_of_days(exact: str) -> str:
    """The words, and behind them, past a word that no text has, the parts of each date among
    them: 27/5/2020 is also found by 27/5, by 5/2020 and by 2020."""
    days = dict.fromkeys(_DAY.findall(exact)) if "/" in exact else {}
    return " _ ".join([exact, *(" ".join(day) for day in days)])
