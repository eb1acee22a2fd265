"""Saving an article's form: never over somebody else's words, never twice, and never more than one
may. What is known only once the whole form is read turns the save aside by an exception."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom import permissions, workflow
from newsroom.admin.proposal_form import ProposingMixin, new_pictures, send_ahead
from newsroom.audit_log import log_action
from newsroom.conflicts import DATES, is_duplicate, only_dates_changed
from newsroom.diff import compare
from newsroom.models import AuditEntry, Proposal, Revision
from newsroom.proposals import ProposalRefused, ProposedMeanwhile, propose
from newsroom.revisions import (
    Snapshot,
    ensure_baseline,
    latest_number,
    moment_text,
    record,
    snapshot_of,
)
from newsroom.submitted_form import key_of, number_of, pairs_in
from richtext.losses import losses
from vietnamese.names import full_name

EDIT_ON = "_edit_on"
TEXTS = ("title", "lead", "body")
BEFORE_ALL = -1  # the revisions of an article that was not there when its form was opened
NOT_SAVED = "Bài chưa được lưu. Hãy sửa tiếp bản của bạn rồi lưu: khi đó bản này thay bản đang có."
SAVED_BEFORE = "Bài đã được lưu từ lần bấm trước; không lưu thêm lần nữa."
MOVED = (
    "Trong lúc bạn viết, {who} đã đổi trạng thái hoặc ngày giờ của bài, không đổi chữ nào. Bản của"
    " bạn đã được lưu vào bài, nay ở trạng thái “{standing}”."
)
PROPOSED = "Đã gửi bản sửa. Bài bạn đọc thấy vẫn như cũ cho đến khi biên tập viên duyệt."


class TurnedAside(Exception):
    """The form is not saved as it stands, and everything done for it is undone."""


class Repeated(TurnedAside):
    """The same form was saved a moment ago."""


class Proposed(TurnedAside):
    """The form waits for an editor; `pictures` as by new_pictures(), `goes_on_from` the number of
    the edit that it was opened with."""

    def __init__(self, mine: Snapshot, pictures: dict[int, Any], goes_on_from: int | None) -> None:
        self.mine, self.pictures, self.goes_on_from = mine, pictures, goes_on_from


class Conflict(TurnedAside):
    """Somebody has saved since the form was opened; `theirs` is what is stored now, or waits."""

    def __init__(
        self,
        article: Article,
        mine: Snapshot,
        theirs: Revision | Proposal | None,
        pictures: dict[int, Any],
    ) -> None:
        self.article, self.mine, self.theirs, self.pictures = article, mine, theirs, pictures


class ArticleForm(forms.ModelForm):
    """Carries the number of the revision it was opened at; a new article's, a key of its own. Also
    that of the edit it goes on from, where one waits."""

    began_from = forms.CharField(widget=forms.HiddenInput, required=False)
    goes_on_from = forms.CharField(widget=forms.HiddenInput, required=False)
    edit: int | None = None
    waiting: Snapshot | None = None  # what this person has proposed already: what that edit says

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.waiting and not self.is_bound:
            self.initial.update({name: self.waiting[name] for name in (*TEXTS, "category")})
        stored = self.instance.pk
        began = latest_number(self.instance) if stored else uuid.uuid4()
        self.fields["began_from"].initial = str(began)
        self.fields["goes_on_from"].initial = self.edit

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if EDIT_ON in self.data:
            self.add_error(None, self.why_not_saved())
        return cleaned

    def why_not_saved(self) -> str:
        return NOT_SAVED


class SavingMixin(ProposingMixin):
    """For ArticleAdmin."""

    form = ArticleForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            self._refuse_forgery(request, object_id)
            object_id = object_id or self._added_before(request)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Of two clicks at the same moment the other one was first.
            added = None if object_id else self._added_before(request)
            if added is None:
                raise
            return self.changeform_view(request, added, form_url, extra_context)
        except TurnedAside as turn:
            assert object_id is not None  # noqa: S101 (a new article turns nobody aside)
            return self._answer(request, Article.objects.get(pk=object_id), turn)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Everything is saved by save_related(), where the photos' forms are known too."""

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        article = form.instance
        if change:
            self._look_first(request, form, formsets)
            ensure_baseline(article)
            # A new wording renews the stamp, unless the editor has set it by hand.
            rewritten = set(TEXTS) & set(form.changed_data)
            if rewritten and "updated_at" not in form.changed_data:
                article.updated_at = timezone.now()
        else:
            article.author = request.user
            article.form_key = key_of(form.cleaned_data["began_from"])
        super().save_model(request, article, form, change)
        super().save_related(request, form, formsets, change)
        article.choose_cover()
        action = AuditEntry.Action.EDITED if change else AuditEntry.Action.WRITTEN
        if revision := record(article, request.user, action.label):
            log_action(article, request.user, action, str(revision) if change else "")
        self._name_losses(request, form)

    def _look_first(self, request: HttpRequest, form: Any, formsets: list[Any]) -> None:
        """Lock the article, and see whether this form may be saved over what is stored now."""
        article = form.instance
        stored = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        for field in Article._meta.concrete_fields:
            if field.name not in form.cleaned_data:  # a step may have been taken meanwhile
                setattr(article, field.attname, getattr(stored, field.attname))
        rows = {formset.model._meta.model_name: _rows(formset) for formset in formsets}
        photos, mine = rows.get("photo", []), _mine(form, rows)
        began, current = form.cleaned_data["began_from"] or "0", latest_number(article)
        is_moved = began != str(current)
        if is_moved:
            since = int(began) if began.isdecimal() else BEFORE_ALL
            if is_duplicate(article, mine, since, request.user):
                raise Repeated
            if not only_dates_changed(article, mine, since, form.cleaned_data):
                last = article.revisions.first()
                raise Conflict(article, mine, last, new_pictures(photos))
            for name in DATES:
                setattr(article, name, getattr(stored, name))
        if not permissions.may_write(request.user, stored):
            if not permissions.may_propose(request.user, stored):
                raise PermissionDenied
            self._name_losses(request, form)
            goes_on_from = number_of(form.cleaned_data["goes_on_from"])
            raise Proposed(mine, new_pictures(photos), goes_on_from)
        if is_moved:
            self._say_moved(request, stored)

    def _say_moved(self, request: HttpRequest, stored: Article) -> None:
        last = stored.revisions.select_related("by").first()
        who = "chính bạn, ở cửa sổ khác," if last and last.by == request.user else None
        who = who or full_name(last.by if last else None) or "người khác"
        said = MOVED.format(who=who, standing=stored.status_label(timezone.now()))
        self.message_user(request, said, messages.WARNING)

    def _name_losses(self, request: HttpRequest, form: Any) -> None:
        """What was sent in the body and is not kept; nothing is dropped in silence."""
        if "body" in form.changed_data and (lost := losses(form.cleaned_data["body"])):
            self.message_user(request, f"Khi lưu đã bỏ: {'; '.join(lost)}.", messages.WARNING)

    def _answer(self, request: HttpRequest, article: Article, turn: TurnedAside) -> HttpResponse:
        if isinstance(turn, Conflict):
            send_ahead(request, turn.pictures, turn.mine)
            return self._conflict_page(request, turn)
        if isinstance(turn, Repeated):
            self.message_user(request, SAVED_BEFORE, messages.INFO)
            return self.response_change(request, article)
        if isinstance(turn, Proposed):
            mine = send_ahead(request, turn.pictures, turn.mine)
            try:
                proposal = propose(article, request.user, mine, turn.goes_on_from)
            except ProposedMeanwhile as meanwhile:
                return self._conflict_page(request, Conflict(article, mine, meanwhile.waiting, {}))
            except ProposalRefused:  # it was returned at this very moment: a plain save after all
                return self.changeform_view(request, str(article.pk))
            self.message_user(request, PROPOSED, messages.SUCCESS)
            address = reverse("admin:articles_article_proposal", args=[article.pk, proposal.pk])
            return HttpResponseRedirect(address)
        raise turn

    def _conflict_page(self, request: HttpRequest, conflict: Conflict) -> HttpResponse:
        """Both texts side by side. What was typed stands in the page, to be sent once more."""
        article, theirs = conflict.article, conflict.theirs
        anew = {"began_from": latest_number(article)}
        if is_edit := isinstance(theirs, Proposal):
            anew["goes_on_from"] = theirs.pk
        dropped = {"csrfmiddlewaretoken", EDIT_ON, *anew}
        stored = theirs.snapshot if theirs else snapshot_of(article)
        context = self.admin_site.each_context(request) | {
            "title": "Có bản sửa khác đang chờ duyệt"
            if is_edit
            else "Bài đã được lưu trong lúc bạn viết",
            "opts": self.opts,
            "article": Article.objects.get(pk=article.pk),
            "theirs": theirs,
            "is_edit": is_edit,
            "there": "bản đang chờ duyệt" if is_edit else "bản đang có",
            "parts": [part for part in compare(stored, conflict.mine) if part.is_changed],
            "sent": [*pairs_in(request.POST, dropped), *anew.items()],
            "address": reverse("admin:articles_article_change", args=[article.pk]),
        }
        return render(request, "admin/articles/article/conflict.html", context, status=409)

    def _refuse_forgery(self, request: HttpRequest, object_id: str | None) -> None:
        """Status is no field, and a button that was not offered is not pressed: noted, and 403."""
        article = self.get_object(request, object_id) if object_id else None
        step = self.pressed(request)
        by = request.user
        blank = Article(author_id=by.pk)
        is_forged = bool({"status", "trashed_from", "author"} & set(request.POST)) or (
            step is not None and not workflow.may_ever(step, article or blank, by)
        )
        if is_forged:
            known = [article] if article else []
            self.refuse(request, *known, what=request.POST.get("status", "")[:100])

    def _added_before(self, request: HttpRequest) -> str | None:
        """The article that this very form made when it was sent the first time."""
        key = key_of(request.POST.get("began_from", ""))
        made = Article.objects.filter(form_key=key, author=request.user.pk) if key else None
        article = made.first() if made else None
        return str(article.pk) if article else None


def _mine(form: Any, rows: dict[str, list[Any]]) -> Snapshot:
    """What the form would make of the article; rows that this person may not change stay stored."""
    sent = {name: [row.instance for row in forms] for name, forms in rows.items()}
    return snapshot_of(form.instance, sent.get("photo"), sent.get("byline")) | {
        # As they were typed: an empty date is filled in by now.
        name: moment_text(form.cleaned_data[name])
        for name in DATES
        if name in form.cleaned_data
    }


def _rows(formset: Any) -> list[Any]:
    """The forms of what the formset will have stored."""
    return [
        form
        for form in formset.forms
        if form not in formset.deleted_forms and (form.instance.pk or form.has_changed())
    ]
