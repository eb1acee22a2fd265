"""The form and its drafts: words that were not saved are offered, and spent ones go."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from articles.models import Article
from newsroom import drafts, editing_sessions
from newsroom.admin.access import Forged
from newsroom.admin.saving import (
    EDIT_ON,
    ArticleForm,
    Conflict,
    Proposed,
    Repeated,
    SavingMixin,
    TurnedAside,
)
from newsroom.drafts import DraftRefused
from newsroom.models import Draft
from newsroom.models.draft import Numbers
from newsroom.submitted_form import BY, KEY, NUMBER, SubmittedForm, key_of, sent_of, text_of
from vietnamese.names import full_name

USE = "_use_draft"
NO_LONGER = "Bản chưa lưu đó không còn: đã lưu, đã bỏ, hoặc để quá lâu."
KEPT_IN_CONFLICT = "Bản của bạn cũng đã được giữ tạm: rời trang này thì vẫn tìm lại được ở bài."
KEPT = "Chưa lưu: bài này bây giờ bạn không sửa được. Chữ vừa gõ đã được giữ tạm ở đây."
TAKEN_UP = "Đây là bản chưa lưu của bạn; bài vẫn như cũ. Hãy xem lại rồi lưu."
SOMEBODY_ELSE_S = (
    "Chưa lưu: chữ ở đây do người khác gõ, còn bây giờ đăng nhập là {name}. Nếu đúng là muốn lưu"
    " dưới tên {name}, hãy bấm lần nữa; nếu không, hãy đăng nhập lại bằng tên người viết."
)


class TypedForm(ArticleForm):
    """Knows who opened it, and refuses once to be saved by another person."""

    person: Any = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get(BY, "") not in ("", str(self.person.pk)):
            said = SOMEBODY_ELSE_S.format(name=full_name(self.person))
            self.add_error(None, said)
        return cleaned

    def why_not_saved(self) -> str:
        return TAKEN_UP if USE in self.data else super().why_not_saved()


class DraftsMixin(SavingMixin):
    """For ArticleAdmin."""

    form = TypedForm

    class Media:
        css = {"all": ("css/unsaved.css",)}
        js = tuple(
            forms.Script(f"js/unsaved/{name}.js", defer=True)
            for name in ("page", "again", "keeping", "offers", "presence")
        )

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        form.person = request.user
        return form

    def may_keep(self, request: HttpRequest, article: Article | None) -> bool:
        """As for the form: who may change it, or propose to."""
        if article is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, article)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and USE in request.POST and not self._take_up(request):
            self.message_user(request, NO_LONGER, messages.WARNING)
            return HttpResponseRedirect(request.path)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied as refusal:
            article = self.get_object(request, object_id) if object_id else None
            if request.method != "POST" or article is None:
                raise
            is_kept = self._keep_sent(request, article)
            is_forged = isinstance(refusal, Forged)
            if not is_kept or is_forged or self.may_keep(request, article):
                raise
            # It was trashed while they wrote. To the article, where their words are found.
            self.message_user(request, KEPT, messages.ERROR)
            return HttpResponseRedirect(request.path)

    def _take_up(self, request: HttpRequest) -> bool:
        """Let the draft be what was sent; False where there is none of that key any more."""
        key = key_of(request.POST[USE])
        own = Draft.objects.typed_by(request.user)
        draft = own.filter(key=key, is_closed=False).first() if key else None
        if draft is None:
            return False
        sent = sent_of(draft)
        sent[USE] = sent[EDIT_ON] = "1"
        request.POST = sent  # type: ignore[assignment]
        return True

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A form that comes back unsaved is kept as it was sent, and goes on under a new key."""
        article: Article | None = context["original"]
        taken = {}
        if request.method == "POST":
            if USE not in request.POST:
                self._keep_sent(request, article)
            taken = SubmittedForm.of(request.POST).numbers()
            form = context["adminform"].form
            if len(context["errors"]) == 1 and (said := form.non_field_errors()):
                # Nothing in the form is wrong, so that nothing is asked to be put right.
                context |= {"errors": None, "not_saved": said}
        context["unsaved"] = {
            "key": str(uuid.uuid4()),
            "taken": text_of(taken),
            "is_changed": request.method == "POST",
            "may_keep": self.may_keep(request, article),
            "drafts": drafts.waiting(request.user, article, but=taken),
            "others": editing_sessions.others(request.user, article) if article else [],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _keep_sent(self, request: HttpRequest, article: Article | None) -> bool:
        """Keep what was sent, newer than all that was kept of the form before; False where it
        cannot be. What somebody else typed is not kept under this name."""
        typed = SubmittedForm.of(request.POST)
        if not typed.fields or not typed.is_by(request.user):
            return False
        try:
            kept = typed.keep(request.user, article, anew=True)
        except DraftRefused:  # it stands in the page, and in the browser
            return False
        request.POST = sent = request.POST.copy()  # type: ignore[assignment]
        sent[KEY], sent[NUMBER] = str(kept.key), str(kept.number)
        return True

    def _conflict_page(self, request: HttpRequest, conflict: Conflict) -> HttpResponse:
        """What was typed is kept here too; the page sends on under which key."""
        if self._keep_sent(request, conflict.article):
            self.message_user(request, KEPT_IN_CONFLICT, messages.INFO)
        return super()._conflict_page(request, conflict)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        drafts.close(request.user, _spent(request))

    def _answer(self, request: HttpRequest, article: Article, turn: TurnedAside) -> HttpResponse:
        answer = super()._answer(request, article, turn)
        if isinstance(turn, Repeated | Proposed) and answer.status_code == 302:
            drafts.close(request.user, _spent(request))
        return answer


def _spent(request: HttpRequest) -> Numbers:
    typed = SubmittedForm.of(request.POST)
    return typed.numbers() if KEY in request.POST else typed.taken
