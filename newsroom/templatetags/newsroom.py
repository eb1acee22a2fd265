"""What the newsroom's pages ask for."""

from typing import Any

from django import template

from newsroom.admin.lists.date_links import date_links
from newsroom.pages.notifications import unread_number
from newsroom.permissions import may_enter
from vietnamese.names import full_name

register = template.Library()

register.filter(full_name)
register.inclusion_tag("admin/date_hierarchy.html")(date_links)


@register.inclusion_tag("newsroom/_bell.html")
def bell(person: Any) -> dict[str, str | bool]:
    """What is new for this person (1 query); nothing for who has no business with articles."""
    return {
        "is_for": may_enter(person),
        "number": unread_number(person) if may_enter(person) else "",
    }
