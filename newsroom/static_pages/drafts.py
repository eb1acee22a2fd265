"""What somebody has typed in a static page's form and not saved."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from newsroom.admin.form_drafts import drafts_in_form
from newsroom.pages.drafts import keep_submitted
from newsroom.static_pages.access import may_edit
from portal.models import Page


@require_POST
def keep(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What keep_submitted() answers; 404 for a page that is not there any more. PermissionDenied
    for who may not send the form."""
    page = get_object_or_404(Page, pk=pk) if pk else Page()
    if not may_edit(request.user, page):
        raise PermissionDenied
    return keep_submitted(request, page)


def context(request: HttpRequest, page: Page) -> dict[str, Any]:
    """For the form's template: its new key, and what the desk knows of other drafts (2 queries)."""
    name = "admin:portal_page_keep"
    return drafts_in_form(request, page) | {
        "place": f"trang-{page.pk or 'moi'}",
        "keep": reverse(name, args=[page.pk]) if page.pk else reverse(f"{name}_new"),
        "may_keep": may_edit(request.user, page),
    }
