"""The items of a feed, as RSS 2.0 wants them."""

import datetime
from collections.abc import Iterable
from email.utils import format_datetime

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from articles.models import Article

ITEM = """<item>
<title>{title}</title>
<link>{root}{address}</link>
<guid isPermaLink="false">bai-{pk}</guid>
<pubDate>{published}</pubDate>
<category>{category}</category>
<description>{lead}</description>
</item>
"""


def feed_items(articles: Iterable[Article], root: str) -> SafeString:
    """Of published articles as `for_cards()` brings them; `root` is scheme and host. No query."""
    return SafeString("".join(_item(article, root) for article in articles))


def _item(article: Article, root: str) -> str:
    return format_html(
        ITEM,
        title=article.title,
        root=root,
        address=article.get_absolute_url(),
        pk=article.pk,
        published=rfc822(article.published_from),
        category=article.category.name,
        lead=_as_markup(article.lead),
    )


def rfc822(moment: datetime.datetime | None) -> str:
    """A published article's moment in the date form of RSS 2.0 (RFC 822, a four-digit year)."""
    return format_datetime(moment) if moment else ""


def _as_markup(text: str) -> str:
    """Plain text as HTML, to be escaped once more: an item's description alone is HTML in RSS 2.0,
    a title is plain text (RSS Best Practices Profile, 3.1)."""
    return escape(text).replace("\n", "<br>")
