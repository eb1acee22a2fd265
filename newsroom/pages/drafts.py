"""What the form's scripts ask and tell: keep this, what has become of that."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from newsroom import drafts, permissions, quotas
from newsroom.diff import compare
from newsroom.drafts import DraftRefused
from newsroom.drafts.snapshot import EMPTY, snapshot_in
from newsroom.drafts.submitted_form import KEY, SubmittedForm, key_of, sequences_of
from newsroom.models import Draft
from newsroom.models.draft import Written
from newsroom.pages.shortcuts import get_article, render_page
from newsroom.revisions import snapshot_of
from newsroom.static_pages.access import may_edit, may_write_pages
from newsroom.static_pages.snapshot import snapshot_of as snapshot_of_page
from portal.models import Page

WRITTEN_BY_ANOTHER = "chữ ở đây do người khác gõ"
TOO_OFTEN = "bạn lưu quá nhiều lần trong một phút"


@require_POST
def keep(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What keep_submitted() answers (2 queries more). PermissionDenied for who may not send the
    form."""
    article = get_article(request, pk) if pk else None
    if not permissions.may_edit(request.user, article):
        raise PermissionDenied
    return keep_submitted(request, article)


def keep_submitted(request: HttpRequest, written: Written) -> HttpResponse:
    """200 once the words are in the database: under which number, and since when. 409 where
    somebody else typed them, 422 with the reason where they cannot be kept, 429 where this
    person saves too often, 400 without a key (1 query more than drafts.keep())."""
    if key_of(request.POST.get(KEY, "")) is None:
        return JsonResponse({"reason": "không có mã của trang"}, status=400)
    submitted = SubmittedForm.of(request.POST)
    if not submitted.is_by(request.user):
        return JsonResponse({"reason": WRITTEN_BY_ANOTHER}, status=409)
    saves = quotas.count_save(request.user)
    if quotas.refusal_of_save(saves):
        return JsonResponse({"reason": TOO_OFTEN}, status=429)
    try:
        draft = submitted.keep(request.user, written)
    except DraftRefused as refused:
        return JsonResponse({"reason": str(refused)}, status=422)
    warning = quotas.warning_of_save(saves)
    return JsonResponse(_state(draft) | ({"warning": warning} if warning else {}))


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """Of this person's drafts with the keys asked for: how far each is kept, or closed, and whether
    the form offers it (2 queries, 1 more for each article and static page)."""
    _require_writer(request)
    keys = [key for key in map(key_of, request.GET.getlist("khoa")[:100]) if key]
    own = Draft.objects.typed_by(request.user).filter(key__in=keys)
    asked = list(own.select_related("article", "page").defer("fields"))
    of = {(draft.is_of_page, draft.article_id, draft.page_id): draft.written for draft in asked}
    offered = {
        draft.key for written in of.values() for draft in drafts.waiting(request.user, written)
    }
    return JsonResponse(
        {str(draft.key): _state(draft) | {"is_offered": draft.key in offered} for draft in asked}
    )


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """This person does not want the words any more, up to the number they have seen (3 queries, 2
    more for each draft that they were continued from). PermissionDenied for who writes nothing."""
    _require_writer(request)
    written: Written = None
    for key, sequence in sequences_of(request.POST.get("draft", "")).items():
        draft = Draft.objects.typed_by(request.user).filter(key=key).first()
        if draft and draft.number <= sequence:
            written = draft.written
            drafts.close(request.user, draft.spent_drafts())
        elif draft is None:
            drafts.close(request.user, {key: sequence})
    return HttpResponseRedirect(_form_of(written))


@require_safe
def draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the draft would change in the article of now; 404 but to who typed it (about 6
    queries)."""
    _require_writer(request)
    own = Draft.objects.typed_by(request.user)
    asked = get_object_or_404(own, key=key, is_closed=False)
    article = get_article(request, asked.article_id) if asked.article_id else None
    stored = snapshot_of(article) if article else EMPTY
    may_use = permissions.may_edit(request.user, article)
    if isinstance(page := asked.written, Page):
        stored, may_use = snapshot_of_page(page), may_edit(request.user, page)
    context = {
        "title": "Bản chưa lưu",
        "article": article,
        "static_page": asked.page,
        "draft": asked,
        "parts": compare(stored, snapshot_in(asked.fields, stored)),
        "address": _form_of(asked.written),
        "may_use": may_use,
    }
    return render_page(request, "draft", context)


def _state(draft: Draft) -> dict[str, Any]:
    return {"number": draft.number, "at": clock(draft.at), "is_closed": draft.is_closed}


def clock(moment: datetime.datetime) -> str:
    """ "14:05", and the day where that is not today's."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return local.strftime("%H:%M" if is_today else "%d-%m-%Y %H:%M")


def _require_writer(request: HttpRequest) -> None:
    """PermissionDenied for who writes neither articles nor static pages."""
    if not (permissions.may_enter(request.user) or may_write_pages(request.user)):
        raise PermissionDenied


def _form_of(written: Written) -> str:
    name = "portal_page" if isinstance(written, Page) else "articles_article"
    if written is None or written.pk is None:
        return reverse(f"admin:{name}_add")
    return reverse(f"admin:{name}_change", args=[written.pk])
