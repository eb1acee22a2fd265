"""Saving an article's form: never over somebody else's words, never twice, and never more than one
may. What is known only once the whole form is read turns the save aside by an exception."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.desk import rights, workflow
from articles.desk.comparing import compare
from articles.desk.log import LogLine, log
from articles.desk.proposals import ProposalRefused, propose
from articles.desk.proposed_pictures import store
from articles.desk.revisions import (
    Revision,
    Snapshot,
    keep_first,
    latest_number,
    moment_text,
    record,
    say_the_same,
    snapshot_of,
)
from articles.models import Article
from articles.newsroom.proposing import ProposingMixin, files_in
from articles.newsroom.typed import key_of
from richtext.losses import losses

EDIT_ON = "_edit_on"
TEXTS = ("title", "lead", "body")
DATES = {"published_from", "published_until"}
BEFORE_ALL = -1  # the revisions of an article that was not there when its form was opened
NOT_SAVED = "Bài chưa được lưu. Hãy sửa tiếp bản của bạn rồi lưu: khi đó bản này thay bản đang có."
SAVED_BEFORE = "Bài đã được lưu từ lần bấm trước; không lưu thêm lần nữa."
PROPOSED = "Đã gửi bản sửa. Bài bạn đọc thấy vẫn như cũ cho đến khi biên tập viên duyệt."


class TurnedAside(Exception):
    """The form is not saved as it stands, and everything done for it is undone."""


class Repeated(TurnedAside):
    """The same form was saved a moment ago."""


class Proposed(TurnedAside):
    """The form waits for an editor; the `files` sent in it, by their places among its photos."""

    def __init__(self, mine: Snapshot, files: dict[int, Any]) -> None:
        self.mine, self.files = mine, files


class Conflict(TurnedAside):
    """Somebody has saved since the form was opened; `theirs` is what is stored now."""

    def __init__(self, article: Article, mine: Snapshot, theirs: Revision | None) -> None:
        self.article, self.mine, self.theirs = article, mine, theirs


class ArticleForm(forms.ModelForm):
    """Carries the number of the revision it was opened at; a new article's, a key of its own."""

    began_from = forms.CharField(widget=forms.HiddenInput, required=False)
    waiting: Snapshot | None = None  # what this person has proposed already

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.waiting and not self.is_bound:
            self.initial.update({name: self.waiting[name] for name in (*TEXTS, "category")})
        stored = self.instance.pk
        began = latest_number(self.instance) if stored else uuid.uuid4()
        self.fields["began_from"].initial = str(began)

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
            keep_first(article)
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
        deed = LogLine.Deed.EDITED if change else LogLine.Deed.WRITTEN
        if revision := record(article, request.user, deed.label):
            log(article, request.user, deed, str(revision) if change else "")
        self._name_losses(request, form)

    def _look_first(self, request: HttpRequest, form: Any, formsets: list[Any]) -> None:
        """Lock the article, and see whether this form may be saved over what is stored now."""
        article = form.instance
        stored = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        for field in Article._meta.concrete_fields:
            if field.name not in form.cleaned_data:  # a step may have been taken meanwhile
                setattr(article, field.attname, getattr(stored, field.attname))
        rows = {formset.model._meta.model_name: _rows(formset) for formset in formsets}
        mine = snapshot_of(article, rows.get("photo"), rows.get("byline")) | {
            # As they were typed: an empty date is filled in by now.
            name: moment_text(form.cleaned_data[name])
            for name in DATES & set(form.cleaned_data)
        }
        began, current = form.cleaned_data["began_from"] or "0", latest_number(article)
        if began != str(current):
            since = int(began) if began.isdecimal() else BEFORE_ALL
            if _is_repeated(article, mine, since, request.user):
                raise Repeated
            raise Conflict(article, mine, article.revisions.first())
        if not rights.may_write(request.user, stored):
            if not rights.may_propose(request.user, stored):
                raise PermissionDenied
            self._name_losses(request, form)
            raise Proposed(mine, files_in(rows.get("photo", [])))

    def _name_losses(self, request: HttpRequest, form: Any) -> None:
        """What was sent in the body and is not kept; nothing is dropped in silence."""
        if "body" in form.changed_data and (lost := losses(form.cleaned_data["body"])):
            self.message_user(request, f"Khi lưu đã bỏ: {'; '.join(lost)}.", messages.WARNING)

    def _answer(self, request: HttpRequest, article: Article, turn: TurnedAside) -> HttpResponse:
        if isinstance(turn, Conflict):
            return self._conflict_page(request, turn)
        if isinstance(turn, Repeated):
            self.message_user(request, SAVED_BEFORE, messages.INFO)
            return self.response_change(request, article)
        if isinstance(turn, Proposed):
            try:
                proposal = propose(article, request.user, store(turn.mine, turn.files))
            except ProposalRefused:  # it was returned at this very moment: a plain save after all
                return self.changeform_view(request, str(article.pk))
            self.message_user(request, PROPOSED, messages.SUCCESS)
            address = reverse("admin:articles_article_proposal", args=[article.pk, proposal.pk])
            return HttpResponseRedirect(address)
        raise turn

    def _conflict_page(self, request: HttpRequest, conflict: Conflict) -> HttpResponse:
        """Both texts side by side. What was typed stands in the page, to be sent once more."""
        article, theirs = conflict.article, conflict.theirs
        dropped = {"csrfmiddlewaretoken", "began_from", EDIT_ON}
        sent = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in dropped
            for value in values
        ]
        stored = theirs.snapshot if theirs else snapshot_of(article)
        context = self.admin_site.each_context(request) | {
            "title": "Bài đã được lưu trong lúc bạn viết",
            "opts": self.opts,
            "article": Article.objects.get(pk=article.pk),
            "theirs": theirs,
            "parts": [part for part in compare(stored, conflict.mine) if part.is_changed],
            "sent": sent,
            "files": bool(request.FILES),
            "number": latest_number(article),
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
            step is not None and not workflow.could_take(step, article or blank, by)
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


def _is_repeated(article: Article, mine: Snapshot, since: int, by: Any) -> bool:
    """Whether nobody but this person has saved since, and what they send is there already: saved by
    the first click, or only dated by it, as where "publish" was pressed without a change."""
    opened = article.revisions.filter(number=since).first()
    later = list(article.revisions.filter(number__gt=since))
    if any(revision.by_id != by.pk for revision in later):
        return False
    if any(say_the_same(mine, revision.snapshot) for revision in later):
        return True
    is_untouched = opened is not None and say_the_same(mine, opened.snapshot)
    return is_untouched and bool(later) and say_the_same(mine, later[0].snapshot | _dates(mine))


def _dates(snapshot: Snapshot) -> Snapshot:
    return {name: snapshot[name] for name in DATES}


def _rows(formset: Any) -> Iterable[models.Model]:
    """What the formset will have stored."""
    return [
        form.instance
        for form in formset.forms
        if form not in formset.deleted_forms and (form.instance.pk or form.has_changed())
    ]
