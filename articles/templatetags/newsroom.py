"""What the newsroom's lists ask for."""

from django import template

from articles import newsroom_list

register = template.Library()

register.inclusion_tag("admin/date_hierarchy.html", name="date_links")(newsroom_list.date_links)
