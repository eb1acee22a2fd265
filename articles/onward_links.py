"""Where an article leads on: the topics it stands in and the articles to read next, as an editor
has put them beside it, and its neighbours in its category.

`Article.is_connected` says whether an editor has put any there.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import CharField, DateTimeField, F, QuerySet, Subquery, Value

from articles.addresses import article_address, topic_address
from articles.cards import Title
from articles.models import Article, RelatedArticle, Topic, TopicArticle
from articles.next_change import next_change
from articles.prepared_queries import PreparedQuery
from articles.querysets import ArticleQuerySet
from caching import tags
from caching.memo import Memo

MOST_RELATED = 6
TOPIC, RELATED, NEWER, OLDER = "topic", "related", "newer", "older"
NEXT_MOMENT = datetime.timedelta(microseconds=1)  # of those that a database tells apart

Row = tuple[Any, ...]  # kind, place, key, slug, words, moment


class TopicLink(NamedTuple):
    address: str
    name: str


class OnwardLinks(NamedTuple):
    """By value, as a page shows them; of related articles those that anyone may read."""

    topics: tuple[TopicLink, ...] = ()
    related: tuple[Title, ...] = ()
    newer: Title | None = None
    older: Title | None = None


def _rows(
    pk: int,
    at: datetime.datetime,
    category: int,
    published: datetime.datetime,
    after: datetime.datetime,
) -> "QuerySet[Any, Row]":
    topics = TopicArticle.objects.filter(article_id=pk).values_list(
        Value(TOPIC, CharField()),
        "topic_id",
        "topic_id",
        "topic__slug",
        "topic__name",
        Value(None, DateTimeField()),
    )
    related = Article.objects.published(at).filter(related_by__article_id=pk)
    # Of the same moment the one with the greater key is the newer one, as in newest_first().
    newer = Article.objects.published_within(at, since=published).filter(category=category)
    newer = newer.exclude(published_from=published, pk__lte=pk)
    older = Article.objects.published_within(at, before=after).filter(category=category)
    older = older.exclude(published_from=published, pk__gte=pk)
    return topics.union(
        _titles(related, RELATED, F("related_by__order")),
        _titles(_first(newer.order_by("published_from", "pk")), NEWER, Value(0)),
        _titles(_first(older.newest_first()), OLDER, Value(0)),
        all=True,
    )


def _titles(articles: ArticleQuerySet, kind: str, place: F | Value) -> "QuerySet[Any, Row]":
    shown = "pk", "slug", "title", "published_from"
    return articles.order_by().values_list(Value(kind, CharField()), place, *shown)


def _first(articles: ArticleQuerySet) -> ArticleQuerySet:
    """As a part of a union, which may not be cut."""
    return Article.objects.filter(pk=Subquery(articles.values("pk")[:1]))


_stored = PreparedQuery(
    _rows,
    pk=int,
    at=datetime.datetime,
    category=int,
    published=datetime.datetime,
    after=datetime.datetime,
)
_onward_links: Memo[OnwardLinks] = Memo(tags.CARDS, most=256)


def cached_onward_links(article: Article, at: datetime.datetime) -> OnwardLinks:
    """What readers see of them at that moment, of a public article (1 query after a change of any
    article that stands in a list, else none)."""
    published = article.published_from
    assert published is not None  # noqa: S101  # what is public has it

    return _onward_links.get(
        article.pk,
        at,
        lambda: _of(_fetch(article, published, at)),
        until=lambda _: next_change(at),
        depends=(tags.article(article.pk),),
    )


def onward_links_with(
    topics: Iterable[Topic], related: Sequence[int], at: datetime.datetime
) -> OnwardLinks:
    """As a page would show these topics, and these articles in their order (at most 1 query)."""
    public = Article.objects.published(at).for_titles().in_bulk(list(related)) if related else {}
    rows: list[Row] = [
        (TOPIC, topic.pk, topic.pk, topic.slug, topic.name, None) for topic in topics
    ]
    for place, pk in enumerate(related):
        if found := public.get(pk):
            rows.append((RELATED, place, pk, found.slug, found.title, found.published_from))
    return _of(rows)


def with_neighbours(
    onward_links: OnwardLinks, article: Article, at: datetime.datetime
) -> OnwardLinks:
    """With what stands before and behind the article in its category, as if it were public there
    (1 query, none for one that has no date or category yet)."""
    if not article.category_id or article.published_from is None:
        return onward_links
    beside = _of(_fetch(article, article.published_from, at))
    return onward_links._replace(newer=beside.newer, older=beside.older)


def topics_of(article: Article) -> list[Topic]:
    """The last made first (1 query, none without)."""
    return list(article.topics.all()) if article.pk and article.is_connected else []


def related_to(article: Article) -> list[int]:
    """The keys of related articles, public or not, in their order (1 query, none without)."""
    if not article.pk or not article.is_connected:
        return []
    return list(article.related_entries.values_list("related_id", flat=True))


def connect(
    article: Article, topics: Iterable[Topic] | None, related: Sequence[int] | None
) -> None:
    """Make these the article's topics and related articles; None leaves them as they are. Its pages
    follow by its save, in the same transaction (at most 4 queries, 5 more where something changes).
    """
    if not (article.is_connected or topics or related):
        return
    if topics is not None:
        _set_topics(article, {topic.pk for topic in topics})
    if related is not None:
        _set_related(article, [pk for pk in dict.fromkeys(related) if pk != article.pk])
    entries = article.topic_entries, article.related_entries
    is_connected = any(found.exists() for found in entries) or None
    if article.is_connected != is_connected:
        article.is_connected = is_connected
        Article.objects.filter(pk=article.pk).update(is_connected=is_connected)


def _set_topics(article: Article, wanted: set[int]) -> None:
    entries = article.topic_entries.all()
    there = set(entries.values_list("topic_id", flat=True))
    if there - wanted:
        entries.filter(topic_id__in=there - wanted).delete()
    TopicArticle.objects.bulk_create(
        TopicArticle(article=article, topic_id=pk) for pk in sorted(wanted - there)
    )


def _set_related(article: Article, wanted: list[int]) -> None:
    entries = article.related_entries.all()
    if list(entries.values_list("related_id", flat=True)) == wanted:
        return
    entries.delete()
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=article, related_id=pk, order=place)
        for place, pk in enumerate(wanted)
    )


def _fetch(article: Article, published: datetime.datetime, at: datetime.datetime) -> list[Row]:
    return _stored.fetch(
        pk=article.pk or 0,
        at=at,
        category=article.category_id,
        published=published,
        after=min(published + NEXT_MOMENT, at),
    )


def _of(rows: Iterable[Row]) -> OnwardLinks:
    ordered = sorted(rows, key=lambda row: row[1])
    topics = [TopicLink(topic_address(row[3]), row[4]) for row in ordered if row[0] == TOPIC]
    related = [_title(row) for row in ordered if row[0] == RELATED]
    beside = {row[0]: _title(row) for row in ordered if row[0] in (NEWER, OLDER)}
    return OnwardLinks(tuple(topics), tuple(related), beside.get(NEWER), beside.get(OLDER))


def _title(row: Row) -> Title:
    _, _, pk, slug, title, moment = row
    return Title(article_address("articles:article", pk, slug), title, moment)
