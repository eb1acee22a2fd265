"""Which change touches which pages. Wired to the models' signals when the project starts.

Each change is announced while it is being written, and takes effect after its commit, before its
author's request is answered. What is written past the models (SQL by hand, QuerySet.update) is not
seen until pages are old; whoever does that calls invalidate_everything().
"""

import datetime
from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from articles.models import (
    Article,
    Attachment,
    Byline,
    Category,
    FrontStory,
    Photo,
    Topic,
)
from caching import tags
from caching.backend import Backend
from portal.models import Banner, Identity, MenuItem, Page, PageAttachment, PagePhoto, WebLink
from serving.page_cache.stored_rows import StoredRows
from vietnamese.clock import ONE_DAY
from visitors.models import OpeningBalance

# What lists show of an article, or sort it by.
CARD_COLUMNS = (
    "title",
    "slug",
    "lead",
    "category_id",
    "status",
    "published_from",
    "published_until",
    "cover_id",
)
PUBLIC_COLUMNS = ("status", "published_from", "published_until")
# So many articles count as the newest; layouts show fewer.
LATEST_COUNT = 12

ALWAYS = {
    Identity: tags.SITE_FRAME,
    Banner: tags.SITE_FRAME,
    WebLink: tags.SITE_FRAME,
    MenuItem: tags.SITE_FRAME,
    Category: tags.EVERYTHING,
    Topic: tags.EVERYTHING,
    FrontStory: tags.CARDS,
    OpeningBalance: tags.VISITS,
}


class StoredCard(NamedTuple):
    """What the database says of an article before a change, and the tags of what shows it."""

    values: dict[str, Any]
    tags: set[str]


NO_CARD = StoredCard({}, set())


class Invalidation:
    """Tells the versions what editors do. Their store is asked for at the first change."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._cards: StoredRows[Article, StoredCard] = StoredRows()
        self._pages: StoredRows[Page, set[tuple[str, str]]] = StoredRows()

    def listen(self) -> None:
        for model in ALWAYS:
            for signal in (post_save, post_delete):
                signal.connect(self.always, sender=model)
        for model in (Photo, Byline, Attachment):
            # Once it is deleted, nothing tells whose cover it was.
            for signal in (post_save, pre_delete):
                signal.connect(self.part_of_article, sender=model)
        for signal in (pre_save, pre_delete):
            signal.connect(self.article_before, sender=Article)
            signal.connect(self.page_before, sender=Page)
        for signal in (post_save, post_delete):
            signal.connect(self.article_after, sender=Article)
            signal.connect(self.page_after, sender=Page)
            for model in (PageAttachment, PagePhoto):
                signal.connect(self.part_of_page, sender=model)

    def always(self, sender: type[models.Model], **_signal: Any) -> None:
        self.touch([ALWAYS[sender]])

    def page_before(self, instance: Page, **_signal: Any) -> None:
        stored = Page.objects.filter(pk=instance.pk).values_list("slug", "title")
        self._pages.put(instance, set(stored))

    def page_after(self, instance: Page, **signal: Any) -> None:
        """All pages where the list of static pages has changed, which stands below them."""
        before, now = self._pages.pop(instance, set()), {(instance.slug, instance.title)}
        self.touch([tags.TEXTS, *(tags.static_page(slug) for slug, _ in before | now)])
        if "created" not in signal or before != now:
            self.touch([tags.SITE_FRAME])

    def part_of_page(self, instance: PageAttachment | PagePhoto, **_signal: Any) -> None:
        """1 query; no page left to throw out where it goes as well."""
        slugs = Page.objects.filter(pk=instance.page_id).values_list("slug", flat=True)
        also = [tags.PAGE_PHOTOS] if isinstance(instance, PagePhoto) else []
        self.touch([*also, *map(tags.static_page, slugs)])

    def part_of_article(self, instance: Photo | Byline | Attachment, **_signal: Any) -> None:
        """At most 4 queries; 1 for a part of what no reader sees."""
        published = Article.objects.with_published_status()
        if not published.filter(pk=instance.article_id).exists():
            return
        touched = {tags.article(instance.article_id), tags.TEXTS}
        if isinstance(instance, Photo):
            touched |= tags_of_cards(Article.objects.filter(cover=instance.pk))
        self.touch(touched)

    def article_before(self, instance: Article, **_signal: Any) -> None:
        """1 query, or 3 for one that readers may see."""
        stored = Article.objects.filter(pk=instance.pk).first()
        self._cards.put(instance, stored_card(stored) if stored else NO_CARD)

    def article_after(self, instance: Article, **signal: Any) -> None:
        """At most 4 queries."""
        before = self._cards.pop(instance, NO_CARD)
        if "created" not in signal:  # it was deleted
            self.touch(before.tags | tags_of_months(instance, before, is_gone=True))
        elif card_values(instance) != before.values:
            self.touch(before.tags | tags_of_cards([instance]) | tags_of_months(instance, before))
        elif before.tags:
            self.touch({tags.article(instance.pk), tags.TEXTS})

    def touch(self, touched: Iterable[str]) -> None:
        """Makes every page anew that depends on one of the tags, as soon as this is committed."""
        touched = set(touched)
        if touched and (versions := self._backend.version_store):
            versions.announce(touched)
            transaction.on_commit(partial(versions.renew, touched))


def stored_card(article: Article) -> StoredCard:
    """At most 2 queries."""
    return StoredCard(card_values(article), tags_of_cards([article]))


def card_values(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in CARD_COLUMNS}


def tags_of_cards(articles: Iterable[Article]) -> set[str]:
    """The tags of all that shows these articles; none for one that no reader sees, now or by
    its schedule. 2 queries an article."""
    touched: set[str] = set()
    for article in articles:
        if article.status != Article.Status.PUBLISHED or article.published_from is None:
            continue
        day = timezone.localdate(article.published_from)
        touched |= {
            tags.article(article.pk),
            tags.TEXTS,
            tags.CARDS,
            tags.category(article.category.slug),
            tags.month(day),
            tags.year(day.year),
        }
        if is_among_newest(article):
            touched.add(tags.LATEST)
    return touched


def is_among_newest(article: Article) -> bool:
    newer = Article.objects.published().filter(published_from__gt=article.published_from)
    return len(newer.values_list("pk")[:LATEST_COUNT]) < LATEST_COUNT


def tags_of_months(article: Article, before: StoredCard, is_gone: bool = False) -> set[str]:
    """What depends on which months have news, where that may be others now (1 query a month)."""
    now = {} if is_gone else card_values(article)
    if all(before.values.get(name) == now.get(name) for name in PUBLIC_COLUMNS):
        return set()
    months = [
        values["published_from"]
        for values in (before.values, now)
        if values.get("status") == Article.Status.PUBLISHED and values["published_from"]
    ]
    return {tags.MONTHS for moment in months if is_alone_in_month(article, moment)}


def is_alone_in_month(article: Article, moment: datetime.datetime) -> bool:
    """Whether the month of that moment has news by the article alone."""
    first = timezone.localdate(moment).replace(day=1)
    last = (first + 31 * ONE_DAY).replace(day=1) - ONE_DAY
    others = Article.objects.published(first=first, last=last).exclude(pk=article.pk)
    return not others.exists()
