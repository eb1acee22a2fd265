"""The buttons of the workflow: on an article's form, on a page of their own, and in the list."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from articles.models import FIRST_YEAR, LAST_YEAR, Article
from newsroom import workflow
from newsroom.admin.access import AccessMixin
from newsroom.prepublish import ON_THE_WAY, Checklist, checklist_for
from newsroom.revisions import latest_number
from newsroom.workflow import STEPS, Step, StepForbidden, StepRefused

BUTTON = "_step_"


class StepForm(forms.Form):
    """What a step asks before it is taken, and the revision that was looked at."""

    began_from = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Lý do trả lại",
        help_text="Người viết đọc được: cần sửa gì, thiếu gì.",
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Hãy ghi lý do trả lại."},
    )
    note = forms.CharField(
        label="Vì sao gỡ",
        help_text="Ghi vào nhật ký; bạn đọc không thấy.",
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    notice = forms.CharField(
        label="Lời báo cho bạn đọc",
        help_text="Ai mở địa chỉ cũ của bài chỉ thấy lời này và ngày gỡ, không thấy tựa hay nội"
        " dung. Để trống thì địa chỉ ấy trả lời như chưa từng có trang nào.",
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    moment = forms.SplitDateTimeField(
        label="Đăng vào lúc",
        widget=AdminSplitDateTime,
        error_messages={"required": "Hãy chọn ngày và giờ đăng."},
    )

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"reason", "note", "notice", "moment"} - set(step.asks.split()):
            del self.fields[name]
        if moment := self.fields.get("moment"):
            for part, label in zip(moment.widget.widgets, ("Ngày đăng", "Giờ đăng"), strict=True):
                part.attrs["aria-label"] = label

    def clean_moment(self) -> Any:
        moment = self.cleaned_data["moment"]
        if moment <= timezone.now():
            raise forms.ValidationError("Giờ hẹn phải ở sau bây giờ.")
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise forms.ValidationError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
        return moment

    def given(self) -> dict[str, Any]:
        """What workflow.apply_step() wants to know."""
        asked = ("moment", "note", "notice")
        given = {name: self.cleaned_data[name] for name in asked if name in self.fields}
        if "reason" in self.fields:
            given["note"] = self.cleaned_data["reason"]
        return given | {"base_revision": self.cleaned_data["began_from"]}


class StepsMixin(AccessMixin):
    """For ArticleAdmin. A button of the form saves first, so that nothing typed is lost."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.step_view)
        name = "articles_article_step"
        return [path("<int:pk>/viec/<slug:name>/", view, name=name), *super().get_urls()]

    def step_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Asks what the step needs to know, takes it, and says what has become of the article."""
        article, step = self.found(request, pk), STEPS.get(name)
        if step is None:
            raise Http404
        if not workflow.may_ever(step, article, request.user):
            if request.method == "POST":
                self.refuse(request, article, what=step.label)
            raise PermissionDenied
        began = {"began_from": latest_number(article), "moment": article.published_from}
        sent = request.POST if request.method == "POST" else None
        form, checklist = StepForm(step, sent, initial=began), checklist_for(step, article)
        if form.is_valid() and checklist.was_seen(request):
            return self.taken(request, article, step, form.given(), len(checklist.found))
        context = self.admin_site.each_context(request) | {
            "title": step.label,
            "checklist": checklist,
            "opts": self.opts,
            "article": article,
            "step": step,
            "form": form,
            "media": self.media + form.media,
            "standing": article.status_label(timezone.now()),
        }
        return render(request, "admin/articles/article/step.html", context)

    def taken(
        self,
        request: HttpRequest,
        article: Article,
        step: Step,
        given: dict[str, Any],
        ignored_findings: int = 0,
    ) -> HttpResponse:
        """Takes the step, with a message; leads back to the article, or to the list."""
        try:
            article = workflow.apply_step(
                step.name, article, request.user, ignored_findings=ignored_findings, **given
            )
        except StepForbidden as error:
            raise PermissionDenied from error
        except StepRefused as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, f"{step.done_message} “{article}”.", messages.SUCCESS)
        where = "changelist" if article.status == Article.Status.TRASHED else "change"
        keys = [] if where == "changelist" else [article.pk]
        return HttpResponseRedirect(reverse(f"admin:articles_article_{where}", args=keys))

    def pressed(self, request: HttpRequest) -> Step | None:
        """The step whose button sent the form."""
        names = (name[len(BUTTON) :] for name in request.POST if name.startswith(BUTTON))
        return next((STEPS[name] for name in names if name in STEPS), None)

    def after_saving(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """Where the pressed button leads once the form is saved; None for a mere save.

        A step that asks something, or that meets findings, has its page in between.
        """
        step = self.pressed(request)
        if step is None:
            return None
        is_open = workflow.may_now(step, article, request.user)
        if step.asks or (is_open and checklist_for(step, article).found):
            address = reverse("admin:articles_article_step", args=[article.pk, step.name])
            return HttpResponseRedirect(address)
        return self.taken(request, article, step, {})

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue=None):
        return self.after_saving(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self.after_saving(request, obj) or super().response_change(request, obj)

    def buttons(self, request: HttpRequest, article: Article | None) -> list[Step]:
        """The steps to offer; an article that is not stored yet may be sent on at once."""
        blank = Article(author_id=request.user.pk)
        steps = workflow.open_steps(article or blank, request.user)
        return [step for step in steps if article or step.name != "trash"]

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """An action that was not offered is refused like a button that was not."""
        offered = self.get_actions(request)
        for name in request.POST.getlist("action"):
            if name in STEPS and name not in offered:
                chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
                known = [article for article in queryset if str(article.pk) in chosen]
                self.refuse(request, *known, what=STEPS[name].label)
        return super().response_action(request, queryset)

    @admin.action(description="Đăng các bài đã chọn", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """By way of a page that lists the findings, where there are any it has not shown yet."""
        step = STEPS["publish"]
        checklists = [
            checklist_for(step, article)
            for article in queryset
            if step in workflow.open_steps(article, request.user)
        ]
        if all(checklist.was_seen(request) for checklist in checklists):
            known = {checklist.article.pk: len(checklist.found) for checklist in checklists}
            self._take_all(request, queryset, "publish", known)
            return None
        return self._look_first_page(request, checklists)

    @admin.action(description="Gỡ các bài đã chọn", permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._take_all(request, queryset, "withdraw")

    @admin.action(description="Bỏ các bài đã chọn vào thùng rác", permissions=["change"])
    def trash(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._take_all(request, queryset, "trash")

    @admin.action(description="Lấy lại các bài đã chọn từ thùng rác", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._take_all(request, queryset, "restore")

    def _look_first_page(self, request: HttpRequest, checklists: list[Checklist]) -> HttpResponse:
        with_findings = [checklist for checklist in checklists if checklist.found]
        context = self.admin_site.each_context(request) | {
            "title": f"{len(with_findings)} bài có điều nên xem trước khi {ON_THE_WAY['publish']}",
            "opts": self.opts,
            "checklists": with_findings,
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", "0"),
        }
        return render(request, "admin/articles/article/look_first.html", context)

    def _take_all(
        self,
        request: HttpRequest,
        articles: QuerySet,
        name: str,
        ignored_findings: dict[int, int] | None = None,
    ) -> None:
        taken, known = 0, ignored_findings or {}
        for article in articles:
            try:
                workflow.apply_step(
                    name, article, request.user, ignored_findings=known.get(article.pk, 0)
                )
            except StepRefused as error:
                self.message_user(request, f"Giữ nguyên “{article}”: {error}", messages.ERROR)
            else:
                taken += 1
        if taken:
            self.message_user(request, f"{STEPS[name].done_message} {taken} bài.", messages.SUCCESS)
