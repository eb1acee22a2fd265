"""What the form's scripts ask and tell: keep this, what has become of that, who else is here."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from clients.background import background
from newsroom import drafts, editing_sessions, permissions
from newsroom.diff import compare
from newsroom.drafts import DraftRefused
from newsroom.drafts.snapshot import EMPTY, snapshot_in
from newsroom.drafts.submitted_form import KEY, SubmittedForm, key_of, number_of, numbers_of
from newsroom.models import Draft, Revision
from newsroom.pages.shortcuts import get_article, render_page, require_desk
from newsroom.revisions import snapshot_of
from vietnamese.names import full_name

WRITTEN_BY_ANOTHER = "chữ ở đây do người khác gõ"
LONGEST_IDLE = 24 * 3600


@require_POST
def keep(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """200 once the words are in the database: under which number, and since when. 409 where
    somebody else typed them, 422 with the reason where they cannot be kept."""
    article = get_article(request, pk) if pk else None
    if not permissions.may_edit(request.user, article):
        raise PermissionDenied
    if key_of(request.POST.get(KEY, "")) is None:
        return JsonResponse({"reason": "không có mã của trang"}, status=400)
    submitted = SubmittedForm.of(request.POST)
    if not submitted.is_by(request.user):
        return JsonResponse({"reason": WRITTEN_BY_ANOTHER}, status=409)
    try:
        draft = submitted.keep(request.user, article)
    except DraftRefused as refused:
        return JsonResponse({"reason": str(refused)}, status=422)
    return JsonResponse(_state(draft))


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """Of this person's drafts with the keys asked for: how far each is kept, or closed, and whether
    the form offers it (2 queries, 1 more for each article)."""
    require_desk(request)
    keys = [key for key in map(key_of, request.GET.getlist("khoa")[:100]) if key]
    own = Draft.objects.typed_by(request.user).filter(key__in=keys)
    asked = list(own.select_related("article").defer("fields"))
    offered = {
        draft.key
        for article in {draft.article for draft in asked}
        for draft in drafts.waiting(request.user, article)
    }
    return JsonResponse(
        {str(draft.key): _state(draft) | {"is_offered": draft.key in offered} for draft in asked}
    )


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """This person does not want the words any more, up to the number they have seen."""
    require_desk(request)
    article = None
    for key, number in numbers_of(request.POST.get("draft", "")).items():
        draft = Draft.objects.typed_by(request.user).filter(key=key).first()
        if draft and draft.number <= number:
            article = draft.article_id
            drafts.close(request.user, draft.numbers())
        elif draft is None:
            drafts.close(request.user, {key: number})
    return HttpResponseRedirect(_form_of(article))


@require_safe
def draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the draft would change in the article of now; 404 but to who typed it."""
    require_desk(request)
    own = Draft.objects.typed_by(request.user)
    asked = get_object_or_404(own, key=key, is_closed=False)
    article = get_article(request, asked.article_id) if asked.article_id else None
    stored = snapshot_of(article) if article else EMPTY
    context = {
        "title": "Bản chưa lưu",
        "article": article,
        "draft": asked,
        "parts": compare(stored, snapshot_in(asked.fields, stored)),
        "address": _form_of(asked.article_id),
        "may_use": permissions.may_edit(request.user, article),
    }
    return render_page(request, "draft", context)


@background
@require_POST
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes that this form is open; who else has it open, and whether it was saved since."""
    article, key = get_article(request, pk), key_of(request.POST.get(KEY, ""))
    if key is None:
        raise Http404
    if "roi" in request.POST:
        editing_sessions.leave(request.user, key)
        return HttpResponse(status=204)
    if not permissions.may_edit(request.user, article):
        raise PermissionDenied
    editing_sessions.note(request.user, article, key, _idle(request))
    present = editing_sessions.others(request.user, article)
    began = number_of(request.POST.get("began_from", ""))
    saved = None if began is None else _saved_since(request, article, began)
    return JsonResponse({"others": [str(each) for each in present], "saved": saved})


def _state(draft: Draft) -> dict[str, Any]:
    return {"number": draft.number, "at": _clock(draft.at), "is_closed": draft.is_closed}


def _clock(moment: datetime.datetime) -> str:
    """ "14:05", and the day where that is not today's."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return local.strftime("%H:%M" if is_today else "%H:%M ngày %d-%m-%Y")


def _form_of(article_pk: int | None) -> str:
    if article_pk is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[article_pk])


def _idle(request: HttpRequest) -> datetime.timedelta | None:
    """How long ago this form was last typed in."""
    seconds = number_of(request.POST.get("idle", ""))
    return None if seconds is None else datetime.timedelta(seconds=min(seconds, LONGEST_IDLE))


def _saved_since(request: HttpRequest, article: Article, began: int) -> dict[str, str] | None:
    last: Revision | None = article.revisions.select_related("by").defer("snapshot").first()
    if last is None or last.number <= began:
        return None
    who = full_name(last.by) or "Có người"
    name = f"{who} (là bạn, ở cửa sổ khác)" if last.by == request.user else who
    address = reverse("admin:articles_article_compare", args=[article.pk])
    return {
        "said": f"{name} đã lưu lúc {_clock(last.at)}, sau khi bạn mở bài.",
        "address": f"{address}?tu={began}&den={last.number}",
    }
