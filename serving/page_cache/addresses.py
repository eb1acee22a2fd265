"""Which pages may be kept, and under which one address each.

This table is the allowlist: a page that is not named here is never kept.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.models import Article
from freshness import tags

LONGEST_QUERY = 1000


@dataclass(frozen=True)
class Content:
    """What a page shows: the tags it depends on, and when it stops being public (unix seconds)."""

    tags: frozenset[str]
    gone_from: float = float("inf")


@dataclass(frozen=True)
class Rule:
    """`parameters` in their canonical order; all others are none of the page's business.

    `content` gets what the address names, such as {"pk": 12}.
    """

    content: Callable[..., Content]
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Address:
    """A page that may be kept. `query` is its one canonical query string."""

    path: str
    query: str
    rule: Rule
    names: dict[str, Any]

    def content(self) -> Content:
        """At most 1 query. Raises what the database raises."""
        return self.rule.content(**self.names)


def address_of(path: str, query: str) -> Address | None:
    """The address under which the page is kept; None for a page that is not.

    `query` as WSGI has it, its bytes as Latin-1: parameters that the page does not know fall
    away, the others come into one order. One that is there twice, or is too long to be a
    reader's, is not kept.
    """
    try:
        match = resolve(path)
    except Resolver404:
        return None
    rule = PUBLIC.get(match.view_name)
    if rule is None or len(query) > LONGEST_QUERY:
        return None
    sent = parse_qsl(query.encode("latin-1").decode(errors="replace"), keep_blank_values=True)
    asked = [pair for pair in sent if pair[0] in rule.parameters]
    values = dict(asked)
    if len(values) < len(asked):
        return None
    known = [(name, values[name]) for name in rule.parameters if name in values]
    return Address(path, urlencode(known), rule, match.kwargs)


def showing(*depends: str) -> Callable[..., Content]:
    """For pages that depend on the same whatever they are called with."""
    content = Content(frozenset(depends))
    return lambda **names: content


def around() -> Iterator[str]:
    """What the layouts show around any page: newest titles, or the calendar of this month."""
    yield tags.FURNITURE
    yield tags.LATEST
    yield tags.month(timezone.localdate())


def page_with_layout(*depends: str) -> Callable[..., Content]:
    return lambda **names: Content(frozenset([*depends, *around()]))


def category(slug: str) -> Content:
    return Content(frozenset([tags.category(slug), *around()]))


def category_feed(slug: str) -> Content:
    return Content(frozenset([tags.category(slug), tags.TEXTS, tags.FURNITURE]))


def article(pk: int, slug: str) -> Content:
    """1 query: the article's category and month decide what stands around it."""
    return article_content(pk, around_it)


def print_view(pk: int, slug: str) -> Content:
    return article_content(pk, lambda category, day: [tags.FURNITURE])


def around_it(category: str, day: datetime.date) -> Iterable[str]:
    return [tags.category(category), tags.month(day), *around()]


def article_content(pk: int, others: Callable[[str, datetime.date], Iterable[str]]) -> Content:
    if pk >= 1 << 63:
        return Content(frozenset())
    row = (
        Article.objects.published()
        .filter(pk=pk)
        .values_list("category__slug", "published_from", "published_until")
        .first()
    )
    if row is None:
        # A 404, unless it is published before it is rendered.
        return Content(frozenset([tags.article(pk)]))
    category, published_from, published_until = row
    return Content(
        frozenset([tags.article(pk), *others(category, timezone.localdate(published_from))]),
        published_until.timestamp() if published_until else float("inf"),
    )


def year(year: int) -> Content:
    return Content(frozenset([tags.year(year), *around()]))


def month(year: int, month: int, day: int = 1) -> Content:
    """A month, or a day in it: both show the month's calendar."""
    return Content(frozenset([tags.month_of(year, month), *around()]))


def static_page(slug: str) -> Content:
    return Content(frozenset([tags.static_page(slug), *around()]))


PUBLIC = {
    "articles:home": Rule(page_with_layout(tags.CARDS)),
    "articles:category": Rule(category, ("trang",)),
    "articles:category-feed": Rule(category_feed),
    "articles:article": Rule(article, ("tin-khac",)),
    "articles:print": Rule(print_view),
    "articles:year": Rule(year),
    "articles:month": Rule(month, ("trang",)),
    "articles:day": Rule(month, ("trang",)),
    "articles:search": Rule(
        page_with_layout(tags.TEXTS, tags.CARDS), ("q", "chuyen-muc", "tu", "den", "trang")
    ),
    "articles:feed": Rule(showing(tags.CARDS, tags.TEXTS, tags.FURNITURE)),
    "portal:page": Rule(static_page),
    "visitors:explanation": Rule(page_with_layout(tags.VISITS)),
    "sitemap": Rule(showing(tags.CARDS, tags.TEXTS, tags.FURNITURE)),
    "sitemap-section": Rule(showing(tags.CARDS, tags.TEXTS, tags.FURNITURE), ("p",)),
}
