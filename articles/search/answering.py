"""What answers a query.

Articles that hold its phrase come first, then those that hold its words. Where its phrase stands
nowhere, the query is read again, unless it is meant literally: what such a reading finds takes the
place of all that. Where nothing else can be read out of it, those that hold its words come by how
many of its neighbouring pairs they hold.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from articles.search import backend
from articles.search.asking import (
    FORGIVING,
    MOST_APART,
    Ask,
    Found,
    Query,
    Rank,
    Tier,
    apart_asks,
    cut_asks,
    folded,
    in_heads,
    phrase_asks,
    read,
    title_ask,
)
from articles.search.backend import Asker
from articles.search.budget import SECONDS, is_large
from articles.search.closeness import all_but_one, by_cuts, by_pairs, cuts, cuts_in, nearest, pairs
from articles.search.documents import Document
from articles.search.frequencies import frequencies
from articles.search.own_abbreviations import (
    abbreviated,
    abbreviations,
    short_forms,
    written_out,
)
from articles.search.placing import Placing
from articles.search.ranking import Ranked, RankedHit, ranked
from articles.search.rereading import (
    LOOKED_INTO,
    Reading,
    apart,
    chosen,
    corrections,
    corrections_apart,
    meant,
    omissions,
    parts_to_look_up,
    rewritings,
    spellings_to_look_up,
    unknown_places,
)

# Of so many articles their words are read sooner than a dozen questions are put to the index.
FEW = 32
# And of so many sooner than a dozen questions of two phrases each.
MOST_READ = 150


# Of the time, what a query may take as it was typed: the rest is for what it may have meant.
SHARE_AS_TYPED = 0.7


AskOfRank = tuple[Rank, Ask]


class Answer(NamedTuple):
    """What a query finds, by primary key, the best first."""

    pks: list[int]
    phrases: int  # how many of them hold the query as a phrase
    near: list[int]  # what holds most of its words, if nothing holds it as a phrase
    query: str  # what was looked for: as typed, or what that was taken for
    is_cut: bool = False  # whether the time ran out before all was asked


def answer(
    queryset: QuerySet[Any],
    typed: str,
    is_literal: bool = False,
    most_apart: int = MOST_APART,
    seconds: float | None = None,
) -> Answer:
    """The articles of `queryset` that answer (at most 28 queries, 36 in a large archive)."""
    query = read(typed)
    asker = backend.asker(queryset, SECONDS if seconds is None else seconds)
    if not query.units:
        return Answer([], 0, [], typed)
    try:
        found = _answer(asker, query, typed, is_literal, most_apart)
    except EmptyResultSet:
        return Answer([], 0, [], typed)
    return found._replace(is_cut=asker.is_cut)


def _answer(asker: Asker, query: Query, typed: str, is_literal: bool, most_apart: int) -> Answer:
    asker.allow(1 if is_literal else SHARE_AS_TYPED)
    found = _ranked(asker, query, is_literal, most_apart)
    asker.allow(1)
    if found.phrases:
        return Answer(found.pks, found.phrases, [], typed)
    if found.cut_phrases:
        return Answer(found.pks, found.cut_phrases, [], f"{typed}…")
    if not is_literal and (other := _read_again(asker, query, found)):
        found_again = _ranked(asker, other, True, most_apart)
        if found_again.phrases:
            return Answer(found_again.pks, found_again.phrases, [], " ".join(other.units))
    if not is_literal and not found.pks and (other := _meant_apart(asker, query)):
        found_again = _ranked(asker, other, True, most_apart)
        if found_again.pks:
            return _closest(asker, other, found_again, " ".join(other.units))
    return _closest(asker, query, found, typed)


def _ranked(asker: Asker, query: Query, is_literal: bool, most_apart: int) -> Ranked:
    """All that a query finds by itself (at most 5 queries). Unless it is meant literally, also what
    holds the phrase with its last word cut, where it stands nowhere with these marks."""
    hits = _ranked_hits(asker, query, most_apart)
    exact = (False, Tier.EXACT)
    if not is_literal and all(rank[:2] != exact for rank, _, _ in hits):
        hits += _asked(asker, cut_asks(query))
    return ranked(hits)


def _ranked_hits(asker: Asker, query: Query, most_apart: int) -> list[RankedHit]:
    """From the widest question on: where it finds few articles, their words tell the rest."""
    apart = apart_asks(query, most_apart)
    widest = [ask for _, ask in apart[:1]]
    if apart and (few := _few(asker, widest)) is not None:
        return _told(query, few)
    together = phrase_asks(query, widest[0] if widest else None)
    if is_large():
        _ask_titles(asker, together, apart)
    few = _few(asker, [together[0][1]])
    hits = _told(query, few) if few is not None else _asked(asker, together)
    # Below those that hold the phrase it matters less with which marks.
    return hits + _asked(asker, apart[:FORGIVING] if hits else apart)


def _ask_titles(asker: Asker, together: Sequence[AskOfRank], apart: Sequence[AskOfRank]) -> None:
    """Before all bodies, for which the time may not suffice."""
    if not asker.answers([title_ask(together)]) and apart:
        asker.answers([title_ask(apart)])


def _few(asker: Asker, asks: Sequence[Ask]) -> list[Found] | None:
    """What these questions find, unless that is more than a few articles, or not all."""
    found = asker.answers(asks)
    sizes = Counter(each.number for each in found)
    is_all = all(asker.is_whole(ask) and sizes[n] <= ask.most for n, ask in enumerate(asks))
    by_key = {each.pk: each for each in found}
    return list(by_key.values()) if is_all and len(by_key) <= FEW else None


def _told(query: Query, found: Sequence[Found]) -> list[RankedHit]:
    documents = _documents([each.pk for each in found])
    placing = Placing(query)
    ranks = {pk: placing.rank(document) for pk, document in documents.items()}
    return [RankedHit(rank, new, pk) for _, new, pk in found if (rank := ranks.get(pk))]


def _documents(pks: Collection[int]) -> dict[int, Document]:
    return backend.contents().documents(pks) if pks else {}


def _asked(asker: Asker, asks: Sequence[AskOfRank]) -> list[RankedHit]:
    found = asker.answers([ask for _, ask in asks])
    return [RankedHit(asks[number][0], newest, pk) for number, newest, pk in found]


def _read_again(asker: Asker, query: Query, found: Ranked) -> Query | None:
    """What the query was meant to be, as far as some article answers it (at most 13 queries, 17 in
    a large archive). What has all its words in some title has no slip and no word too many."""
    known = backend.contents().known_words(parts_to_look_up(query))
    if other := _meant(asker, rewritings(query, known)):
        return other
    if other := _meant(asker, _by_own_abbreviations(asker, query)):
        return other
    if found.in_title:
        return None
    has_all_words = bool(found.pks)
    unknown = unknown_places(query, backend.contents().known_words(query.folded))
    spelled = backend.contents().known_words(spellings_to_look_up(query, unknown))
    corrected = corrections(query, unknown, spelled, _rarest_first(query), has_all_words)
    return _meant(asker, corrected) or _meant(asker, omissions(query, unknown, has_all_words))


def _meant_apart(asker: Asker, query: Query) -> Query | None:
    """The same where no article has all of the words as typed: such words may stand apart (at most
    7 queries, 11 in a large archive)."""
    known = backend.contents().known_words(parts_to_look_up(query))
    if other := _meant(asker, apart(rewritings(query, known))):
        return other
    if not (unknown := unknown_places(query, backend.contents().known_words(query.folded))):
        return None
    spelled = backend.contents().known_words(spellings_to_look_up(query, unknown))
    return _meant(asker, corrections_apart(query, unknown, spelled))


def _by_own_abbreviations(asker: Asker, query: Query) -> list[Reading]:
    short = short_forms(query)
    readings = abbreviated(query, backend.contents().known_words(short)) if short else []
    for place, word in abbreviations(query).items():
        using = asker.answers([folded([word], most=LOOKED_INTO)])[:LOOKED_INTO]
        if reading := written_out(query, place, _documents([each.pk for each in using]).values()):
            readings.append(reading)
    return readings


def _rarest_first(query: Query) -> list[int]:
    """The places of the query's words: most slips make rare ones."""
    words = query.folded
    if not (sampled := frequencies(backend.contents())):
        return list(range(len(words)))
    return sorted(range(len(words)), key=lambda place: sampled.anywhere.places([words[place]]))


def _meant(asker: Asker, listed: Sequence[Reading]) -> Query | None:
    """The likeliest of these readings that some article answers (at most 2 queries, 4 in a large
    archive)."""
    if is_large():
        of_heads = [reading._replace(ask=in_heads(reading.ask)) for reading in listed]
        if other := _meant_as_asked(asker, of_heads):
            return other
    return _meant_as_asked(asker, listed)


def _meant_as_asked(asker: Asker, listed: Sequence[Reading]) -> Query | None:
    candidates = chosen(listed, asker.answers([reading.ask for reading in listed]))
    pks = {pk for reading, pks in candidates if reading.slots for pk in pks[:LOOKED_INTO]}
    documents = _documents(pks)
    for reading, answering in candidates:
        if not reading.slots:
            return Query(reading.words)
        for pk in answering:
            if pk in documents and (other := meant(reading, documents[pk])):
                return other
    return None


def _closest(asker: Asker, query: Query, found: Ranked, typed: str) -> Answer:
    """Of a query whose phrase stands nowhere (at most 4 queries)."""
    if found.pks and (cut := _cuts(asker, query, found)):
        return Answer(by_cuts(found, cut), 0, [], typed)
    close = by_pairs(found, asker.answers(_looked_for(pairs(query))))
    near = close.most_words
    if not close.every_word and not near:
        near = nearest(asker.answers(_looked_for(all_but_one(query))))
    return Answer(close.every_word, 0, near, typed)


def _cuts(asker: Asker, query: Query, found: Ranked) -> list[Found]:
    """What has both halves of the query, cut in two somewhere, has all its words."""
    if len(query.words) > 2 and len(found.pks) <= MOST_READ and not asker.is_cut:
        return cuts_in(Placing(query), _documents(found.pks))
    asks = cuts(query)
    # Titles and leads are looked through in a quarter of the time.
    of_heads: list[Found] = asker.answers(list(map(in_heads, asks)))
    return of_heads or list(asker.answers(asks))


def _looked_for(asks: list[Ask]) -> list[Ask]:
    return list(map(in_heads, asks)) if is_large() else asks
