"""What a page tells other sites of itself, and {% share_links article %}: an article passed on, by
addresses that any browser opens.

Functions and no templates: no two pages have the same.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString

from articles import sharing
from articles.models import Article, Byline
from articles.news_sitemap import url_html
from articles.page_metadata import (
    HOSTS,
    SHARE_PICTURE,
    Crumb,
    PageMetadata,
    Publisher,
    SharedPicture,
    head_html,
    made_picture,
    photo_picture,
    publisher_html,
)
from articles.querysets import NewsRow
from caching import tags
from caching.memo import Memo
from caching.memoized import rendered
from pictures.share_card import HEIGHT, WIDTH
from pictures.share_picture import look_of
from richtext.escaping import format_escaped

register = template.Library()

_publishers: Memo[Publisher] = Memo(tags.SITE_FRAME, most=HOSTS)

# What needs a script comes hidden, and reader.js shows it.
LINKS = """<a class="tools__item" href="https://www.facebook.com/sharer/sharer.php?u={address}" rel="noopener nofollow">Chia sẻ qua Facebook</a>
    <a class="tools__item" href="mailto:?subject={title}&amp;body={address}">Gửi qua email</a>
    <button class="tools__item tools__share" type="button" hidden>Chia sẻ…</button>
    <button class="tools__item tools__copy" type="button" aria-live="polite" data-done="Đã sao chép liên kết" hidden>Sao chép liên kết</button>
"""  # noqa: E501


@register.simple_tag(takes_context=True)
def share_links(context: template.Context, article: Article) -> SafeString:
    """No query. Of an article that has no address yet, the address of the site."""
    request: HttpRequest = context["request"]
    path = article.get_absolute_url() if article.pk else "/"
    return rendered(links_html, request.build_absolute_uri(path), article.title)


@register.simple_tag(takes_context=True)
def sharing_metadata(
    context: template.Context, article: Article, bylines: Iterable[Byline]
) -> SafeString:
    """What other sites read of the article, for the page's head (no query but the site frame's)."""
    shared = sharing.sharing_metadata(article, bylines, publisher_of(context))
    return rendered(sharing.head_html, shared)


@register.simple_tag(takes_context=True)
def page_metadata(
    context: template.Context,
    title: str,
    description: str,
    *parents: str,
    number: int = 1,
    query: str = "",
    row: Any = None,
) -> SafeString:
    """The same of any other page: its address without what only some reader's has, at page `number`
    of a list, or what is found for `query`. `parents`: name and path, in turn, of what stands
    between the home page and this one. `row` may have a picture made of its title.
    """
    path = context["request"].path
    publisher = publisher_of(context)
    parameters = {"q": query} if query else {"trang": number} if number > 1 else {}
    address = publisher.address_of(f"{path}?{urlencode(parameters)}" if parameters else path)
    above = tuple(map(Crumb, parents[::2], parents[1::2]))
    crumbs = () if path == "/" else (*above, Crumb(title, path))
    picture = made_picture(row, publisher) if row else None
    page = PageMetadata(
        address, title, description, publisher, picture or publisher.picture, crumbs
    )
    return rendered(head_html, page)


@register.simple_tag(takes_context=True)
def publisher_metadata(context: template.Context) -> SafeString:
    """What a page tells of who publishes it; a preview tells nobody anything. No query but the
    site frame's."""
    if context.get("preview"):
        return SafeString("")
    return rendered(publisher_html, publisher_of(context))


@register.simple_tag(takes_context=True)
def news_url(context: template.Context, row: NewsRow, publication: str) -> SafeString:
    """An article in the news sitemap. No query."""
    request: HttpRequest = context["request"]
    return url_html(f"{request.scheme}://{request.get_host()}", publication, *row)


def publisher_of(context: template.Context) -> Publisher:
    """No query but the site frame's."""
    root = context["request"].build_absolute_uri("/")
    identity: Any = context["site_frame"].identity

    return _publishers.get(root, timezone.now(), lambda: _publisher(root, identity))


def _publisher(root: str, identity: Any) -> Publisher:
    name = identity.name_vi
    if identity.logo:
        emblem = photo_picture(identity.logo.stored, name, root)
    else:
        emblem = SharedPicture(urljoin(root, static(SHARE_PICTURE)), WIDTH, HEIGHT, name)
    look = look_of(name, identity.logo)
    known = identity.phone, identity.email, identity.address
    publisher = Publisher(root, name, emblem, emblem.address, look, *known)
    return publisher._replace(picture=made_picture(identity, publisher) or emblem)


def links_html(address: str, title: str) -> SafeString:
    return format_escaped(LINKS, address=quote(address, safe=""), title=quote(title, safe=""))
