"""The static pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from portal.models import FormerAddress, Page
from portal.page_context import page_context


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Two queries, besides the layout's. A former address of a page leads to it."""
    if found := Page.objects.filter(slug=slug).first():
        return render(request, "portal/page.html", page_context(found))
    former = get_object_or_404(FormerAddress.objects.select_related("page"), slug=slug)
    return redirect(former.page, permanent=True)
