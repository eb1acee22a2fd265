"""Puts the demo content into an empty site, and takes it out again."""

import datetime
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from articles import internal_links, search
from articles.models import Article, Attachment, Byline, Category, InternalLink, Photo
from caching import tags
from caching.backend import backend
from demo.models import DemoItem, remember
from demo.pictures import picture
from demo.reading import DemoArticle, demo_articles
from pictures.fields import ReadyUpload
from pictures.ingest import Picture
from portal.models import Banner, Identity, MenuItem, Page, WebLink

SITE = Path(__file__).parent / "site.json"
FILES = Path(__file__).parent / "files"

ROLES = {label: role for role, label in Byline.Role.choices}


@contextmanager
def pictures_ahead() -> Iterator[Iterator[Picture]]:
    """The pictures of the articles for load(), about 0.1 s each, made on all cores while the caller
    does something else. To be entered before a connection is opened or a lock is taken: it forks.
    """
    with ProcessPoolExecutor() as pool:
        yield pool.map(picture, _picture_names(demo_articles()))


def load(layout: str, pictures: Iterator[Picture] | None = None) -> int:
    """Store all of it in one transaction, dated back from today; the number of articles.

    `pictures` are those of pictures_ahead(). Articles go past their models' save(), which would
    take four times as long one by one; what it does besides is done here for all of them.
    """
    demos = demo_articles()
    names = _picture_names(demos)
    with ExitStack() as opened:
        pictures = pictures or opened.enter_context(pictures_ahead())
        with transaction.atomic():
            _make_pages_anew()
            load_portal(layout)
            articles = _store(demos, _categories(), dict(zip(names, pictures, strict=True)))
            _derive(articles)
            for article in articles:
                remember(article)
    return len(articles)


def unload() -> tuple[int, list[models.Model]]:
    """Delete what the demo made and nobody has rewritten: how many rows went, and what stays."""
    deleted, remaining = 0, []
    with transaction.atomic():
        # Newest first: articles go before the categories that protect them.
        for record in DemoItem.objects.order_by("-pk"):
            item = record.item
            if item is None:
                record.delete()
            elif not record.is_untouched or _is_in_use(item):
                remaining.append(item)
            else:
                item.delete()
                record.delete()
                deleted += 1
    return deleted, remaining


def _is_in_use(item: models.Model) -> bool:
    return isinstance(item, Category) and item.articles.exists()


def load_portal(layout: str) -> None:
    """What stands around the articles: identity, banners, links, menu, static pages."""
    site = _site()
    fields = site["identities"][layout] | {"layout": layout}
    fields["editors"] = "\n".join(fields["editors"])
    if not Identity.objects.exists():
        remember(Identity.objects.create(**fields))
    for order, row in enumerate(site["banners"], start=1):
        banner = Banner(title=row["title"], alt=row["alt"], url=row["url"], order=order)
        banner.image = ReadyUpload(picture(row["picture"]))
        banner.save()
        remember(banner)
    for model, rows in ((WebLink, site["links"]), (MenuItem, site["menu"])):
        for order, row in enumerate(rows, start=1):
            remember(model.objects.create(order=order, **row))
    for row in site["pages"]:
        page, is_new = Page.objects.get_or_create(
            slug=row["slug"], defaults={"title": row["title"], "body": row["body_html"]}
        )
        if is_new:
            remember(page)


def _picture_names(demos: list[DemoArticle]) -> list[str]:
    return sorted({photo.picture for demo in demos for photo in demo.photos})


def _site() -> dict[str, Any]:
    site: dict[str, Any] = json.loads(SITE.read_text())
    return site


def _categories() -> dict[str, Category]:
    """By slug; those that the site has already are not the demo's."""
    categories = {}
    for order, fields in enumerate(_site()["categories"], start=1):
        category, is_new = Category.objects.get_or_create(
            slug=fields["slug"], defaults={"name": fields["name"], "order": order}
        )
        categories[category.slug] = category
        if is_new:
            remember(category)
    return categories


def _store(
    demos: list[DemoArticle], categories: dict[str, Category], pictures: dict[str, Picture]
) -> list[Article]:
    articles = [_article(demo, categories[demo.category]) for demo in demos]
    Article.objects.bulk_create(articles)
    pairs = list(zip(articles, demos, strict=True))
    Byline.objects.bulk_create(line for pair in pairs for line in _bylines(*pair))
    Attachment.objects.bulk_create(file for pair in pairs for file in _attachments(*pair))
    photos = [photo for pair in pairs for photo in _photos(*pair, pictures)]
    for photo in Photo.objects.bulk_create(photos):
        if photo.order == 1:
            photo.article.cover = photo
    Article.objects.bulk_update(articles, ["cover"])
    return articles


def _derive(articles: list[Article]) -> None:
    """What is searched of these articles, and where their links lead; there are no others."""
    stored = Article.objects.filter(pk__in=[article.pk for article in articles])
    search.index_many(stored.prefetch_related(*search.PARTS))
    internal_links.fill(Article.objects.with_published_status(), InternalLink.objects)


def _make_pages_anew() -> None:
    """To be called within the transaction. Takes effect after its commit."""
    if versions := backend.version_store:
        versions.announce([tags.EVERYTHING])
        transaction.on_commit(partial(versions.renew, [tags.EVERYTHING]))


def _article(demo: DemoArticle, category: Category) -> Article:
    day = timezone.localdate() - datetime.timedelta(days=demo.days_ago)
    moment = timezone.make_aware(datetime.datetime.combine(day, demo.time))
    article = Article(
        title=demo.title,
        lead=demo.lead,
        body=demo.body,
        category=category,
        status=Article.Status.PUBLISHED,
        published_from=moment,
        updated_at=moment,
    )
    article.tidy()
    return article


def _bylines(article: Article, demo: DemoArticle) -> Iterator[Byline]:
    for order, (role, name, link) in enumerate(demo.bylines, start=1):
        byline = Byline(
            article=article, role=ROLES.get(role, ""), name=name, link=link, order=order
        )
        byline.tidy()
        yield byline


def _attachments(article: Article, demo: DemoArticle) -> Iterator[Attachment]:
    for order, (file, name) in enumerate(demo.files, start=1):
        content = ContentFile((FILES / file).read_bytes(), name=file)
        yield Attachment(article=article, file=content, name=name, order=order)


def _photos(article: Article, demo: DemoArticle, pictures: dict[str, Picture]) -> Iterator[Photo]:
    for order, shown in enumerate(demo.photos, start=1):
        photo = Photo(
            article=article,
            file=ReadyUpload(pictures[shown.picture]),
            caption=shown.caption,
            credit=shown.credit,
            alt=shown.alt,
            order=order,
        )
        photo.tidy()
        yield photo
