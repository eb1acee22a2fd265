"""Saving an article's form: never over somebody else's words, never twice, and never more than one
may. What the form comes to is a value, of which the page makes an answer."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Article
from newsroom import permissions
from newsroom.audit_log import log_action
from newsroom.conflicts import DATES, is_duplicate, only_dates_changed
from newsroom.drafts.submitted_form import key_of, number_of
from newsroom.models import AuditEntry, Proposal, Revision
from newsroom.proposals.form import new_pictures
from newsroom.revisions import (
    Snapshot,
    ensure_baseline,
    latest_number,
    moment_text,
    record,
    snapshot_of,
)
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
class ForEditors:
    """Nothing is saved: the form is to wait for an editor, as `snapshot`. `pictures` as by
    new_pictures(); `goes_on_from` is the key of the proposal that the form was opened with."""

    snapshot: Snapshot
    pictures: dict[int, Any]
    goes_on_from: int | None
    removed: list[str]


@dataclass(frozen=True)
class Conflict:
    """Nothing is saved: somebody else has since the form was opened. `theirs` is what is stored
    now, or waits; `mine` what the form says."""

    mine: Snapshot
    theirs: Revision | Proposal | None
    pictures: dict[int, Any]


SaveOutcome = Saved | DuplicateSubmit | ForEditors | Conflict


def save_article(form: Any, formsets: list[Any], by: Any) -> SaveOutcome:
    """Store the article with its photos and bylines as the valid form says, its revision and a
    line of the log; or say why nothing was stored. To be called in a transaction.

    PermissionDenied where this person may neither write nor propose. About 25 queries, and 5 for
    each photo that changed.
    """
    article: Article = form.instance
    is_new, saved_since = article.pk is None, None
    if is_new:
        article.author, article.form_key = by, key_of(form.cleaned_data["began_from"])
    else:
        checked = lock_and_check(form, formsets, by)
        if not isinstance(checked, Saved):
            return checked
        saved_since = checked.saved_since
        ensure_baseline(article)
        # A new wording renews the stamp, unless the editor has set it by hand.
        if set(WORDING_FIELDS) & set(form.changed_data) and "updated_at" not in form.changed_data:
            article.updated_at = timezone.now()
    article.save()
    for formset in formsets:
        formset.save()
    article.choose_cover()
    action = AuditEntry.Action.WRITTEN if is_new else AuditEntry.Action.EDITED
    if revision := record(article, by, action.label):
        log_action(article, by, action, "" if is_new else str(revision))
    return Saved(removed_in(form), saved_since)


def lock_and_check(form: Any, formsets: list[Any], by: Any) -> SaveOutcome:
    """Lock the article, and say whether this form may be saved over what is stored now: Saved where
    nothing speaks against it (6 queries, 4 more where somebody saved meanwhile)."""
    article: Article = form.instance
    stored = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    for column in Article._meta.concrete_fields:
        if column.name not in form.cleaned_data:  # a step may have been taken meanwhile
            setattr(article, column.attname, getattr(stored, column.attname))
    rows = {formset.model._meta.model_name: _rows(formset) for formset in formsets}
    photos, mine = rows.get("photo", []), _snapshot_in(form, rows)
    began, last = form.cleaned_data["began_from"] or "0", None
    if began != str(latest_number(article)):
        since = int(began) if began.isdecimal() else BEFORE_ALL
        if is_duplicate(article, mine, since, by):
            return DuplicateSubmit()
        last = article.revisions.select_related("by").first()
        if not only_dates_changed(article, mine, since, form.cleaned_data):
            return Conflict(mine, last, new_pictures(photos))
        for name in DATES:
            setattr(article, name, getattr(stored, name))
    if permissions.may_write(by, stored):
        return Saved(saved_since=last)
    if not permissions.may_propose(by, stored):
        raise PermissionDenied
    goes_on_from = number_of(form.cleaned_data["goes_on_from"])
    return ForEditors(mine, new_pictures(photos), goes_on_from, removed_in(form))


def made_from(form_key: str, by: Any) -> Article | None:
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
