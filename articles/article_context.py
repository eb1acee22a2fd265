"""What the templates of an article show of the article itself."""

import datetime
import math
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from articles.addresses import MAX_PK
from articles.archive_counts import PublicArchive
from articles.models import Article, Attachment, Byline, Photo
from articles.paging import NumberedPages, page_number
from articles.prepared_queries import PreparedQuery
from articles.public_lists import OtherNews, PublicList
from articles.querysets import ArticleQuerySet
from articles.reading_aids import reading_aids
from articles.stored_parts import stored_parts
from attachments.videos import (
    described,
    picture_address,
    videos_among,
    with_videos_of,
    without_videos,
)
from caching import tags
from caching.memo import Memo
from richtext.body_parts import body_parts
from richtext.videos import OwnVideos

OTHER_NEWS_PER_PAGE = 8

_readable = PreparedQuery(
    lambda pk, at: Article.objects.published(at).select_related("category", "cover").filter(pk=pk),
    pk=int,
    at=datetime.datetime,
)

_articles: Memo[Article] = Memo(most=64)
_contexts: Memo[dict[str, Any]] = Memo(most=64)  # of some 25 kB, its article's included


def cached_article(pk: int, at: datetime.datetime) -> Article | None:
    """The article, which nobody may change, with its category and its cover; None where it is not
    public at that moment. 1 query after a change of it, else none."""

    def read() -> Article:
        if pk > MAX_PK or not (found := _readable.fetch(pk=pk, at=at)):
            raise Article.DoesNotExist
        return found[0]

    try:
        return _articles.get(pk, at, read, until=public_until, depends=(tags.article(pk),))
    except Article.DoesNotExist:
        return None


def cached_article_context(pk: int, at: datetime.datetime) -> dict[str, Any] | None:
    """The context of an article that anyone may read at that moment, which nobody may change;
    None where it is not public. 2 queries after a change of it, else none."""

    def read() -> dict[str, Any]:
        # Asked for within, so that it is no older than what the context is cached under.
        if (article := cached_article(pk, at)) is None:
            raise Article.DoesNotExist
        parts = stored_parts(pk)
        return article_context(article, parts.photos, parts.bylines, attachments=parts.attachments)

    try:
        return _contexts.get(
            pk,
            at,
            read,
            until=lambda context: public_until(context["article"]),
            depends=(tags.article(pk),),
        )
    except Article.DoesNotExist:
        return None


def article_context(
    article: Article,
    photos: Iterable[Photo] | None = None,
    bylines: Iterable[Byline] | None = None,
    print_url: str = "",
    attachments: Iterable[Attachment] | None = None,
) -> dict[str, Any]:
    """Context: the article, its body in parts with the photos and videos in their places, its
    headings where it has many, the minutes that it takes to read, its bylines, videos and
    attachments. The stored ones unless others are given (3 queries, none where prefetched; 1 for a
    cover that is not)."""
    photos = article.photos.all() if photos is None else photos
    bylines = article.bylines.all() if bylines is None else bylines
    attachments = list(article.attachments.all() if attachments is None else attachments)
    photos = list(photos)
    body = with_videos_of(article.body, attachments)
    videos = OwnVideos(described(attachments, photos), picture_address(article.cover))
    parts = body_parts(body, photos, article.body_mac, videos)
    aids = reading_aids(parts, article.lead)
    return {
        "article": article,
        "body_parts": aids.parts,
        "headings": aids.headings,
        "minutes": aids.minutes,
        "bylines": list(bylines),
        "videos": videos_among(attachments),
        "attachments": without_videos(attachments),
        "print_url": print_url or article.get_print_url(),
    }


def other_news(
    request: HttpRequest, article: Article, at: datetime.datetime, is_public: bool = True
) -> Page[Article]:
    """The page of “Tin khác” that the address asks for; 404 where there is none. One query, or two
    further down, when it is shown. `is_public`: whether the article itself is among the news."""
    public = PublicArchive(at, article.category)
    show = ArticleQuerySet.for_titles
    others = OtherNews(public, show, read=article) if is_public else PublicList(public, show)
    pages = NumberedPages(others, OTHER_NEWS_PER_PAGE, "tin-khac")
    return pages.page_at(page_number(request, "tin-khac"))


def public_until(article: Article) -> float:
    """Unix seconds."""
    return article.published_until.timestamp() if article.published_until else math.inf
