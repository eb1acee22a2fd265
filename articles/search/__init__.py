"""Search: marks forgiven but not forgotten, the same on SQLite and on PostgreSQL.

The index is derived from the articles alone; `manage.py rebuild_search` writes it anew.
"""

import datetime
import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from articles.search import backend
from articles.search.answering import answer
from articles.search.asking import MOST_APART, MOST_HITS
from articles.search.beside import Shown, beside
from articles.search.budget import SECONDS_OF_DESK
from articles.search.documents import IndexEntry, document, plain_text
from vietnamese.searching import excerpt, highlight

# What of an article is searched besides its text.
PARTS = ("photos", "bylines", "attachments")

Load = Callable[[list[int]], Mapping[int, Any]]


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
    attachments: Any


@dataclass(frozen=True)
class Hit:
    """An article as found; title, excerpt and what stands beside are (text, matched) fragments, to
    be escaped. Beside: a document, a caption or a name, only where it has of the query what the
    article's title and text have not."""

    article: Any
    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]
    beside: list[tuple[str, bool]]

    @property
    def title_html(self) -> SafeString:
        """The title, escaped, with <mark> around what matched."""
        return _marked_html(self.title)

    @property
    def excerpt_html(self) -> SafeString:
        return _marked_html(self.excerpt)

    @property
    def beside_html(self) -> SafeString:
        return _marked_html(self.beside)


@dataclass(frozen=True)
class Hits:
    """One page of hits, the best first, with what it was that was looked for.

    `phrases` of all hold it as a phrase, `apart` hold its words otherwise; of the former at most
    1,000 are counted, of the latter 200. `near` hold most of its words, where too few hold all.
    Where `is_cut`, the time ran out that a search has, and there may be more of each.
    """

    hits: list[Hit]
    phrases: int
    phrases_are_capped: bool
    apart: int
    apart_are_capped: bool
    near: list[Hit]
    query: str
    is_cut: bool

    @property
    def total(self) -> int:
        return self.phrases + self.apart

    @property
    def total_is_capped(self) -> bool:
        return self.phrases_are_capped or self.apart_are_capped


def find(
    queryset: QuerySet[Any],
    query: str,
    first: int,
    most: int,
    is_literal: bool = False,
    load: Load | None = None,
) -> Hits:
    """Articles of `queryset` that answer `query`, from the hit numbered `first` (0 is the best), at
    most `most` of them. At most 30 queries, 38 in a large archive, 9 where the query's phrase
    stands anywhere; any string is a query, none raises, and none takes long (see budget.py). See
    `answering` for what answers; `queryset` must already be limited to what the asker may read.
    `load` brings what is shown of the articles, with title, lead and body, by their keys; without
    it they are objects of `queryset`.
    """
    found = answer(queryset, query, is_literal)
    phrases, apart = found.phrases, len(found.pks) - found.phrases
    counted = min(phrases, MOST_HITS), min(apart, MOST_APART)
    listed = found.pks[: counted[0]] + found.pks[phrases : phrases + counted[1]]
    pks = listed[first : first + most]
    near = [] if first else found.near
    articles = (
        (load or queryset.order_by().defer(None).in_bulk)([*pks, *near]) if pks or near else {}
    )
    shown = {pk: _shown(article, found.query) for pk, article in articles.items()}
    reasons = beside(shown, found.query)
    hits, near_hits = (
        [
            Hit(articles[pk], shown[pk].title, shown[pk].excerpt, reasons.get(pk, []))
            for pk in some
            if pk in articles
        ]
        for some in (pks, near)
    )
    return Hits(
        hits,
        counted[0],
        phrases > MOST_HITS,
        counted[1],
        apart > MOST_APART,
        near_hits,
        found.query,
        found.is_cut,
    )


def find_pks(queryset: QuerySet[Any], query: str, most: int) -> list[int]:
    """The primary keys of what `find` finds, best first, at most `most` of them (as many
    queries as `find` but one). For the desk, which waits longer than readers do."""
    return answer(queryset, query, most_apart=MOST_HITS, seconds=SECONDS_OF_DESK).pks[:most]


def index(article: Searchable) -> None:
    """Renew what is searched of a stored article, its captions, bylines and the names of its
    documents included (4 queries).

    To be called after each of them is saved; takes part in the transaction around it.
    """
    index_many([article])


def index_many(articles: Iterable[Searchable]) -> None:
    """`index` for many: 1 query, apart from those for what is in PARTS, which should be
    prefetched."""
    backend.index().write([_entry(article) for article in articles])


def fill(articles: Iterable[Searchable]) -> None:
    """`index_many` where nothing is indexed of them yet; much quicker (1 query, on SQLite 4).

    What an editor saved meanwhile is newer, and stays.
    """
    backend.index().fill([_entry(article) for article in articles])


def outdated(articles: Iterable[Searchable]) -> list[int]:
    """The keys of those of which something else is indexed than what they say now; one that is
    not indexed at all is not among them (1 query, as for `index_many`)."""
    return backend.index().differing([_entry(article) for article in articles])


def remove(pk: int) -> None:
    """Take an article out of the index; nothing happens where it is not there (1 query)."""
    backend.index().erase(pk)


@contextmanager
def recreated() -> Iterator[None]:
    """Inside, the index is empty and made for being filled; afterwards for being searched.

    Fill it by `fill`. Searches meanwhile find what is there, if not as quickly.
    """
    _run([*backend.index().DROP, *backend.index().CREATE, *backend.index().BEFORE_FILLING])
    try:
        yield
    finally:
        _run(backend.index().AFTER_FILLING)
    backend.index().merge()


def _run(statements: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _entry(article: Searchable) -> IndexEntry:
    photos = [f"{photo.caption}\n{photo.credit}" for photo in article.photos.all()]
    names = [byline.name for byline in article.bylines.all()]
    # With its kind, as in the name of the file that readers have: Phiếu đăng ký.docx.
    files = [
        f"{each.name} {each.file.name.rpartition('.')[2]}" for each in article.attachments.all()
    ]
    texts = document(article.title, article.lead, article.body, photos + names + files)
    return IndexEntry(article.pk, article.published_from, article.category_id, texts)


def _shown(article: Any, query: str) -> Shown:
    text = f"{article.lead}\n{plain_text(article.body)}"
    return Shown(highlight(article.title, query), excerpt(text, query), text)


def _marked_html(fragments: list[tuple[str, bool]]) -> SafeString:
    # In one go: a loop in the template takes longer than the search.
    marked_up = (
        f"<mark>{html.escape(text)}</mark>" if matched else html.escape(text)
        for text, matched in fragments
    )
    return mark_safe("".join(marked_up))
