"""Search: marks forgiven but not forgotten, the same on SQLite and on PostgreSQL.

The index is derived from the articles alone; `manage.py rebuild_search` writes it anew.
"""

import datetime
import html
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from articles.search import postgresql, sqlite
from articles.search.asking import MOST_APART, MOST_HITS, Ask, Found, Query, ranked_asks, read
from articles.search.budget import affordable
from articles.search.closeness import all_but_one, by_cuts, by_pairs, cuts, nearest, pairs
from articles.search.documents import IndexEntry, document, plain_text
from articles.search.ranking import Ranked, ranked
from articles.search.rereading import (
    LOOKED_INTO,
    Reading,
    chosen,
    corrections,
    meant,
    omissions,
    parts_to_look_up,
    rewritings,
    spellings_to_look_up,
)
from vietnamese.searching import excerpt, highlight


class Searchable(Protocol):
    """What search reads of an article."""

    pk: int
    title: str
    lead: str
    body: str
    published_from: datetime.datetime | None
    category_id: int
    photos: Any
    bylines: Any


@dataclass(frozen=True)
class Hit:
    """An article as found; title and excerpt are (text, matched) fragments, to be escaped."""

    article: Any
    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]

    @property
    def title_html(self) -> SafeString:
        """The title, escaped, with <mark> around what matched."""
        return _marked_html(self.title)

    @property
    def excerpt_html(self) -> SafeString:
        return _marked_html(self.excerpt)


@dataclass(frozen=True)
class Answer:
    """What a query finds, by primary key, the best first."""

    pks: list[int]
    phrases: int  # how many of them hold the query as a phrase
    near: list[int]  # what holds most of its words, if nothing holds it as a phrase
    query: str  # what was looked for: as typed, or what that was taken for


@dataclass(frozen=True)
class Hits:
    """One page of hits, the best first, with what it was that was looked for.

    `phrases` of all hold it as a phrase, `apart` hold its words otherwise; of the former at most
    1,000 are counted, of the latter 200. `near` hold most of its words, where too few hold all.
    """

    hits: list[Hit]
    phrases: int
    phrases_are_capped: bool
    apart: int
    apart_are_capped: bool
    near: list[Hit]
    query: str

    @property
    def total(self) -> int:
        return self.phrases + self.apart

    @property
    def total_is_capped(self) -> bool:
        return self.phrases_are_capped or self.apart_are_capped


def find(
    queryset: QuerySet[Any], query: str, first: int, most: int, is_literal: bool = False
) -> Hits:
    """Articles of `queryset` that answer `query`, from the hit numbered `first` (0 is the best), at
    most `most` of them. At most 13 queries, 2 where the query's phrase stands anywhere; any string
    is a query, none raises. See `_answer` for what answers; `queryset` must already be limited to
    what the asker may read.
    """
    found = _answer(queryset, query, is_literal)
    phrases, apart = found.phrases, len(found.pks) - found.phrases
    counted = min(phrases, MOST_HITS), min(apart, MOST_APART)
    listed = found.pks[: counted[0]] + found.pks[phrases : phrases + counted[1]]
    pks = listed[first : first + most]
    near = [] if first else found.near
    articles = queryset.order_by().defer(None).in_bulk([*pks, *near]) if pks or near else {}
    hits, near_hits = (
        [_hit(articles[pk], found.query) for pk in some if pk in articles] for some in (pks, near)
    )
    is_capped = phrases > MOST_HITS, apart > MOST_APART
    return Hits(hits, counted[0], is_capped[0], counted[1], is_capped[1], near_hits, found.query)


def find_pks(queryset: QuerySet[Any], query: str, most: int) -> list[int]:
    """The primary keys of what `find` finds, best first, at most `most` of them (at most 11
    queries)."""
    return _answer(queryset, query, most_apart=MOST_HITS).pks[:most]


def index(article: Searchable) -> None:
    """Renew what is searched of a stored article, its captions and bylines included (3 queries).

    To be called after each of them is saved; takes part in the transaction around it.
    """
    index_many([article])


def index_many(articles: Iterable[Searchable]) -> None:
    """`index` for many: 1 query, apart from those for captions and bylines, which should be
    prefetched."""
    _backend().write([_entry(article) for article in articles])


def fill(articles: Iterable[Searchable]) -> None:
    """`index_many` where nothing is indexed of them yet; much quicker (1 query, on SQLite 4).

    What an editor saved meanwhile is newer, and stays.
    """
    _backend().fill([_entry(article) for article in articles])


def outdated(articles: Iterable[Searchable]) -> list[int]:
    """The keys of those of which something else is indexed than what they say now; one that is
    not indexed at all is not among them (1 query, as for `index_many`)."""
    differing: list[int] = _backend().differing([_entry(article) for article in articles])
    return differing


def remove(pk: int) -> None:
    """Take an article out of the index; nothing happens where it is not there (1 query)."""
    _backend().erase(pk)


@contextmanager
def recreated() -> Iterator[None]:
    """Inside, the index is empty and made for being filled; afterwards for being searched.

    Fill it by `fill`. Searches meanwhile find what is there, if not as quickly.
    """
    _run([*_backend().DROP, *_backend().CREATE, *_backend().BEFORE_FILLING])
    try:
        yield
    finally:
        _run(_backend().AFTER_FILLING)
    _backend().merge()


def _run(statements: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _entry(article: Searchable) -> IndexEntry:
    captions = [photo.caption for photo in article.photos.all()]
    names = [byline.name for byline in article.bylines.all()]
    texts = document(article.title, article.lead, article.body, captions + names)
    return IndexEntry(article.pk, article.published_from, article.category_id, texts)


def _answer(
    queryset: QuerySet[Any], typed: str, is_literal: bool = False, most_apart: int = MOST_APART
) -> Answer:
    """Articles that hold the query's phrase come first, then those that hold its words.

    Where its phrase stands nowhere, the query is read again, unless it is meant literally: what
    such a reading finds takes the place of all that. Where nothing else can be read out of it,
    those that hold its words come by how many of its neighbouring pairs they hold.
    """
    query = read(typed)
    if not query.units:
        return Answer([], 0, [], typed)
    found = _ranked(queryset, query, is_literal, most_apart)
    if found.phrases:
        return Answer(found.pks, found.phrases, [], typed)
    if found.cut_phrases:
        return Answer(found.pks, found.cut_phrases, [], f"{typed}…")
    if not is_literal and (other := _read_again(queryset, query, bool(found.pks))):
        found_again = _ranked(queryset, other, True, most_apart)
        if found_again.phrases:
            return Answer(found_again.pks, found_again.phrases, [], " ".join(other.units))
    return _closest(queryset, query, found, typed)


def _ranked(queryset: QuerySet[Any], query: Query, is_literal: bool, most_apart: int) -> Ranked:
    ranks, asks = zip(*ranked_asks(query, is_literal, most_apart), strict=True)
    return ranked(ranks, _answers(queryset, asks))


def _read_again(queryset: QuerySet[Any], query: Query, has_all_words: bool) -> Query | None:
    """What the query was meant to be, as far as some article answers it (at most 7 queries)."""
    known = _backend().known_words(parts_to_look_up(query))
    if other := _meant(queryset, rewritings(query, known)):
        return other
    known = _backend().known_words(spellings_to_look_up(query))
    return _meant(queryset, corrections(query, known, has_all_words)) or _meant(
        queryset, omissions(query, known, has_all_words)
    )


def _meant(queryset: QuerySet[Any], listed: list[Reading]) -> Query | None:
    """The likeliest of these readings that some article answers (at most 2 queries)."""
    listed = affordable(listed)
    candidates = chosen(listed, _answers(queryset, [reading.ask for reading in listed]))
    pks = {pk for reading, pks in candidates if reading.slots for pk in pks[:LOOKED_INTO]}
    documents = _backend().documents(pks) if pks else {}
    for reading, answering in candidates:
        if not reading.slots:
            return Query(reading.words)
        for pk in answering:
            if pk in documents and (other := meant(reading, documents[pk])):
                return other
    return None


def _closest(queryset: QuerySet[Any], query: Query, found: Ranked, typed: str) -> Answer:
    """Of a query whose phrase stands nowhere (at most 3 queries)."""
    if found.pks and (cut := _answers(queryset, affordable(cuts(query)))):
        return Answer(by_cuts(found, cut), 0, [], typed)
    close = by_pairs(found, _answers(queryset, affordable(pairs(query))))
    near = close.most_words
    if not close.every_word and not near:
        near = nearest(_answers(queryset, affordable(all_but_one(query))))
    return Answer(close.every_word, 0, near, typed)


def _answers(queryset: QuerySet[Any], asks: Sequence[Ask]) -> list[Found]:
    if not asks:
        return []
    try:
        found: list[Found] = _backend().answers(queryset, asks)
    except EmptyResultSet:
        return []
    return found


def _hit(article: Any, query: str) -> Hit:
    text = f"{article.lead}\n{plain_text(article.body)}"
    return Hit(article, highlight(article.title, query), excerpt(text, query))


def _marked_html(fragments: list[tuple[str, bool]]) -> SafeString:
    # In one go: a loop in the template takes longer than the search.
    marked_up = (
        f"<mark>{html.escape(text)}</mark>" if matched else html.escape(text)
        for text, matched in fragments
    )
    return mark_safe("".join(marked_up))


def _backend() -> Any:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
