"""A static page as readers will see it: its form as it stands, unsaved."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from newsroom.pages.preview import read_form, says_of
from newsroom.preview_rendering import Preview, unseen
from newsroom.static_pages.form import BEGAN_FROM
from portal.models import Page
from portal.page_context import page_context


@require_POST
@unseen
def preview(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What the form says, as far as it can be understood, and nothing of it stored (about 6
    queries). PermissionDenied for who may not send the form, 404 for a page that is not there."""
    desk = admin.site.get_model_admin(Page)
    page = get_object_or_404(Page, pk=pk) if pk else None
    may = desk.has_change_permission(request, page) if page else desk.has_add_permission(request)
    if not may:
        raise PermissionDenied
    request.POST = sent = request.POST.copy()  # type: ignore[assignment]
    sent.pop(BEGAN_FROM, None)  # nothing is saved, so nothing is overwritten
    with transaction.atomic():
        form, rows, wrong = read_form(request, Page, page)
        transaction.set_rollback(True)
    parts = (rows.get(name, []) for name in ("photos", "attachments"))
    context = page_context(form.instance, *parts) | {"preview": Preview(says_of(wrong))}
    return render(request, "portal/page.html", context)
