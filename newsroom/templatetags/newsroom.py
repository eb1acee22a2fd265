"""What the newsroom's pages ask for."""

from django import template

from newsroom.admin import changelist
from vietnamese.names import full_name

register = template.Library()

register.filter(full_name)
register.inclusion_tag("admin/date_hierarchy.html", name="date_links")(changelist.date_links)
