"""Whole addresses, as feeds, sharing and canonical links need them."""

from collections.abc import Iterable

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles import sharing
from articles.models import Article, Byline
from caching.memoized import rendered

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, address: str) -> str:
    """The address with the scheme and host by which this page was asked for; one that is
    whole already stays as it is."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(address)


@register.simple_tag(takes_context=True)
def sharing_metadata(
    context: template.Context, article: Article, bylines: Iterable[Byline], publisher: str
) -> SafeString:
    """What other sites read of the article, for the page's head (no query)."""
    root = context["request"].build_absolute_uri("/")
    return rendered(sharing.head_html, sharing.sharing_metadata(article, bylines, publisher, root))
