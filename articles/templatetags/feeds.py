"""What RSS asks of dates and addresses."""

import datetime
from email.utils import format_datetime

from django import template

register = template.Library()


@register.filter
def rfc822(moment: datetime.datetime) -> str:
    """The date form of RSS 2.0 (RFC 822 with a four-digit year)."""
    return format_datetime(moment)


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """The path with the scheme and host by which this page was asked for."""
    return context["request"].build_absolute_uri(path)
