"""Addresses of the archive, for templates."""

from django import template

from articles import archive

register = template.Library()

register.filter("day_url", archive.day_url)
register.filter("month_url", archive.month_url)
register.filter("year_url", archive.year_url)
