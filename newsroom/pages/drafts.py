"""What the form's scripts ask and tell: keep this, what has become of that, who else is here."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from newsroom import drafts, editing_sessions
from newsroom.admin.drafts import DraftsMixin
from newsroom.diff import compare
from newsroom.draft_snapshot import EMPTY, snapshot_in
from newsroom.drafts import DraftRefused
from newsroom.models import Draft, Revision
from newsroom.revisions import snapshot_of
from newsroom.submitted_form import KEY, SubmittedForm, key_of, number_of, numbers_of
from vietnamese.names import full_name

WRITTEN_BY_ANOTHER = "chữ ở đây do người khác gõ"
LONGEST_IDLE = 24 * 3600


class DraftPagesMixin(DraftsMixin):
    """For ArticleAdmin."""

    def get_urls(self) -> list:
        own, name = self.admin_site.admin_view, "articles_article_{}".format
        keep, drop = own(require_POST(self.keep_view)), own(require_POST(self.drop_view))
        present = own(require_POST(self.presence_view))
        return [
            path("add/giu-tam/", keep, name=name("keep_new")),
            path("<int:pk>/giu-tam/", keep, name=name("keep")),
            path("<int:pk>/dang-mo/", present, name=name("presence")),
            path("ban-chua-luu/", own(require_safe(self.drafts_view)), name=name("drafts")),
            path("ban-chua-luu/bo/", drop, name=name("drop_draft")),
            path(
                "ban-chua-luu/<uuid:key>/", own(require_safe(self.draft_view)), name=name("draft")
            ),
            *super().get_urls(),
        ]

    def keep_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """200 once the words are in the database: under which number, and since when. 409 where
        somebody else typed them, 422 with the reason where they cannot be kept."""
        article = self.found(request, pk) if pk else None
        if not self.may_keep(request, article):
            raise PermissionDenied
        if key_of(request.POST.get(KEY, "")) is None:
            return JsonResponse({"reason": "không có mã của trang"}, status=400)
        typed = SubmittedForm.of(request.POST)
        if not typed.is_by(request.user):
            return JsonResponse({"reason": WRITTEN_BY_ANOTHER}, status=409)
        try:
            kept = typed.keep(request.user, article)
        except DraftRefused as refused:
            return JsonResponse({"reason": str(refused)}, status=422)
        return JsonResponse(_standing(kept))

    def drafts_view(self, request: HttpRequest) -> HttpResponse:
        """Of this person's drafts with the keys asked for: how far each is kept, or closed, and
        whether the form offers it (2 queries, 1 more for each article)."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        keys = [key for key in map(key_of, request.GET.getlist("khoa")[:100]) if key]
        own = Draft.objects.typed_by(request.user).filter(key__in=keys)
        found = list(own.select_related("article").defer("fields"))
        offered = {
            draft.key
            for article in {draft.article for draft in found}
            for draft in drafts.waiting(request.user, article)
        }
        return JsonResponse(
            {
                str(draft.key): _standing(draft) | {"is_offered": draft.key in offered}
                for draft in found
            }
        )

    def drop_view(self, request: HttpRequest) -> HttpResponse:
        """This person does not want the words any more, up to the number they have seen."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        article = None
        for key, number in numbers_of(request.POST.get("draft", "")).items():
            draft = Draft.objects.typed_by(request.user).filter(key=key).first()
            if draft and draft.number <= number:
                article = draft.article_id
                drafts.close(request.user, draft.numbers())
            elif draft is None:
                drafts.close(request.user, {key: number})
        return HttpResponseRedirect(_form_of(article))

    def draft_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        """What the draft would change in the article of now; 404 but to who typed it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        own = Draft.objects.typed_by(request.user)
        draft = get_object_or_404(own, key=key, is_closed=False)
        article = self.found(request, draft.article_id) if draft.article_id else None
        stored = snapshot_of(article) if article else EMPTY
        context = self.admin_site.each_context(request) | {
            "title": "Bản chưa lưu",
            "opts": self.opts,
            "article": article,
            "draft": draft,
            "parts": compare(stored, snapshot_in(draft.fields, stored)),
            "address": _form_of(draft.article_id),
            "may_use": self.may_keep(request, article),
        }
        return render(request, "admin/articles/article/draft.html", context)

    def presence_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Notes that this form is open; who else has it open, and whether it was saved since."""
        article, key = self.found(request, pk), key_of(request.POST.get(KEY, ""))
        if key is None:
            raise Http404
        if "roi" in request.POST:
            editing_sessions.leave(request.user, key)
            return HttpResponse(status=204)
        if not self.may_keep(request, article):
            raise PermissionDenied
        editing_sessions.note(request.user, article, key, _idle(request))
        present = editing_sessions.others(request.user, article)
        began = number_of(request.POST.get("began_from", ""))
        saved = None if began is None else _saved_since(request, article, began)
        return JsonResponse({"others": [str(each) for each in present], "saved": saved})


def _standing(draft: Draft) -> dict[str, Any]:
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
