"""Links in published articles that lead to other articles of this site, and whether they still do.

Kept when an article is saved, so that the desk finds the broken ones by one step into an index and
reads no body for it. A row holds a copy of the end of what it leads to: that one's save renews it,
and an article that expires by the clock breaks its links without anybody's help.
"""

import datetime
import html
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import models
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from articles.addresses import MAX_PK, article_address
from articles.models import Article, InternalLink
from articles.models.internal_link import MAX_PATH_LENGTH

# clean() writes each attribute so.
HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
PAGE = "articles:article"
PAGES_OF_AN_ARTICLE = {PAGE, "articles:print"}
MAX_LINKS = 200  # of one article
# `good_until` of a link to what is not published.
LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# Columns that decide where an article's links lead, and how long links to it are good.
DECISIVE = {"body", "slug", "status", "published_until"}
BATCH = 500


def after_save(
    instance: Article,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Receiver of an article's post_save. Not while a fixture is loaded, which brings its links."""
    if not raw and (update_fields is None or update_fields & DECISIVE):
        update_links(instance)


def after_delete(instance: Article, **_: Any) -> None:
    """Receiver of an article's post_delete: links to it are broken (1 query)."""
    InternalLink.objects.filter(target=instance.pk).update(good_until=LONG_AGO)


def update_links(article: Article) -> None:
    """The article's own links, and the end of those to it (2 queries; 3 more where its own have
    changed)."""
    is_published = article.status == article.Status.PUBLISHED
    end = article.published_until if is_published else LONG_AGO
    InternalLink.objects.filter(target=article.pk).update(good_until=end)
    wanted = dict(links_in(article.body, article.get_absolute_url())) if is_published else {}
    own = InternalLink.objects.filter(article=article.pk)
    if set(own.values_list("path", flat=True)) == set(wanted):
        return
    own.delete()
    ends = publication_ends(Article.objects.with_published_status(), wanted.values())
    InternalLink.objects.bulk_create(
        InternalLink(
            article=article, path=path, target=target, good_until=ends.get(target, LONG_AGO)
        )
        for path, target in wanted.items()
    )


def fill(published: models.QuerySet[Any], links: models.Manager[Any]) -> None:
    """The rows of all these articles, where there are none yet, by two queries for each BATCH of
    those that hold a link. Models as a migration has them will do."""
    rows = published.filter(body__contains="<a ").order_by("pk").values_list("pk", "slug", "body")
    remaining = rows.iterator(BATCH)
    while batch := list(islice(remaining, BATCH)):
        wanted = [
            (pk, path, target)
            for pk, slug, body in batch
            for path, target in dict(links_in(body, article_address(PAGE, pk, slug))).items()
        ]
        ends = publication_ends(published, (target for _, _, target in wanted))
        links.bulk_create(
            links.model(
                article_id=pk, path=path, target=target, good_until=ends.get(target, LONG_AGO)
            )
            for pk, path, target in wanted
        )


def links_in(body: str, base: str) -> Iterator[tuple[str, int | None]]:
    """Each path of this site that the cleaned HTML leads to and the article's number, as far as it
    is an article's; None as number where no page can be. Other pages of the site are left out:
    they are not articles, and seldom go."""
    for match in islice(HREF.finditer(body), MAX_LINKS):
        path = own_path(html.unescape(match[1]), base)
        if not path:
            continue
        try:
            page = resolve(path)
        except (Resolver404, ValueError):
            yield path[:MAX_PATH_LENGTH], None
            continue
        if page.view_name in PAGES_OF_AN_ARTICLE:
            pk = page.kwargs["pk"]
            yield path[:MAX_PATH_LENGTH], pk if pk <= MAX_PK else None


def own_path(address: str, base: str) -> str:
    """The path of an address of this site; blank for any other, and for a place in the page."""
    try:
        parts = urlsplit(address)
        host = split_domain_port(parts.netloc)[0]
    except ValueError:
        return ""
    is_here = not parts.netloc or (bool(host) and validate_host(host, settings.ALLOWED_HOSTS))
    if parts.scheme not in ("", "http", "https") or not is_here:
        return ""
    if not parts.path:
        return "/" if parts.netloc else ""
    return urlsplit(urljoin(base, parts.path)).path


def publication_ends(
    published: models.QuerySet[Any], pks: Iterable[int | None]
) -> dict[int | None, datetime.datetime | None]:
    """When each of these articles stops being public, as far as it is published (1 query)."""
    numbers = {pk for pk in pks if pk is not None}
    if not numbers:
        return {}
    return dict(published.filter(pk__in=numbers).values_list("pk", "published_until"))
