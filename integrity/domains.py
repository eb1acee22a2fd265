"""The domains that the site leads to: how often, since when, through whom, and an example."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.urls import reverse

from articles.models import Article
from integrity.models import OutgoingLink, TrustedDomain
from integrity.trust import trusted_domains
from richtext.domains import is_covered, readable
from vietnamese.names import full_name

PER_PAGE = 100
PUBLIC = models.Q(article=None) | models.Q(article__status=Article.Status.PUBLISHED)


@dataclass(frozen=True)
class OutgoingDomain:
    """`listed` is the line of the list of trusted domains that is about this very domain."""

    domain: str
    shown: str
    links: int
    since: datetime.datetime
    by: str
    example: str
    example_url: str
    is_trusted: bool
    listed: TrustedDomain | None


def outgoing_domains(number: str | None) -> "Page[OutgoingDomain]":
    """A page of them, the newest first (4 queries): those are worth a look."""
    public = OutgoingLink.objects.filter(PUBLIC)
    counted = (
        public.values("domain")
        .annotate(links=models.Count("pk"), since=models.Min("added_at"), first=models.Min("pk"))
        .order_by("-since", "domain")
    )
    page: Page[Any] = Paginator(counted, PER_PAGE).get_page(number)
    rows = list(page.object_list)
    links = OutgoingLink.objects.select_related("article", "by").defer("article__body")
    first = links.in_bulk([row["first"] for row in rows])
    names = [row["domain"] for row in rows]
    listed = {each.domain: each for each in TrustedDomain.objects.filter(domain__in=names)}
    trusted = trusted_domains()
    page.object_list = [
        _domain(row, first[row["first"]], listed, is_covered(row["domain"], trusted))
        for row in rows
    ]
    return page


def _domain(
    row: dict[str, Any],
    first: OutgoingLink,
    listed: dict[str, TrustedDomain],
    is_trusted: bool,
) -> OutgoingDomain:
    text, url = example_of(first)
    return OutgoingDomain(
        first.domain,
        readable(first.domain),
        row["links"],
        row["since"],
        full_name(first.by) if first.by else "không rõ",
        text,
        url,
        is_trusted,
        listed.get(first.domain),
    )


def example_of(link: OutgoingLink) -> tuple[str, str]:
    """What to call its place, and where that is edited."""
    if link.article:
        return link.article.title, reverse("admin:articles_article_change", args=[link.article_id])
    return place_of(link.source)


NAMES = {
    "portal.page": "Trang tĩnh",
    "portal.banner": "Ảnh tuyên truyền",
    "portal.weblink": "Liên kết website",
    "portal.menuitem": "Mục menu",
    "portal.identity": "Thông tin đơn vị",
    "articles.category": "Chuyên mục",
    "articles.topic": "Chuyên đề",
    "integrity.trusteddomain": "Tên miền được tin cậy",
}


def place_of(source: str) -> tuple[str, str]:
    """As example_of(), of a row "portal.page:3" that is no article's."""
    label, _, pk = source.partition(":")
    name = label.replace(".", "_")
    return NAMES.get(label, label), reverse(f"admin:{name}_change", args=[pk])
