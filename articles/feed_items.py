"""The items of a feed, as RSS 2.0 wants them, their dates in the form of RFC 822 with a year of
four digits."""

import datetime
from collections.abc import Iterable
from email.utils import format_datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles.addresses import article_address, whole_address
from articles.querysets import FeedRow
from caching import tags
from caching.memo import Memo
from pictures.stored import StoredPicture
from richtext.body_parts import split_at_places
from richtext.cleaning import clean
from richtext.escaping import format_escaped
from vietnamese.text import xml_safe

FEED_LENGTH = 12  # articles, each with its whole text; as many as a page of a list has

ITEM = """<item>
<title>{title}</title>
<link>{address}</link>
<guid isPermaLink="false">bai-{pk}</guid>
<pubDate>{published}</pubDate>
<category>{category}</category>
{author}{picture}<description>{lead}</description>
<content:encoded>{body}</content:encoded>
</item>
"""
AUTHOR = "<dc:creator>{}</dc:creator>\n"
PICTURE = '<media:content url="{}" medium="image" type="{}"/>\n'
NOTHING = SafeString("")

# Cleaning thirty bodies takes most of the time of a feed: where one article has changed, the items
# of the others stay. Each takes some 15 kB, with the row that it was made of.
_items: Memo[str] = Memo(tags.EVERYTHING, most=128)


def feed_response(
    request: HttpRequest, rows: Iterable[FeedRow], context: dict[str, Any]
) -> HttpResponse:
    """The feed of these articles; `context` names the category or the topic that it is of."""
    items = feed_items(rows, f"{request.scheme}://{request.get_host()}/")
    feed = render_to_string("articles/feed.xml", context | {"items": items}, request)
    return HttpResponse(xml_safe(feed), content_type="application/rss+xml; charset=utf-8")


def feed_items(rows: Iterable[FeedRow], root: str) -> SafeString:
    """Of published articles as `for_feed()` brings them; `root` is scheme and host, with
    the slash. No query."""
    now = timezone.now()
    return SafeString(
        "".join(_items.get((root, row), now, partial(_item, root, *row)) for row in rows)
    )


def _item(
    root: str,
    pk: int,
    slug: str,
    title: str,
    lead: str,
    published: datetime.datetime | None,
    category: str,
    body: str,
    author: str | None,
    cover: str | None,
    width: int | None,
) -> str:
    return format_escaped(
        ITEM,
        title=title,
        address=whole_address(root, article_address("articles:article", pk, slug)),
        pk=pk,
        published=format_datetime(published) if published else "",
        category=category,
        author=format_escaped(AUTHOR, author) if author else NOTHING,
        picture=_picture(root, cover, width or 0) if cover else NOTHING,
        lead=_as_markup(lead),
        body="".join(split_at_places(clean(body))[::2]),
    )


def _picture(root: str, cover: str, width: int) -> SafeString:
    address = whole_address(root, StoredPicture(cover, width, 0).plain_url)
    kind = "image/jpeg" if address.endswith(".jpg") else "image/webp"
    return format_escaped(PICTURE, address, kind)


def _as_markup(text: str) -> str:
    """Plain text as HTML, to be escaped once more: an item's description alone is HTML in RSS 2.0,
    a title is plain text (RSS Best Practices Profile, 3.1)."""
    return escape(text).replace("\n", "<br>")
