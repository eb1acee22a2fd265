"""How an article answers a query, read from its words: sooner done than asked where few do."""

from typing import NamedTuple

from articles.search.asking import Ask, Phrase, Place, Query, Rank, Tier, tiers_of, up_to
from articles.search.documents import FIELDS, Document, forms_of


class Placing:
    """A query, made ready for many articles."""

    def __init__(self, query: Query) -> None:
        self._phrase = tiers_of(" ".join(query.words))
        self._units = [dict(tiers_of(unit)) for unit in dict.fromkeys(query.units)]
        words = query.folded
        self._halves = [
            (f" {' '.join(words[:place])} ", f" {' '.join(words[place:])} ")
            for place in range(1, len(words))
        ]

    def rank(self, document: Document) -> Rank | None:
        """The best rank that the questions of `phrase_asks` and `apart_asks` would give the
        article; None where it lacks a word."""
        exact = [f" {field} " for field in document]
        for tier, spellings in self._phrase[:-1]:
            if (place := _place_of(spellings, exact)) is not None:
                return Rank(False, tier, place)
        bare = _bare(document)
        if (place := _place_of(self._phrase[-1][1], bare)) is not None:
            return Rank(False, Tier.FOLDED, place)
        return self._rank_apart(exact, bare)

    def cuts(self, document: Document) -> list[int]:
        """Where the query, in bare form, is cut in two of which the article has both halves."""
        bare = _bare(document)
        return [
            number
            for number, halves in enumerate(self._halves)
            if all(any(half in field for field in bare) for half in halves)
        ]

    def _rank_apart(self, exact: list[str], bare: list[str]) -> Rank | None:
        if not self._has_all(Tier.FOLDED, bare):
            return None
        tiers = (tier for tier, _ in self._phrase[:-1] if self._has_all(tier, exact))
        heads = (p for p in (Place.TITLE, Place.LEAD) if self._has_all(Tier.FOLDED, [bare[p]]))
        return Rank(True, next(tiers, Tier.FOLDED), next(heads, Place.BODY))

    def _has_all(self, tier: Tier, fields: list[str]) -> bool:
        return all(
            any(f" {spelling} " in field for spelling in up_to(tier, unit) for field in fields)
            for unit in self._units
        )


class Texts(NamedTuple):
    """The fields of an article by their names, each with a space before and behind it."""

    exact: dict[str, str]
    bare: dict[str, str]


def texts_of(document: Document) -> Texts:
    forms = {name: forms_of(text) for name, text in zip(FIELDS, document, strict=True)}
    exact = {name: f" {form.exact} " for name, form in forms.items()}
    return Texts(exact, {name: f" {form.folded} " for name, form in forms.items()})


def holds(texts: Texts, ask: Ask) -> bool:
    """Whether an article answers a question."""
    by_name = texts.bare if ask.is_folded else texts.exact
    fields = [by_name[name] for name in ask.fields]
    return all(
        any(words in text for words in map(_quoted, group) for text in fields)
        for group in ask.groups
    )


def _quoted(phrase: Phrase) -> str:
    return f" {phrase.words}" if phrase.is_cut else f" {phrase.words} "


def _bare(document: Document) -> list[str]:
    return [f" {forms_of(field).folded} " for field in document]


def _place_of(spellings: list[str], fields: list[str]) -> Place | None:
    # Fields stand in the order of places.
    for place, field in zip(Place, fields, strict=True):
        if any(f" {spelling} " in field for spelling in spellings):
            return place
    return None
