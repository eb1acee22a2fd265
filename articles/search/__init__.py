"""Search: marks forgiven but not forgotten, the same on SQLite and on PostgreSQL.

The index is derived from the articles alone; `manage.py rebuild_search` writes it anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from articles.search import postgresql, sqlite
from articles.search.ranking import MOST_HITS, Standing, Tier, ranked, worth_a_look
from articles.search.words import asked, document, plain_text
from vietnamese.searching import excerpt, marked

if TYPE_CHECKING:
    from articles.models import Article

BATCH = 200


@dataclass(frozen=True)
class Hits:
    """One page of hits. Each article has `title_marked` and `excerpt`, both lists of
    (fragment, matched), to be escaped; `total` stops at 1,000, and says so."""

    articles: list["Article"]
    total: int
    total_is_capped: bool = False


def find(queryset: QuerySet, query: str, first: int, count: int) -> Hits:
    """Articles of `queryset` that hold all words of `query`, from the hit numbered `first` (0 is
    the best), `count` of them. At most 3 queries; any string is a query, none raises.

    Exact marks come first, then the other tone placement, then the bare letters; within each,
    words together before words apart, title before lead before body, new before old. `queryset`
    must already be limited to what the asker may read.
    """
    forms = asked(query)
    if not forms.folded:
        return Hits([], 0)
    try:
        found = _backend().candidates(queryset, forms)
    except EmptyResultSet:
        return Hits([], 0)
    hits = sum((hit.tier, hit.standing) == (Tier.FOLDED, Standing.APART) for hit in found)
    total = min(hits, MOST_HITS)
    page = slice(min(first, total), min(first + count, total))
    articles: list[Article] = []
    if page.start < page.stop:
        looked_at = _backend().findings(forms, worth_a_look(found, page))
        pks = ranked(found, looked_at)[page]
        by_pk = queryset.order_by().defer(None).in_bulk(pks)
        articles = [_shown(by_pk[pk], query) for pk in pks if pk in by_pk]
    return Hits(articles, total, total_is_capped=hits > MOST_HITS)


def index(article: "Article") -> None:
    """Renew what is searched of a stored article, its captions and bylines included (3 queries).

    To be called after each of them is saved; takes part in the transaction around it.
    """
    captions = [photo.caption for photo in article.photos.all()]
    names = [byline.name for byline in article.bylines.all()]
    texts = document(article.title, article.lead, article.body, captions + names)
    _backend().write(article.pk, article.published_from, texts)


def forget(pk: int) -> None:
    """Take an article out of the index; nothing happens where it is not there (1 query)."""
    _backend().erase(pk)


def reindex_all(progress: Callable[[int], Any] | None = None) -> int:
    """Throw the index away and write it anew, newest articles first; returns how many.

    Four queries a batch of 200 articles, and one an article. Each batch is a transaction of its
    own, so editors need not wait; meanwhile search finds what is indexed already. `progress` is
    called with the number of articles done.
    """
    recreate()
    articles = apps.get_model("articles", "Article")._default_manager
    pks = list(articles.order_by("-pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH]
        with transaction.atomic():
            rows = articles.filter(pk__in=batch).prefetch_related("photos", "bylines")
            # Locked, so that no editor's newer text is overwritten in the index.
            for article in rows.select_for_update().order_by("-pk"):
                index(article)
        if progress:
            progress(start + len(batch))
    return len(pks)


def recreate() -> None:
    """Drop the tables of the index and make them anew, empty."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in [*_backend().DROP, *_backend().CREATE]:
            cursor.execute(statement)


def _shown(article: Any, query: str) -> "Article":
    text = f"{article.lead}\n{plain_text(article.body)}"
    article.title_marked = marked(article.title, query)
    article.excerpt = excerpt(text, query)
    return article


def _backend() -> Any:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
