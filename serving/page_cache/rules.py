"""Which pages may be cached, and under which one address each.

This table is the allowlist: a page that is not named here is never cached.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.article_context import cached_article, public_until
from articles.old_addresses.normal_form import names_page
from caching import tags
from portal.models import Identity
from portal.site_frame import SiteFrame

LONGEST_QUERY = 1000
ICONS = [f"portal:{name}" for name in ("favicon", "touch-icon", "icon-192", "icon-512", "manifest")]


@dataclass(frozen=True)
class Dependencies:
    """What a page depends on: its tags, and the end of its being public (unix seconds)."""

    tags: frozenset[str]
    public_until: float = float("inf")


@dataclass(frozen=True)
class Rule:
    """`parameters` in their canonical order; all others are none of the page's business.

    `dependencies` gets what the address names, such as {"pk": 12}.
    """

    dependencies: Callable[..., Dependencies]
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Address:
    """A page that may be cached. `query` is its one canonical query string."""

    path: str
    query: str
    rule: Rule
    kwargs: dict[str, Any]

    def dependencies(self) -> Dependencies:
        """At most 1 query. Raises what the database raises."""
        return self.rule.dependencies(**self.kwargs)


def cacheable_address(path: str, query: str) -> Address | None:
    """The address under which the page is cached; None for a page that is not.

    `query` as WSGI has it, its bytes as Latin-1: parameters that the page does not know fall
    away, the others come into one order. One that is there twice, or is too long to be a
    reader's, is not cached.
    """
    try:
        match = resolve(path)
    except Resolver404:
        return None
    rule = RULES.get(match.view_name)
    if rule is None or len(query) > LONGEST_QUERY:
        return None
    if match.view_name == "articles:home" and names_page(query):
        return None  # an article may have stood there: the view asks
    sent = parse_qsl(query.encode("latin-1").decode(errors="replace"), keep_blank_values=True)
    asked = [pair for pair in sent if pair[0] in rule.parameters]
    values = dict(asked)
    if len(values) < len(asked):
        return None
    known = [(name, values[name]) for name in rule.parameters if name in values]
    return Address(path, urlencode(known), rule, match.kwargs)


def depending_on(*depends: str) -> Callable[..., Dependencies]:
    """For pages that depend on the same whatever they are called with."""
    dependencies = Dependencies(frozenset(depends))
    return lambda **_kwargs: dependencies


def layout_tags() -> Iterator[str]:
    """What the layouts show around any page: newest titles, or the calendar of this month."""
    yield tags.SITE_FRAME
    yield tags.LATEST
    if SiteFrame("/").identity.layout == Identity.Layout.DONG_NAI:
        yield tags.MONTHS  # to which its calendar leads
    yield tags.month(timezone.localdate())


def in_layout(*depends: str) -> Callable[..., Dependencies]:
    return lambda **_kwargs: Dependencies(frozenset([*depends, *layout_tags()]))


def category(slug: str) -> Dependencies:
    return Dependencies(frozenset([tags.category(slug), *layout_tags()]))


def category_feed(slug: str) -> Dependencies:
    return Dependencies(frozenset([tags.category(slug), tags.TEXTS, tags.SITE_FRAME]))


def article(pk: int, slug: str) -> Dependencies:
    """1 query, which the view then need not ask: the article's category and month decide what
    stands around it."""
    return article_dependencies(pk, article_layout_tags, related=[tags.CARDS])


def print_view(pk: int, slug: str) -> Dependencies:
    return article_dependencies(pk, lambda _category, _day: [tags.SITE_FRAME])


def article_layout_tags(category: str, day: datetime.date) -> Iterable[str]:
    return [tags.category(category), tags.month(day), *layout_tags()]


def article_dependencies(
    pk: int,
    others: Callable[[str, datetime.date], Iterable[str]],
    related: Iterable[str] = (),
) -> Dependencies:
    """`related`: what a page depends on besides where other articles were chosen to stand on it."""
    article = cached_article(pk, timezone.now())
    if article is None:
        # A 404, unless it is published before it is rendered.
        return Dependencies(frozenset([tags.article(pk)]))
    day = timezone.localdate(article.published_from)
    chosen = related if article.is_connected else ()
    return Dependencies(
        frozenset([tags.article(pk), *others(article.category.slug, day), *chosen]),
        public_until(article),
    )


def year(year: int) -> Dependencies:
    return Dependencies(frozenset([tags.year(year), *layout_tags()]))


def month(year: int, month: int, day: int = 1) -> Dependencies:
    """A month, or a day in it: both show the month's calendar."""
    return Dependencies(frozenset([tags.month_of(year, month), tags.MONTHS, *layout_tags()]))


def static_page(slug: str) -> Dependencies:
    return Dependencies(frozenset([tags.static_page(slug), *layout_tags()]))


RULES = {
    "articles:home": Rule(in_layout(tags.CARDS)),
    "articles:category": Rule(category, ("trang",)),
    "articles:category-feed": Rule(category_feed),
    "articles:article": Rule(article, ("tin-khac",)),
    "articles:print": Rule(print_view),
    "articles:topic": Rule(in_layout(tags.TEXTS), ("trang",)),
    "articles:topic-feed": Rule(depending_on(tags.TEXTS, tags.SITE_FRAME)),
    "articles:archive": Rule(in_layout(tags.CARDS)),
    "articles:year": Rule(year),
    "articles:month": Rule(month, ("trang",)),
    "articles:day": Rule(month, ("trang",)),
    "articles:search": Rule(
        in_layout(tags.TEXTS, tags.CARDS),
        ("q", "chuyen-muc", "tu", "den", "dung-chu", "trang"),
    ),
    "articles:suggestions": Rule(depending_on(tags.TEXTS, tags.CARDS), ("q",)),
    "articles:news-sitemap": Rule(depending_on(tags.CARDS, tags.TEXTS, tags.SITE_FRAME)),
    "articles:feed": Rule(depending_on(tags.CARDS, tags.TEXTS, tags.SITE_FRAME)),
    "portal:page": Rule(static_page),
    **dict.fromkeys(ICONS, Rule(depending_on(tags.SITE_FRAME))),
    "visitors:explanation": Rule(in_layout(tags.VISITS)),
    "sitemap": Rule(depending_on(tags.CARDS, tags.TEXTS, tags.SITE_FRAME)),
    "sitemap-section": Rule(depending_on(tags.CARDS, tags.TEXTS, tags.SITE_FRAME), ("p",)),
}
