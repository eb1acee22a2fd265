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
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import models
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from articles.models import Article

# clean() writes each attribute so.
HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
PAGES_OF_AN_ARTICLE = {"articles:article", "articles:print"}
LARGEST = (1 << 63) - 1
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
LONGEST = 500
MOST_OF_AN_ARTICLE = 200
BATCH = 500


class SiteLink(models.Model):
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name="bài", related_name="site_links"
    )
    path = models.CharField("dẫn đến", max_length=LONGEST)
    # Not a foreign key: the link outlives what it leads to. None where no page ever was.
    target = models.BigIntegerField(null=True)
    # None: for good. An article that is not published has ended long ago.
    good_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "liên kết trong trang"
        verbose_name_plural = "liên kết trong trang"
        default_permissions = ()
        indexes = [
            models.Index("target", name="site_link_target"),
            models.Index(
                "good_until",
                "id",
                "article",
                name="site_link_ending",
                condition=models.Q(good_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.path


def follow(article: "Article") -> None:
    """To be called when the article was saved (2 queries; 3 more where its links changed)."""
    is_public = article.status == article.Status.PUBLISHED
    end = article.published_until if is_public else NEVER
    SiteLink.objects.filter(target=article.pk).update(good_until=end)
    wanted = dict(links_in(article.body, article.get_absolute_url())) if is_public else {}
    own = SiteLink.objects.filter(article=article.pk)
    if set(own.values_list("path", flat=True)) == set(wanted):
        return
    own.delete()
    ends = ends_of(type(article).objects, wanted.values())
    SiteLink.objects.bulk_create(
        SiteLink(article=article, path=path, target=target, good_until=ends.get(target, NEVER))
        for path, target in wanted.items()
    )


def forget(pk: int) -> None:
    """The article of that number is gone for good (1 query)."""
    SiteLink.objects.filter(target=pk).update(good_until=NEVER)


def fill(articles: models.Manager, links: models.Manager) -> None:
    """The rows of all published articles, where there are none yet, by two queries for each BATCH
    of those that hold a link. Models as a migration has them will do."""
    rows = articles.filter(status="published", body__contains="<a ").order_by("pk")
    found = rows.values_list("pk", "slug", "body").iterator(BATCH)
    while batch := list(islice(found, BATCH)):
        wanted = [
            (pk, path, target)
            for pk, slug, body in batch
            for path, target in dict(links_in(body, f"/bai/{pk}/{slug}/")).items()
        ]
        ends = ends_of(articles, (target for _, _, target in wanted))
        links.bulk_create(
            links.model(article_id=pk, path=path, target=target, good_until=ends.get(target, NEVER))
            for pk, path, target in wanted
        )


def links_in(body: str, base: str) -> Iterator[tuple[str, int | None]]:
    """Each path of this site that the cleaned HTML leads to and the article's number, as far as it
    is an article's; None as number where no page can be. Other pages of the site are left out:
    they are not articles, and seldom go."""
    for match in islice(HREF.finditer(body), MOST_OF_AN_ARTICLE):
        path = own_path(html.unescape(match[1]), base)
        if not path:
            continue
        try:
            page = resolve(path)
        except (Resolver404, ValueError):
            yield path[:LONGEST], None
            continue
        if page.view_name in PAGES_OF_AN_ARTICLE:
            pk = page.kwargs["pk"]
            yield path[:LONGEST], pk if pk <= LARGEST else None


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


def ends_of(
    articles: models.Manager, pks: Iterable[int | None]
) -> dict[int | None, datetime.datetime | None]:
    """When each of these articles stops being public, of those that are published (1 query)."""
    numbers = {pk for pk in pks if pk is not None}
    if not numbers:
        return {}
    published = articles.filter(status="published", pk__in=numbers)
    return dict(published.values_list("pk", "published_until"))
