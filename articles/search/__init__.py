"""Search: marks forgiven but not forgotten, the same on SQLite and on PostgreSQL.

The index is derived from the articles alone; `manage.py rebuild_search` writes it anew.
"""

import datetime
import html
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from articles.search import postgresql, sqlite
from articles.search.documents import Forms, IndexEntry, document, plain_text, query_forms
from articles.search.ranking import (
    MOST_HITS,
    Candidate,
    count,
    ranked,
    worth_refining,
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
class Hits:
    """One page of hits, the best first; `total` stops at 1,000, and says so."""

    hits: list[Hit]
    total: int
    total_is_capped: bool


def find(queryset: QuerySet[Any], query: str, first: int, most: int) -> Hits:
    """Articles of `queryset` that hold all words of `query`, from the hit numbered `first` (0 is
    the best), at most `most` of them. At most 3 queries; any string is a query, none raises.

    Exact marks come first, then the other tone placement, then the bare letters; within each,
    words together before words apart, title before lead before body, new before old. `queryset`
    must already be limited to what the asker may read.
    """
    forms = query_forms(query)
    found = _candidates(queryset, forms)
    every = count(found)
    total = min(every, MOST_HITS)
    pks = _best(queryset, forms, found, slice(min(first, total), min(first + most, total)))
    articles = queryset.order_by().defer(None).in_bulk(pks)
    hits = [_hit(articles[pk], query) for pk in pks if pk in articles]
    return Hits(hits, total, total_is_capped=every > MOST_HITS)


def find_pks(queryset: QuerySet[Any], query: str, most: int) -> list[int]:
    """The primary keys of what `find` finds, best first, at most `most` of them (2 queries)."""
    forms = query_forms(query)
    return _best(queryset, forms, _candidates(queryset, forms), slice(0, most))


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


def _candidates(queryset: QuerySet[Any], forms: Forms) -> list[Candidate]:
    if not forms.folded:
        return []
    try:
        found: list[Candidate] = _backend().candidates(queryset, forms)
    except EmptyResultSet:
        return []
    return found


def _best(queryset: QuerySet[Any], forms: Forms, found: list[Candidate], page: slice) -> list[int]:
    if page.start >= page.stop:
        return []
    refined = _backend().refinements(queryset, forms, worth_refining(found, page))
    return ranked(found, refined)[page]


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
