"""Whole addresses, as feeds, sharing and canonical links need them."""

import datetime
from collections.abc import Iterable
from email.utils import format_datetime

from django import template
from django.http import HttpRequest
from django.utils.html import escape

from articles import sharing
from articles.models import Article, Byline

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
) -> sharing.SharingMetadata:
    """What other sites read of the article (no query)."""
    root = context["request"].build_absolute_uri("/")
    return sharing.sharing_metadata(article, bylines, publisher, root)


@register.filter
def as_markup(text: str) -> str:
    """Plain text as HTML, to be escaped once more: an item's description alone is HTML in RSS 2.0,
    a title is plain text (RSS Best Practices Profile, 3.1)."""
    return escape(text).replace("\n", "<br>")


@register.filter
def rfc822(moment: datetime.datetime) -> str:
    """The date form of RSS 2.0 (RFC 822 with a four-digit year)."""
    return format_datetime(moment)
