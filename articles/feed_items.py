"""The items of a feed, as RSS 2.0 wants them, their dates in the form of RFC 822 with a year of
four digits."""

import datetime
from collections.abc import Iterable
from email.utils import format_datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles.addresses import article_address
from articles.querysets import FeedRow
from richtext.escaping import format_escaped
from vietnamese.text import xml_safe

ITEM = """<item>
<title>{title}</title>
<link>{root}{address}</link>
<guid isPermaLink="false">bai-{pk}</guid>
<pubDate>{published}</pubDate>
<category>{category}</category>
<description>{lead}</description>
</item>
"""


def feed_response(
    request: HttpRequest, rows: Iterable[FeedRow], context: dict[str, Any]
) -> HttpResponse:
    """The feed of these articles; `context` names the category or the topic that it is of."""
    items = feed_items(rows, f"{request.scheme}://{request.get_host()}")
    feed = render_to_string("articles/feed.xml", context | {"items": items}, request)
    return HttpResponse(xml_safe(feed), content_type="application/rss+xml; charset=utf-8")


def feed_items(rows: Iterable[FeedRow], root: str) -> SafeString:
    """Of published articles as `for_feed()` brings them; `root` is scheme and host. No query."""
    return SafeString("".join(_item(root, *row) for row in rows))


def _item(
    root: str,
    pk: int,
    slug: str,
    title: str,
    lead: str,
    published: datetime.datetime | None,
    category: str,
) -> str:
    return format_escaped(
        ITEM,
        title=title,
        root=root,
        address=article_address("articles:article", pk, slug),
        pk=pk,
        published=format_datetime(published) if published else "",
        category=category,
        lead=_as_markup(lead),
    )


def _as_markup(text: str) -> str:
    """Plain text as HTML, to be escaped once more: an item's description alone is HTML in RSS 2.0,
    a title is plain text (RSS Best Practices Profile, 3.1)."""
    return escape(text).replace("\n", "<br>")
