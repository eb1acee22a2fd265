"""Abbreviations of the archive's own: short for long where some article has the letters as a word,
long for short where one says what they stand for."""

from collections.abc import Iterable
from itertools import islice

from articles.search.asking import Query
from articles.search.documents import Document
from articles.search.rereading import Reading, exactly
from vietnamese.initials import abbreviations_in, long_form, may_abbreviate

MOST_ABBREVIATIONS = 2  # that articles are asked about


def short_forms(query: Query) -> set[str]:
    """The bare words of which `abbreviated` must know whether any article has them."""
    return set(abbreviations_in(query.folded))


def abbreviated(query: Query, known: set[str]) -> list[Reading]:
    """The query with some of its words as one, the most first."""
    found = {
        short: span for short, span in abbreviations_in(query.folded).items() if short in known
    }
    return [
        exactly([*query.words[: span.start], short, *query.words[span.stop :]])
        for short, span in sorted(found.items(), key=lambda item: -len(item[0]))
    ]


def abbreviations(query: Query) -> dict[int, str]:
    """The places of words that may be abbreviations, and these in bare form; the first ones."""
    found = ((place, word) for place, word in enumerate(query.folded) if may_abbreviate(word))
    return dict(islice(found, MOST_ABBREVIATIONS))


def written_out(query: Query, place: int, documents: Iterable[Document]) -> Reading | None:
    """The query with the words for which an abbreviation stands, as one of these articles says."""
    fields = (field.split(" ") for document in documents for field in document)
    for text in fields:
        if words := long_form(query.folded[place], text):
            return exactly([*query.words[:place], *words, *query.words[place + 1 :]])
    return None
