"""What an open form's script tells and asks: that it is open, and who else has it open."""

import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.models import Article
from clients.background import background
from newsroom import editing_sessions, permissions
from newsroom.conflicts import opened_at
from newsroom.drafts.submitted_form import KEY, key_of, number_of
from newsroom.models import Revision
from newsroom.pages.drafts import clock
from newsroom.pages.shortcuts import get_article
from vietnamese.names import full_name

LONGEST_IDLE = 24 * 3600


@background
@require_POST
def note_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes that this form is open; who else has it open, and whether it was saved since (about 6
    queries). 404 without a key; PermissionDenied for who may not send the form. With "roi" it is
    closed: 204 (2 queries)."""
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
    opened, seen = opened_at(request.POST.get("began_from", ""))
    base_revision = opened if seen is None else seen
    saved = _saved_since(request, article, base_revision) if base_revision >= 0 else None
    return JsonResponse({"others": [str(each) for each in present], "saved": saved})


def _idle(request: HttpRequest) -> datetime.timedelta | None:
    """How long ago this form was last typed in."""
    seconds = number_of(request.POST.get("idle", ""))
    return None if seconds is None else datetime.timedelta(seconds=min(seconds, LONGEST_IDLE))


def _saved_since(
    request: HttpRequest, article: Article, base_revision: int
) -> dict[str, str] | None:
    last: Revision | None = article.revisions.select_related("by").defer("snapshot").first()
    if last is None or last.number <= base_revision:
        return None
    who = full_name(last.by) or "Có người"
    name = f"{who} (là bạn, ở cửa sổ khác)" if last.by == request.user else who
    address = reverse("admin:articles_article_compare", args=[article.pk])
    return {
        "said": f"{name} đã lưu lúc {clock(last.at)}, sau khi bạn mở bài.",
        "address": f"{address}?tu={base_revision}&den={last.number}",
    }
