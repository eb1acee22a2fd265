"""Saving an article's form: never over somebody else's words, never twice, and never more than one
may. What the form comes to is a value, of which the page makes an answer."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.connections import connect
from articles.models import Article
from newsroom import permissions
from newsroom.arranging.snapshots import connections_in, with_connections
from newsroom.audit_log import log_action
from newsroom.conflicts import DATES, is_duplicate, only_dates_changed
from newsroom.drafts.submitted_form import key_of, number_of
from newsroom.models import AuditEntry, Proposal, Revision
from newsroom.proposals.form import PhotoForms, unsaved_photo_forms
from newsroom.revisions import Snapshot, ensure_baseline, moment_text, record, snapshot_of
from richtext.removed_markup import removed_markup

WORDING_FIELDS = ("title", "lead", "body")
BEFORE_ALL = -1  # the revisions of an article that was not there when its form was opened


@dataclass(frozen=True)
class Saved:
    """The form is the article now. `removed` names what its text lost on the way; `saved_since` is
    the last revision, where others were made since the form was opened that changed only dates."""

    removed: list[str] = field(default_factory=list)
    saved_since: Revision | None = None


@dataclass(frozen=True)
class DuplicateSubmit:
    """Nothing is saved: the same form was saved a moment ago."""


@dataclass(frozen=True)
class NeedsApproval:
    """Nothing is saved: the form is to wait for an editor, as `snapshot`. `photo_forms` as by
    unsaved_photo_forms(); `proposal_pk` is of the proposal that the form was opened with."""

    snapshot: Snapshot
    photo_forms: PhotoForms
    proposal_pk: int | None
    removed: list[str]


@dataclass(frozen=True)
class Conflict:
    """Nothing is saved: somebody else has since the form was opened. `theirs` is what is stored
    now, or waits; `mine` what the form says."""

    mine: Snapshot
    theirs: Revision | Proposal | None
    photo_forms: PhotoForms


Refusal = DuplicateSubmit | NeedsApproval | Conflict
SaveOutcome = Saved | Refusal


def save_article(form: Any, formsets: list[Any], by: Any) -> SaveOutcome:
    """Store the article with its photos and bylines as the valid form says, its revision and an
    entry of the log; or say why nothing was stored. To be called in a transaction.

    PermissionDenied where this person may neither write nor propose. About 25 queries, and 5 for
    each photo that changed.
    """
    article: Article = form.instance
    is_new, saved_since = article.pk is None, None
    if is_new:
        article.author, article.form_key = by, key_of(form.cleaned_data["began_from"])
    else:
        stored = _lock(form)
        last = article.revisions.select_related("by").first()
        if refusal := _refusal(form, formsets, by, stored, last):
            return refusal
        if _is_outdated(form, last):
            saved_since = last
            for name in DATES:  # they alone were changed meanwhile
                setattr(article, name, getattr(stored, name))
        ensure_baseline(article)
        # A new wording renews the stamp, unless the editor has set it by hand.
        if set(WORDING_FIELDS) & set(form.changed_data) and "updated_at" not in form.changed_data:
            article.updated_at = timezone.now()
    _store(form, formsets)
    _record(article, by, AuditEntry.Action.WRITTEN if is_new else AuditEntry.Action.EDITED)
    return Saved(removed_in(form), saved_since)


def _lock(form: Any) -> Article:
    """The article as it is stored, locked; the form's own takes over all that is no field of it
    (1 query)."""
    article: Article = form.instance
    stored = Article.objects.locked().get(pk=article.pk)
    for column in Article._meta.concrete_fields:
        if column.name not in form.cleaned_data:  # a step may have been taken meanwhile
            setattr(article, column.attname, getattr(stored, column.attname))
    return stored


def _refusal(
    form: Any, formsets: list[Any], by: Any, stored: Article, last: Revision | None
) -> Refusal | None:
    """Why this form may not be saved over what is stored now; None where nothing speaks against it.
    `last` is the last revision. PermissionDenied as by save_article()."""
    article: Article = form.instance
    rows = {formset.model._meta.model_name: _rows(formset) for formset in formsets}
    photos, mine = rows.get("photo", []), _snapshot_in(form, rows)
    if _is_outdated(form, last):
        base_revision = base_revision_in(form)
        if is_duplicate(article, mine, base_revision, by):
            return DuplicateSubmit()
        if not only_dates_changed(article, mine, base_revision, form.cleaned_data):
            return Conflict(mine, last, unsaved_photo_forms(photos))
    if permissions.may_write(by, stored):
        return None
    if not permissions.may_propose(by, stored):
        raise PermissionDenied
    proposal_pk = number_of(form.cleaned_data["goes_on_from"])
    return NeedsApproval(mine, unsaved_photo_forms(photos), proposal_pk, removed_in(form))


def base_revision_in(form: Any) -> int:
    """The number of the revision that the form was opened at."""
    number = number_of(form.cleaned_data["began_from"] or "0")
    return BEFORE_ALL if number is None else number


def _is_outdated(form: Any, last: Revision | None) -> bool:
    """Whether the article has been saved since the form was opened."""
    return base_revision_in(form) != (last.number if last else 0)


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


def removed_in(form: Any) -> list[str]:
    """What was sent in the body and is not kept; nothing is dropped in silence."""
    return removed_markup(form.cleaned_data["body"]) if "body" in form.changed_data else []


def _snapshot_in(form: Any, rows: dict[str, list[Any]]) -> Snapshot:
    """What the form would make of the article; rows that this person may not change stay stored."""
    sent = {name: [row.instance for row in forms] for name, forms in rows.items()}
    says = snapshot_of(form.instance, sent.get("photo"), sent.get("byline"))
    if "related" in form.cleaned_data:
        chosen = connections_in(form.cleaned_data["topics"], form.cleaned_data["related"])
        says = with_connections(says, chosen)
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
