"""Saving an article's form: never over somebody else's words, never twice, and never more than one
may. What the form comes to is a value, of which the page makes an answer."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Article
from articles.onward_links import connect
from newsroom import permissions, takedowns
from newsroom.arranging.snapshots import onward_links_in, with_onward_links
from newsroom.audit_log import log_action
from newsroom.conflicts import (
    DATES,
    is_duplicate,
    merge_of,
    only_dates_changed,
    opened_at,
)
from newsroom.conflicts.merging import Merge
from newsroom.drafts.submitted_form import key_of, number_of
from newsroom.models import AuditEntry, Proposal, Revision, Takedown
from newsroom.proposals.form import UploadForms, unsaved_upload_forms
from newsroom.revisions import Snapshot, ensure_baseline, moment_text, record, snapshot_of
from newsroom.takedowns.articles import state_of
from richtext.cleaning import clean
from richtext.removed_markup import removed_markup
from vietnamese.text import one_line

WORDING_FIELDS = ("title", "lead", "body")
BY_DATES = "Đổi ngày giờ đăng"
LAST_LOOKED_AT = 5
THEIRS = "_theirs"  # the button that takes what is stored where both have changed something


@dataclass(frozen=True)
class Saved:
    """The form is the article now. `removed` names what its text lost on the way; `saved_since` is
    the last revision, where others were made since the form was opened that changed only dates;
    `takedown` is stored where its dates have taken the article from readers; `merge` is what it was
    merged by, where others had saved other words."""

    removed: list[str] = field(default_factory=list)
    saved_since: Revision | None = None
    takedown: Takedown | None = None
    merge: Merge | None = None


@dataclass(frozen=True)
class DuplicateSubmit:
    """Nothing is saved: the same form was saved a moment ago."""


@dataclass(frozen=True)
class NeedsApproval:
    """Nothing is saved: the form is to wait for an editor, as `snapshot`. `upload_forms` as by
    unsaved_upload_forms(); `proposal_pk` is of the proposal that the form was opened with."""

    snapshot: Snapshot
    upload_forms: UploadForms
    proposal_pk: int | None
    removed: list[str]


@dataclass(frozen=True)
class Conflict:
    """Nothing is saved: somebody else has since the form was opened. `theirs` is what is stored
    now, or waits; `mine` what the form says; `merge` what of it needs no decision, where anything
    can be merged."""

    mine: Snapshot
    theirs: Revision | Proposal | None
    upload_forms: UploadForms
    merge: Merge | None = None


@dataclass(frozen=True)
class TakesDown:
    """Nothing is saved: by the form's dates readers would no longer get the article, which nobody
    has confirmed. `mine` and `upload_forms` as of a conflict."""

    mine: Snapshot
    upload_forms: UploadForms


Refusal = DuplicateSubmit | NeedsApproval | Conflict | TakesDown
SaveOutcome = Saved | Refusal


def save_article(
    form: Any, formsets: list[Any], by: Any, *, may_take_down: bool = False
) -> SaveOutcome:
    """Store the article with its photos, bylines and attachments as the valid form says, its
    revision and an entry of the log; or say why nothing was stored. To be called in a transaction.
    What readers have goes from them only with `may_take_down`.

    PermissionDenied where this person may neither write nor propose. About 25 queries, and 5 for
    each photo that changed.
    """
    article: Article = form.instance
    if article.pk is None:
        article.author, article.form_key = by, key_of(form.cleaned_data["began_from"])
        _store(form, formsets)
        _record(article, by, AuditEntry.Action.WRITTEN)
        return Saved(removed_in(form))
    now, stored, saved_since, takedown = timezone.now(), _lock(form), None, None
    last = article.revisions.select_related("by").first()
    merge, refusal = _compared(form, formsets, by, stored, last)
    if refusal:
        return refusal
    if merge:
        formsets = merge.taking(mine=THEIRS not in form.data).apply(form, stored, formsets)
    elif _is_outdated(form, last):
        saved_since = last
        for name in DATES:  # they alone were changed meanwhile
            setattr(article, name, getattr(stored, name))
    if stored.is_public(now) and not article.is_public(now):
        if not may_take_down:
            return TakesDown(*_mine(form, formsets))
        takedown = takedowns.begin(by, BY_DATES)
    ensure_baseline(article)
    _renew_stamp(form, stored, merge, now)
    _store(form, formsets)
    if takedown:
        takedowns.add_article(takedown, article, state_of(stored))
    _record(article, by, AuditEntry.Action.EDITED)
    return Saved(removed_in(form), saved_since, takedown, merge)


def _lock(form: Any) -> Article:
    """The article as it is stored, locked; the form's own takes over all that is no field of it
    (1 query)."""
    article: Article = form.instance
    stored = Article.objects.locked().get(pk=article.pk)
    for column in Article._meta.concrete_fields:
        if column.name not in form.cleaned_data:  # a step may have been taken meanwhile
            setattr(article, column.attname, getattr(stored, column.attname))
    return stored


def _compared(
    form: Any, formsets: list[Any], by: Any, stored: Article, last: Revision | None
) -> tuple[Merge | None, Refusal | None]:
    """By what this form is merged with what others have saved since it was opened, where they have;
    and why it may not be saved over what is stored now, where it may not. `last` is the last
    revision. PermissionDenied as by save_article()."""
    article: Article = form.instance
    mine, upload_forms = _mine(form, formsets)
    may_write, merge = permissions.may_write(by, stored), None
    if _is_outdated(form, last):
        opened, seen = opened_at(form.cleaned_data["began_from"])
        if is_duplicate(article, mine, opened if seen is None else seen, by):
            return None, DuplicateSubmit()
        if not only_dates_changed(article, mine, opened, form.cleaned_data):
            if may_write and last:
                merge = merge_of(article, mine, last.snapshot, opened)
            is_decided = last is not None and seen == last.number
            if merge is None or (merge.both and not is_decided):
                return None, Conflict(mine, last, upload_forms, merge)
    if may_write:
        return merge, None
    if not permissions.may_propose(by, stored):
        raise PermissionDenied
    proposal_pk = number_of(form.cleaned_data["goes_on_from"])
    return None, NeedsApproval(mine, upload_forms, proposal_pk, removed_in(form))


def _renew_stamp(form: Any, stored: Article, merge: Merge | None, now: datetime.datetime) -> None:
    """A new wording renews it, unless the editor has set it by hand. Whether they have cannot be
    told where others have saved meanwhile."""
    if merge:
        is_new = bool(merge.by_me.union(merge.both) & set(WORDING_FIELDS))
        form.instance.updated_at = now if is_new else stored.updated_at
    elif set(WORDING_FIELDS) & set(form.changed_data) and "updated_at" not in form.changed_data:
        form.instance.updated_at = now


def _is_outdated(form: Any, last: Revision | None) -> bool:
    """Whether the article has been saved since the form was opened."""
    opened, _ = opened_at(form.cleaned_data["began_from"])
    return opened != (last.number if last else 0)


def _store(form: Any, formsets: list[Any]) -> None:
    article: Article = form.instance
    article.save()
    connect(article, form.cleaned_data.get("topics"), form.cleaned_data.get("related"))
    for formset in formsets:
        formset.save()
    article.choose_cover()


def _record(article: Article, by: Any, action: AuditEntry.Action) -> None:
    """The next revision and an entry of the log, where the article says anything new."""
    if revision := record(article, by, action.label):
        is_first = action == AuditEntry.Action.WRITTEN
        log_action(article, by, action, "" if is_first else str(revision))


def article_made_by_form(form_key: str, by: Any) -> Article | None:
    """The article that this very form of this person's made when it was sent the first time
    (1 query)."""
    key = key_of(form_key)
    return Article.objects.filter(form_key=key, author=by.pk).first() if key else None


def written_just_before(form: Any, by: Any) -> Article | None:
    """One of this person's last articles, of another form, that says what the form of a new one
    says. A browser that goes back puts the former words into a form with a key of its own; what
    this very form made a moment ago is its second click (1 query, and 1 for each namesake)."""
    key = key_of(form.cleaned_data.get("began_from", ""))
    title = one_line(form.cleaned_data.get("title", ""))
    last = Article.objects.filter(author=by.pk).exclude(status=Article.Status.TRASHED)
    found = last.order_by("-pk").only("title", "form_key")[:LAST_LOOKED_AT]
    namesakes = [each for each in found if each.title == title]
    others = (each for each in namesakes if each.form_key is None or each.form_key != key)
    body = clean(form.cleaned_data.get("body", "")) if namesakes else ""
    return next((each for each in others if each.body == body), None)


def removed_in(form: Any) -> list[str]:
    """What was sent in the body and is not kept; nothing is dropped in silence."""
    return removed_markup(form.cleaned_data["body"]) if "body" in form.changed_data else []


def _mine(form: Any, formsets: list[Any]) -> tuple[Snapshot, UploadForms]:
    """What the form would make of the article, and the forms of the files that it brings."""
    rows = {
        formset.model._meta.model_name: _rows(formset)
        for formset in formsets
        if not getattr(formset, "is_left_out", False)
    }
    return _snapshot_in(form, rows), unsaved_upload_forms(rows)


def _snapshot_in(form: Any, rows: dict[str, list[Any]]) -> Snapshot:
    """What the form would make of the article; rows that this person may not change stay stored."""
    sent = {name: [row.instance for row in forms] for name, forms in rows.items()}
    parts = (sent.get(name) for name in ("photo", "byline", "attachment"))
    says = snapshot_of(form.instance, *parts)
    if "related" in form.cleaned_data:
        chosen = onward_links_in(form.cleaned_data["topics"], form.cleaned_data["related"])
        says = with_onward_links(says, chosen)
    return says | {
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
