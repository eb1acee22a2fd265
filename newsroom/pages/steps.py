"""The page between a button of the workflow and its effect, and what the effect leads to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import FIRST_YEAR, LAST_YEAR, Article, Attachment, Photo
from fields.dates import TypedMomentField
from limits import lengths
from limits.texts import BoundedCharField
from newsroom import takedowns, workflow
from newsroom.checks.prepublish import checklist_for
from newsroom.pages.shortcuts import (
    get_article,
    redirect_to,
    redirect_to_list,
    refuse,
    render_page,
)
from newsroom.pages.takedowns import offer
from newsroom.revisions import latest_number
from newsroom.workflow import STEPS, Step, StepForbidden, StepRefused
from richtext.placed_photo import PICTURED

BUTTON = "_step_"
PICTURES_GONE = (
    "Ảnh chỉ dùng trong bài này cũng không còn mở được, tệp đính kèm cũng vậy. Ai đã mở bài thì máy"
    " của họ có thể còn hiện ảnh ấy, nhiều nhất một ngày."
)


class StepForm(forms.Form):
    """What a step asks before it is taken, and the revision that was looked at."""

    began_from = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = BoundedCharField(
        most=lengths.REASON,
        label="Lý do trả lại",
        help_text="Người viết đọc được: cần sửa gì, thiếu gì.",
        error_messages={"required": "Hãy ghi lý do trả lại."},
    )
    note = BoundedCharField(
        most=lengths.REASON,
        label="Vì sao gỡ",
        help_text="Ghi vào nhật ký; bạn đọc không thấy.",
        required=False,
    )
    notice = BoundedCharField(
        most=lengths.NOTICE,
        label="Lời báo cho bạn đọc",
        help_text="Ai mở địa chỉ cũ của bài chỉ thấy lời này và ngày gỡ, không thấy tựa hay nội"
        " dung. Để trống thì địa chỉ ấy trả lời như chưa từng có trang nào.",
        required=False,
    )
    moment = TypedMomentField(
        label="Đăng vào lúc",
        widget=AdminSplitDateTime,
        error_messages={"required": "Hãy chọn ngày và giờ đăng."},
    )

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"reason", "note", "notice", "moment"} - set(step.asks):
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


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Asks what the step needs to know, takes it, and says what has become of the article (3
    queries, 7 more for findings; about 25 to take it). 404 for an unknown step; PermissionDenied
    where it is not this person's to take."""
    article, asked = get_article(request, pk), STEPS.get(name)
    if asked is None:
        raise Http404
    if not workflow.may_ever(asked, article, request.user):
        if request.method == "POST":
            refuse(request, article, what=asked.label)
        raise PermissionDenied
    initial = {"began_from": latest_number(article), "moment": article.published_from}
    sent = request.POST if request.method == "POST" else None
    form, checklist = StepForm(asked, sent, initial=initial), checklist_for(asked, article)
    if form.is_valid() and checklist.was_seen(request):
        return apply_and_redirect(request, article, asked, form.given(), len(checklist.found))
    context = {
        "title": asked.label,
        "checklist": checklist,
        "article": article,
        "step": asked,
        "form": form,
        "media": admin.site.get_model_admin(Article).media + form.media,
        "status_label": article.status_label(timezone.now()),
        "takes_down": takes_down(asked, article),
    }
    return render_page(request, "step", context)


def apply_and_redirect(
    request: HttpRequest,
    article: Article,
    step: Step,
    given: dict[str, Any],
    ignored_findings: int = 0,
) -> HttpResponse:
    """Takes the step, with a message; leads back to the article, or to the list (queries as
    workflow.apply_step()). PermissionDenied where it is not this person's to take."""
    was_public = article.is_public(timezone.now())
    takedown = takedowns.begin(request.user, step.label)
    given = given | {"ignored_findings": ignored_findings, "takedown": takedown}
    try:
        article = workflow.apply_step(step.name, article, request.user, **given)
    except StepForbidden as error:
        raise PermissionDenied from error
    except StepRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{step.done_message} “{article}”.")
        offer(request, takedown)
        if was_public and takes_pictures_away([article]):
            messages.info(request, PICTURES_GONE)
    if article.status == Article.Status.TRASHED:
        return redirect_to_list(request)
    return redirect_to("change", article.pk, request=request)


def takes_down(step: Step, article: Article) -> bool:
    """Whether the step takes from readers what they can read now."""
    return step.takes_down and article.is_public(timezone.now())


def takes_pictures_away(left: Iterable[Article]) -> bool:
    """Whether these articles, public until now, have pictures or documents that go from readers
    with them (2 queries)."""
    gone = [article.pk for article in left if not article.is_public(timezone.now())]
    has_photos = Photo.objects.filter(PICTURED, article__in=gone).exists()
    return has_photos or Attachment.objects.filter(article__in=gone).exists()


def pressed(request: HttpRequest) -> Step | None:
    """The step whose button sent an article's form."""
    names = (name[len(BUTTON) :] for name in request.POST if name.startswith(BUTTON))
    return next((STEPS[name] for name in names if name in STEPS), None)


def after_saving(request: HttpRequest, article: Article) -> HttpResponse | None:
    """Where the pressed button leads once the form is saved; None for a mere save.

    A step that asks something, takes a public page away or meets findings has its page in between.
    """
    step = pressed(request)
    if step is None:
        return None
    is_open = workflow.may_now(step, article, request.user)
    is_asked = bool(step.asks) or takes_down(step, article)
    if is_asked or (is_open and checklist_for(step, article).found):
        return redirect_to("step", article.pk, step.name, request=request)
    return apply_and_redirect(request, article, step, {})


def buttons(article: Article | None, by: Any) -> list[Step]:
    """The steps to offer; an article that is not stored yet may be sent on at once."""
    steps = workflow.open_steps(article or Article(author_id=by.pk), by)
    return [step for step in steps if article or step.name != "trash"]
