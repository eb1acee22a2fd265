"""{% known_name %}: whose site it is, on pages that ask the database nothing."""

from django import template

from portal.site_frame import last_known

register = template.Library()


@register.simple_tag
def known_name() -> str:
    """Blank where this process has not read it yet. No query."""
    return last_known.name
