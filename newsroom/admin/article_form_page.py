"""The page on which an article is written and saved: everything it consists of, in one form."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.models import Article, Photo
from fields.dates import TYPED_DATES
from newsroom import permissions, workflow
from newsroom.admin.article_access import ArticleAccess
from newsroom.admin.article_form import CONNECTIONS, USE_DRAFT, ArticleForm
from newsroom.admin.form_answers import (
    answer_conflict,
    answer_proposal,
    answer_takedown,
    is_saved,
    is_step_put_off,
    outcome_of,
    set_outcome,
    tell_duplicate,
    tell_saved,
)
from newsroom.admin.form_drafts import draft_context, load_draft_into_post, store_submitted
from newsroom.admin.form_pace import count_save, refusal_of
from newsroom.admin.inlines import BylineInline, PhotoInline
from newsroom.admin.photo_form import PhotoForm
from newsroom.attachments.form import AttachmentForm
from newsroom.attachments.inlines import AttachmentInline
from newsroom.checks import findings
from newsroom.models import AuditEntry, Proposal
from newsroom.pages.shortcuts import Forged, list_query, redirect_to, refuse
from newsroom.pages.steps import after_saving, buttons, pressed
from newsroom.pages.takedowns import CONFIRMED
from newsroom.proposals.form import proposal_shown, snapshot_shown
from newsroom.quotas import QuotaReached
from newsroom.saving import (
    Conflict,
    DuplicateSubmit,
    NeedsApproval,
    Saved,
    TakesDown,
    article_made_by_form,
    save_article,
)
from richtext.cleaning import for_page
from richtext.editor import EditorPageMixin

DRAFT_GONE = "Bản chưa lưu đó không còn: đã lưu, đã bỏ, hoặc để quá lâu."
TEXT_STORED_AS_DRAFT = (
    "Chưa lưu: bài này bây giờ bạn không sửa được. Chữ vừa gõ đã được giữ tạm ở đây."
)
CONNECTED = "Chuyên đề, bài liên quan"
FORGEABLE = {"status", "trashed_from", "author"}


class ArticleFormPage(EditorPageMixin, ArticleAccess):
    """A form that was sent is checked by Django's own page and saved by newsroom.saving; what that
    came to is answered in form_answers.py. Status is no field: the buttons are the workflow's."""

    form = ArticleForm
    inlines = (PhotoInline, BylineInline, AttachmentInline)
    save_on_top = True
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea({"rows": 3})},
        **TYPED_DATES,
    }

    class Media:
        css = {"all": ("css/unsaved.css", "css/writing.css")}
        js = (
            *(
                forms.Script(f"js/unsaved/{name}.js", defer=True)
                for name in ("form", "relogin", "autosave", "recovery", "editing_sessions")
            ),
            forms.Script("js/writing.js", defer=True),
        )

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        """The first is the column of text, the others stand beside it. Dates and corrections are
        the editors'; the text is whoever's article it is. A cover is not proposed: it is chosen
        among photos that the article has already."""
        is_read = obj is not None and not self.has_change_permission(request, obj)
        body = "body_to_read" if is_read else "body"
        text = (None, {"fields": ("title", "lead", body)})
        category = (None, {"fields": ("category",)})
        if obj and permissions.may_propose(request.user, obj):
            return [text, category]
        beside = [] if is_read else [(CONNECTED, {"fields": CONNECTIONS, "classes": ("collapse",)})]
        if not permissions.is_editor(request.user):
            more = ("Thêm", {"fields": ("cover",), "classes": ("collapse",)})
            return [text, category, more, *beside]
        return [
            text,
            category,
            ("Ngày giờ", {"fields": ("published_from", "published_until")}),
            ("Thêm", {"fields": ("cover", "correction", "updated_at"), "classes": ("collapse",)}),
            *beside,
        ]

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Only the article's own photos are offered as its cover (no query; 4 where the form
        shows what this person has proposed)."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.person = request.user
        form.connects = "related" in flatten_fieldsets(self.get_fieldsets(request, obj))
        form.refusal = refusal_of(request)
        form.proposal = proposal_shown(request, obj)
        form.proposed = snapshot_shown(form.proposal)
        if "cover" in form.base_fields:
            cover = form.base_fields["cover"]
            cover.queryset = obj.photos.exclude(file="") if obj else Photo.objects.none()
            # No links beside it: a photo has no page of its own.
            cover.widget.can_view_related = cover.widget.can_delete_related = False
        return form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        proposed = snapshot_shown(proposal_shown(request, obj))
        return kwargs | {"proposed": proposed[prefix]} if proposed else kwargs

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if USE_DRAFT in request.POST and not load_draft_into_post(request):
            self.message_user(request, DRAFT_GONE, messages.WARNING)
            return HttpResponseRedirect(request.path)
        count_save(request)
        try:
            self._refuse_forgery(request, object_id)
            # Sent twice, the form of a new article goes on as that of the article it made.
            object_id = object_id or _pk_made_by_form(request)
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except IntegrityError:
                # Of two clicks at the same moment the other one was first.
                added = None if object_id else _pk_made_by_form(request)
                if added is None:
                    raise
                return super().changeform_view(request, added, form_url, extra_context)
        except PermissionDenied as refusal:
            return self._keep_refused_text(request, object_id, refusal)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the buttons of the workflow, and what the desk has to say about the article. A form
        that comes back unsaved is kept as it was sent, and goes on under a new key."""
        article: Article | None = context["original"]
        if request.method == "POST":
            self._store_uploads(request, context["inline_admin_formsets"])
            if USE_DRAFT not in request.POST:
                store_submitted(request, article)
        context |= {
            "unsaved": draft_context(request, article),
            "steps": buttons(article, request.user),
            "proposes": article is not None and permissions.may_propose(request.user, article),
            "show_save_and_add_another": False,
            "left_at": list_query(request),
        }
        errors = context["adminform"].form.non_field_errors() if request.method == "POST" else []
        if errors and len(context["errors"]) == 1:
            # Nothing in the form is wrong, so that nothing is asked to be put right.
            context |= {"errors": None, "not_saved": errors}
        if article:
            context |= _status_context(article, request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def _store_uploads(self, request: HttpRequest, inlines: Any) -> None:
        rows = (row for inline in inlines for row in inline.formset.forms)
        try:
            for row in rows:
                if isinstance(row, PhotoForm | AttachmentForm):
                    row.store_upload(request.user)
        except QuotaReached as reached:
            message = f"Chưa giữ được tệp vừa chọn: {reached}"
            self.message_user(request, message, messages.ERROR)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: save_related() knows the photos' and bylines' forms too."""

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        is_confirmed = CONFIRMED in request.POST
        outcome = save_article(form, formsets, request.user, may_take_down=is_confirmed)
        set_outcome(request, outcome)

    def construct_change_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Of the parts that were stored; Django asks even where none was."""
        if not is_saved(request):
            return ""
        return super().construct_change_message(request, *args, **kwargs)

    def log_change(self, request: HttpRequest, obj: Article, message: Any) -> Any:
        return super().log_change(request, obj, message) if is_saved(request) else None

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        tell_saved(request, obj)
        return after_saving(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """What the person who sent the form is told: the one place where its outcomes part."""
        match outcome_of(request):
            case Saved():
                tell_saved(request, obj)
                if is_step_put_off(request):
                    return redirect_to("change", obj.pk, request=request)
                return after_saving(request, obj) or super().response_change(request, obj)
            case DuplicateSubmit():
                stored = tell_duplicate(request, obj)
                return after_saving(request, stored) or super().response_change(request, stored)
            case Conflict() as conflict:
                return answer_conflict(request, obj, conflict)
            case TakesDown() as asked:
                return answer_takedown(request, obj, asked)
            case NeedsApproval() as edit:
                # None where the article was returned to its author at this very moment.
                answer = answer_proposal(request, obj, edit)
                return answer or self.changeform_view(request, str(obj.pk))

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        """The public page where there is one; the preview has a button of its own."""
        is_public = obj is not None and Article.objects.published().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if obj and is_public else None

    @admin.display(description="nội dung")
    def body_to_read(self, article: Article) -> SafeString:
        return for_page(article.body)

    def _refuse_forgery(self, request: HttpRequest, object_id: str | None) -> None:
        """Status is no field, and a button that was not offered is not pressed: noted, and 403."""
        article = self.get_object(request, object_id) if object_id else None
        step, by = pressed(request), request.user
        of_whom = article or Article(author_id=by.pk)
        is_forged = not FORGEABLE.isdisjoint(request.POST) or (
            step is not None and not workflow.may_ever(step, of_whom, by)
        )
        if is_forged:
            known = [article] if article else []
            tried = request.POST.get("status", "")[:100].replace("\0", "")
            refuse(request, *known, what=tried)

    def _keep_refused_text(
        self, request: HttpRequest, object_id: str | None, refusal: PermissionDenied
    ) -> HttpResponse:
        """Words may not be lost where an article was trashed while somebody wrote: they are kept,
        and found at the article."""
        article = self.get_object(request, object_id) if object_id else None
        is_kept = article is not None and store_submitted(request, article)
        is_theirs = permissions.may_edit(request.user, article)
        if not is_kept or is_theirs or isinstance(refusal, Forged):
            raise refusal
        self.message_user(request, TEXT_STORED_AS_DRAFT, messages.ERROR)
        return HttpResponseRedirect(request.path)


def _pk_made_by_form(request: HttpRequest) -> str | None:
    made = article_made_by_form(request.POST.get("began_from", ""), request.user)
    return str(made.pk) if made else None


def _status_context(article: Article, by: Any) -> dict[str, Any]:
    """What stands above the form of a stored article."""
    entries = article.audit_log.exclude(action__in=AuditEntry.NOT_STEPS).select_related("by")
    last = entries.first()
    return {
        "findings": findings(Article.objects.get(pk=article.pk)),
        "status_label": article.status_label(timezone.now()),
        "returned": last if last and last.action == AuditEntry.Action.RETURNED else None,
        "proposal": _proposal_to_mention(article, by),
        "may_edit_notice": permissions.is_editor(by),
    }


def _proposal_to_mention(article: Article, by: Any) -> Proposal | None:
    """The one that waits; to its author also the one that came back last."""
    last = article.proposals.select_related("by").first()
    if last and last.state == Proposal.State.OPEN:
        return last
    is_back = last and last.state == Proposal.State.DECLINED and last.by == by
    return last if is_back else None
