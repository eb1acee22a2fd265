"""The figures in templates: {% visit_figures as figures %} {{ figures.today|figure }}"""

from django import template

from vietnamese.numbers import group_digits
from visitors.figures import Figures, figures

register = template.Library()


@register.simple_tag
def visit_figures() -> Figures:
    """The visit figures, at most 5 s old. Nearly always without a query."""
    return figures()


@register.filter
def figure(number: int | None) -> str:
    """439279 → "439.279"; "–" for a figure that is not known."""
    return "–" if number is None else group_digits(number)
