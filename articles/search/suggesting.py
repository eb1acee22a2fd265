"""What somebody who is still typing may mean: the words so far, of which the last one may go on.

Only titles are asked, and leads for a document number: their index is small, and has the beginnings
of words.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from articles.search import backend
from articles.search.asking import Ask, Phrase, Query, tiers_of
from articles.search.budget import SECONDS_OF_SUGGESTIONS
from articles.search.documents import forms_of, written
from articles.search.rereading import corrections, spellings_to_look_up, unknown_places
from vietnamese.joined_words import parts_of
from vietnamese.spellings import bare
from vietnamese.words import search_words

LEAST_CHARACTERS = 2
# Beginnings of words with marks that the index has; others are found bare.
MARKED_BEGINNINGS = range(2, 5)
# Articles that a question finds, the newest.
MOST_FOUND = 16
ENOUGH = 8


class Suggested(NamedTuple):
    """Primary keys of articles, the best question's first, each question's newest first."""

    titles: list[list[int]]  # the words stand in the title
    numbers: list[int]  # a number that begins so stands in title or lead


def says_enough(query: Query) -> bool:
    return sum(map(len, query.units)) >= LEAST_CHARACTERS


def suggested(queryset: QuerySet[Any], query: Query) -> Suggested:
    """Articles of `queryset` that answer a query which says enough (at most 11 queries, of which
    most cost one look into the index). Where nothing does, what it would be without a slip."""
    asker = backend.asker(queryset, SECONDS_OF_SUGGESTIONS)
    titles: list[list[int]] = []
    for ask in title_asks(query):
        if sum(map(len, titles)) < ENOUGH:
            titles.append([found.pk for found in asker.answers([ask])])
    asks = [number_ask(number)] if (number := number_so_far(query)) else []
    numbers = [found.pk for found in asker.answers(asks)] if asks else []
    if not numbers and not any(titles) and (phrases := _one_slip_away(query)):
        ask = Ask(True, (phrases,), ("title",), MOST_FOUND)
        titles.append([found.pk for found in asker.answers([ask])])
    return Suggested(titles, numbers)


def title_asks(query: Query) -> Iterator[Ask]:
    """The words together as they are marked, together in bare form, and apart."""
    words, folded = query.words, query.folded
    if words != folded and len(words[-1]) in MARKED_BEGINNINGS:
        spelled = tuple(Phrase(spelling, is_cut=True) for spelling in _spellings(words))
        yield Ask(False, (spelled,), ("title",), MOST_FOUND)
    yield _in_titles([" ".join(folded)])
    if len(folded) > 1:
        yield _in_titles(list(dict.fromkeys(folded)))


def number_ask(number: str) -> Ask:
    return Ask(True, ((Phrase(number, is_cut=True),),), ("title", "lead"), MOST_FOUND)


def number_so_far(query: Query) -> str:
    """The bare words from the last figure on: "29 nq"; "" where there is no figure, or one alone
    that begins a tenth of all numbers."""
    words = query.folded
    figures = [place for place, word in enumerate(words) if word[0].isdecimal()]
    so_far = " ".join(words[figures[-1] :]) if figures else ""
    return so_far if len(so_far) >= LEAST_CHARACTERS else ""


def numbers_in(text: str, beginning: str) -> Iterator[str]:
    """The document numbers of a text that begin so, as they are written there: 29-NQ/TW."""
    for word in search_words(text):
        parts = parts_of(word.lower()) if word[0].isdecimal() else []
        if len(parts) > 1 and " ".join(map(bare, parts)).startswith(beginning):
            yield word


def _one_slip_away(query: Query) -> tuple[Phrase, ...]:
    """The query with the only word that stands in no article spelled as some article has it (at
    most 2 queries)."""
    contents = backend.contents()
    unknown = unknown_places(query, contents.known_words(query.folded))
    if len(unknown) != 1:
        return ()
    known = contents.known_words(spellings_to_look_up(query, unknown))
    readings = corrections(query, unknown, known, [], has_all_words=False)
    asked = [phrase for reading in readings for group in reading.ask.groups for phrase in group]
    return tuple(phrase._replace(is_cut=True) for phrase in asked)


def distance(title: str, query: Query) -> tuple[bool, bool]:
    """How far a title is from what was typed, the nearest first: whether marks that were typed are
    others there, and whether it only goes on so."""
    exact = written(search_words(title))
    words, folded = query.words, query.folded
    has_marks = words == folded or any(f" {each}" in f" {exact}" for each in _spellings(words))
    return not has_marks, not begins_with(title, query)


def begins_with(title: str, query: Query) -> bool:
    words = forms_of(written(search_words(title))).folded
    return words.startswith(" ".join(query.folded))


def _spellings(words: list[str]) -> list[str]:
    *nearer, _ = tiers_of(" ".join(words))
    return [spelling for _, listed in nearer for spelling in listed]


def _in_titles(groups: list[str]) -> Ask:
    phrases = [Phrase(words, is_cut=words == groups[-1]) for words in groups]
    return Ask(True, tuple((phrase,) for phrase in phrases), ("title",), MOST_FOUND)
