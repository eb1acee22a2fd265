"""The static pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.models import Page


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One query, besides the layout's."""
    return render(request, "portal/page.html", {"page": get_object_or_404(Page, slug=slug)})
