"""What other sites read of an article: Open Graph, and schema.org's NewsArticle as JSON-LD."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString

from articles.cards import picture_of
from articles.models import Article, Byline
from articles.page_metadata import (
    OPEN_GRAPH,
    SCHEMA,
    Crumb,
    Publisher,
    SharedPicture,
    crumbs_html,
    made_picture,
    organisation_data,
    photo_picture,
    pictures_html,
    script_html,
    shortened,
)
from richtext.escaping import format_escaped

DESCRIPTION = '<meta name="description" content="{}">\n'
HEAD = f"""{{own}}<meta property="og:type" content="article">
{OPEN_GRAPH}<meta property="article:published_time" content="{{published}}">
<meta property="article:modified_time" content="{{modified}}">
<meta property="article:section" content="{{category}}">
{{pictures}}{{news}}{{crumbs}}"""


class SharingMetadata(NamedTuple):
    """What is told of an article, by value: see caching.memoized."""

    address: str
    title: str
    lead: str
    publisher: Publisher
    published: datetime.datetime | None
    modified: datetime.datetime
    authors: tuple[str, ...]  # who wrote; a source or a photographer is none
    picture: SharedPicture
    category: Crumb


def head_html(shared: SharingMetadata) -> SafeString:
    """A function and no template: no two articles have the same."""
    return format_escaped(
        HEAD,
        title=shared.title,
        description=shortened(shared.lead),
        own=format_escaped(DESCRIPTION, shortened(shared.lead)) if shared.lead else "",
        address=shared.address,
        publisher=shared.publisher.name,
        published=in_seconds(timezone.localtime(shared.published)) if shared.published else "",
        modified=in_seconds(timezone.localtime(shared.modified)),
        category=shared.category.name,
        pictures=pictures_html(shared.title, shared.picture),
        news=script_html(structured_data(shared)),
        crumbs=crumbs_html(
            shared.publisher, (shared.category, Crumb(shared.title, shared.address))
        ),
    )


def structured_data(shared: SharingMetadata) -> dict[str, object]:
    """Google asks a NewsArticle for headline, picture, dates and author; without a writer the
    organisation stands for one."""
    publisher = organisation_data(shared.publisher)
    writers: list[dict[str, object]] = [
        {"@type": "Person", "name": name} for name in shared.authors
    ]
    data = SCHEMA | {
        "@type": "NewsArticle",
        "headline": shared.title,
        "image": [shared.picture.address],
        "datePublished": in_seconds(shared.published) if shared.published else None,
        "dateModified": in_seconds(shared.modified),
        "articleSection": shared.category.name,
        "inLanguage": "vi",
        "mainEntityOfPage": shared.address,
        "publisher": publisher,
        "author": writers or [publisher],
    }
    if shared.lead:
        data["description"] = shortened(shared.lead)
    return data


def in_seconds(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def sharing_metadata(
    article: Article, bylines: Iterable[Byline], publisher: Publisher
) -> SharingMetadata:
    """No query where the cover is at hand. Its photo; without one, what was made of its title, and
    until then what stands for the site."""
    cover = article.cover
    if cover and (photo := picture_of(cover)):
        picture = photo_picture(photo, cover.alt or article.title, publisher.root)
    else:
        picture = made_picture(article, publisher) or publisher.picture
    return SharingMetadata(
        publisher.address_of(article.get_absolute_url()),
        article.title,
        article.lead,
        publisher,
        article.published_from,
        article.stamp,
        tuple(byline.name for byline in bylines if byline.is_author),
        picture,
        Crumb(article.category.name, article.category.get_absolute_url()),
    )
