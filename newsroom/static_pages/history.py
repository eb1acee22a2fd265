"""What a static page said before, and who did what with it."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from newsroom.attachments.changes import compare_attachments
from newsroom.diff import compare
from newsroom.diff.photos import compare_photos
from newsroom.models import PageRevision
from newsroom.pages.history import MOST_SHOWN, TwoRevisions
from newsroom.static_pages.access import may_edit
from newsroom.static_pages.revisions import ensure_baseline, latest_number, record
from newsroom.static_pages.revisions import rewind as rewind_page
from portal.models import Page

CHANGED_MEANWHILE = "Trang đã được sửa trong lúc bạn xem. Hãy so sánh lại."


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Revisions and the admin's own log, the newest first (3 queries)."""
    page = _page(request, pk)
    kind = ContentType.objects.get_for_model(Page)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(page.pk))
    context = {
        "title": f"Lịch sử trang “{page}”",
        "revisions": _revisions(page).defer("snapshot")[:MOST_SHOWN],
        "entries": entries.select_related("user").order_by("-action_time")[:MOST_SHOWN],
    }
    return _rendered(request, "page_history", page, context)


@require_safe
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Two revisions by the words that readers see; 404 where there is no such one (8 queries)."""
    page, form = _page(request, pk), TwoRevisions(request.GET)
    if not form.is_valid():
        raise Http404
    old, new = (
        get_object_or_404(_revisions(page), number=number)
        for number in sorted(form.cleaned_data.values())
    )
    context = {
        "title": f"So sánh bản {old.number} và bản {new.number}",
        "old": old,
        "new": new,
        "parts": compare(old.snapshot, new.snapshot),
        "pairs": compare_photos(page, old.snapshot, new.snapshot),
        "files": compare_attachments(page, old.snapshot, new.snapshot),
        "latest_number": latest_number(page),
        "may_write": may_edit(request.user, page),
    }
    return _rendered(request, "page_comparison", page, context)


@require_POST
def rewind(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The words of that revision, saved anew; those of now stay in the history (about 20 queries, 4
    more for each photo). PermissionDenied for who may not write, 404 without such a revision."""
    page = _page(request, pk)
    if not may_edit(request.user, page):
        raise PermissionDenied
    with transaction.atomic():
        page = get_object_or_404(Page.objects.select_for_update(), pk=pk)
        revision = get_object_or_404(_revisions(page), number=number)
        if request.POST.get("began_from") != str(latest_number(page)):
            messages.error(request, CHANGED_MEANWHILE)
            return HttpResponseRedirect(reverse("admin:portal_page_history", args=[page.pk]))
        ensure_baseline(page)
        missing = rewind_page(page, revision.snapshot)
        record(page, request.user, f"Lấy lại bản {number}")
    messages.success(request, f"Đã lấy lại bản {number}.")
    for sentence in missing:
        messages.warning(request, sentence)
    return HttpResponseRedirect(reverse("admin:portal_page_change", args=[page.pk]))


def _page(request: HttpRequest, pk: int) -> Page:
    """PermissionDenied for who may not see static pages at the desk, 404 where there is none."""
    if not admin.site.get_model_admin(Page).has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(Page, pk=pk)


def _revisions(page: Page) -> Any:
    return PageRevision.objects.filter(page=page).select_related("by")


def _rendered(
    request: HttpRequest, template: str, page: Page, context: dict[str, Any]
) -> HttpResponse:
    frame = admin.site.each_context(request) | {"opts": Page._meta, "static_page": page}
    return render(request, f"newsroom/{template}.html", frame | context)
