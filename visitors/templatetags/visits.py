"""{{ number|figure }}: a number of visits as readers see it."""

from django import template

from vietnamese.numbers import group_digits

register = template.Library()

register.filter("figure", group_digits)
