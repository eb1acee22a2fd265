"""Whole addresses, as feeds and canonical links need them."""

from django import template
from django.http import HttpRequest

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, address: str) -> str:
    """The address with the scheme and host by which this page was asked for; one that is
    whole already stays as it is."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(address)
