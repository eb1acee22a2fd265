"""The items of a feed, as RSS 2.0 wants them, their dates in the form of RFC 822 with a year of
four digits."""

import datetime
from collections.abc import Iterable
from email.utils import format_datetime
from functools import partial
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from articles.addresses import article_address, whole_address
from articles.querysets import FeedRow
from caching.backend import backend
from caching.memoized import RenderCache
from pictures.stored import StoredPicture
from richtext.body_parts import split_at_places
from richtext.cleaning import clean_stored
from vietnamese.text import xml_safe

FEED_LENGTH = 12  # articles, each with its whole text; as many as a page of a list has

# As it is: escaped, a feed would be an eighth longer. Cleaned HTML holds what XML can hold alone.
TEXT = "<content:encoded><![CDATA[{}]]></content:encoded>\n</item>\n"
CDATA_ENDS, ITS_END_WITHIN = "]]>", "]]]]><![CDATA[>"
ITEMS_END = "</channel>"
# Where one article has changed, the items of the others stay: by value, some hundred of them.
_items = backend.register(RenderCache(max_bytes=4 * 1024 * 1024))


def feed_response(
    request: HttpRequest, rows: Iterable[FeedRow], context: dict[str, Any]
) -> HttpResponse:
    """The feed of these articles; `context` names the category or the topic that it is of."""
    items = feed_items(rows, f"{request.scheme}://{request.get_host()}/")
    feed = xml_safe(render_to_string("articles/feed.xml", context, request))
    feed = feed.replace(ITEMS_END, f"{items}{ITEMS_END}")
    return HttpResponse(feed, content_type="application/rss+xml; charset=utf-8")


def feed_items(rows: Iterable[FeedRow], root: str) -> str:
    """As XML, of published articles as `for_feed()` brings them; `root` is scheme and host, with
    the slash. No query."""
    return "".join(_items.get((root, row), partial(_item, root, *row)) for row in rows)


def _item(
    root: str,
    pk: int,
    slug: str,
    title: str,
    lead: str,
    published: datetime.datetime | None,
    category: str,
    body: str,
    body_mac: str | None,
    author: str | None,
    cover: str | None,
    width: int | None,
) -> str:
    head = f"""<item>
<title>{escape(title)}</title>
<link>{escape(whole_address(root, article_address("articles:article", pk, slug)))}</link>
<guid isPermaLink="false">bai-{pk}</guid>
<pubDate>{format_datetime(published) if published else ""}</pubDate>
<category>{escape(category)}</category>
{f"<dc:creator>{escape(author)}</dc:creator>" if author else ""}
{_picture(root, cover, width or 0) if cover else ""}
<description>{_as_markup(lead)}</description>
"""
    text = "".join(split_at_places(clean_stored(body, body_mac))[::2])
    return xml_safe(head) + TEXT.format(text.replace(CDATA_ENDS, ITS_END_WITHIN))


def _picture(root: str, cover: str, width: int) -> str:
    address = whole_address(root, StoredPicture(cover, width, 0).plain_url)
    kind = "image/jpeg" if address.endswith(".jpg") else "image/webp"
    return f'<media:content url="{escape(address)}" medium="image" type="{kind}"/>'


def _as_markup(text: str) -> str:
    """Plain text as HTML, and that as XML: an item's description alone is HTML in RSS 2.0, a title
    is plain text (RSS Best Practices Profile, 3.1)."""
    return escape(escape(text).replace("\n", "<br>"))
