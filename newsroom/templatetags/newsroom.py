"""What the newsroom's pages ask for."""

from django import template

from newsroom.admin.lists.date_links import date_links
from vietnamese.names import full_name

register = template.Library()

register.filter(full_name)
register.inclusion_tag("admin/date_hierarchy.html")(date_links)
