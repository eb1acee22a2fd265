"""What the newsroom's pages ask for."""

from django import template

from articles import newsroom_list
from articles.people import name_of

register = template.Library()

register.filter(name_of)
register.inclusion_tag("admin/date_hierarchy.html", name="date_links")(newsroom_list.date_links)
