"""What other sites read of an article: Open Graph, and schema.org's NewsArticle as JSON-LD."""

import datetime
import json
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from articles.cards import picture_of
from articles.models import Article, Byline
from richtext.escaping import format_escaped

# Inside a script element no text may end it or open a comment (HTML Standard, 4.12.1.3).
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
LONGEST_DESCRIPTION = 200  # characters
HEAD = """<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta property="og:url" content="{address}">
<meta property="og:site_name" content="{publisher}">
<meta property="og:locale" content="vi_VN">
<meta property="article:published_time" content="{published}">
<meta property="article:modified_time" content="{modified}">
{image}<script type="application/ld+json">{structured_data}</script>
"""
IMAGE = '<meta property="og:image" content="{}">\n'


class SharingMetadata(NamedTuple):
    """What is told of an article, by value: see caching.memoized."""

    address: str
    title: str
    lead: str
    publisher: str
    published: datetime.datetime | None
    modified: datetime.datetime
    authors: tuple[str, ...]  # who wrote; a source or a photographer is none
    image: str  # its address, or empty


def head_html(shared: SharingMetadata) -> SafeString:
    """A function and no template: no two articles have the same."""
    return format_escaped(
        HEAD,
        title=shared.title,
        description=Truncator(shared.lead).chars(LONGEST_DESCRIPTION),
        address=shared.address,
        publisher=shared.publisher,
        published=in_seconds(timezone.localtime(shared.published)) if shared.published else "",
        modified=in_seconds(timezone.localtime(shared.modified)),
        image=format_escaped(IMAGE, shared.image) if shared.image else "",
        structured_data=structured_data(shared),
    )


def structured_data(shared: SharingMetadata) -> SafeString:
    """JSON for a script element of type application/ld+json."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shared.title,
        "datePublished": in_seconds(shared.published) if shared.published else None,
        "dateModified": in_seconds(shared.modified),
        "inLanguage": "vi",
        "mainEntityOfPage": shared.address,
        "publisher": {"@type": "Organization", "name": shared.publisher},
    }
    if shared.authors:
        data["author"] = [{"@type": "Person", "name": name} for name in shared.authors]
    if shared.image:
        data["image"] = [shared.image]
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))


def in_seconds(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def sharing_metadata(
    article: Article, bylines: Iterable[Byline], publisher: str, root: str
) -> SharingMetadata:
    """`root` is scheme and host, with the slash. No query where the cover is at hand."""
    picture = picture_of(article.cover) if article.cover else None
    return SharingMetadata(
        urljoin(root, article.get_absolute_url()),
        article.title,
        article.lead,
        publisher,
        article.published_from,
        article.stamp,
        tuple(byline.name for byline in bylines if byline.is_author),
        urljoin(root, picture.plain_url) if picture else "",
    )
