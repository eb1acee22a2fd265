"""An article's form and its drafts: words not saved are kept, offered, taken up, and spent."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from articles.models import Article
from newsroom import drafts, editing_sessions, permissions, quotas
from newsroom.admin.article_form import EDIT_ON, USE_DRAFT
from newsroom.drafts import DraftRefused
from newsroom.drafts.submitted_form import KEY, SEQUENCE, SubmittedForm, key_of, sent_of, text_of
from newsroom.models import Draft
from newsroom.models.draft import Written


def load_draft_into_post(request: HttpRequest) -> bool:
    """Let the draft that was asked for be what was sent, to be looked at once more; False where
    there is none of that key any more (1 query)."""
    key = key_of(request.POST[USE_DRAFT])
    own = Draft.objects.typed_by(request.user)
    draft = own.filter(key=key, is_closed=False).first() if key else None
    if draft is None:
        return False
    sent = sent_of(draft)
    sent[USE_DRAFT] = sent[EDIT_ON] = "1"
    request.POST = sent  # type: ignore[assignment]
    return True


def store_submitted(request: HttpRequest, written: Written) -> bool:
    """Keep what was sent as a draft, newer than all that was kept of the form before, and put its
    key and number into what was sent; False where it cannot be. What somebody else typed is not
    kept under this name (queries as drafts.keep())."""
    submitted = SubmittedForm.of(request.POST)
    if not submitted.fields or not submitted.is_by(request.user):
        return False
    try:
        draft = submitted.keep(request.user, written, anew=True)
    except DraftRefused:  # it stands in the page, and in the browser
        return False
    request.POST = sent = request.POST.copy()  # type: ignore[assignment]
    sent[KEY], sent[SEQUENCE] = str(draft.key), str(draft.number)
    return True


def close_submitted(request: HttpRequest) -> None:
    """What was sent stands elsewhere now: the form's own draft and those it began from are spent
    (2 queries each)."""
    submitted = SubmittedForm.of(request.POST)
    spent = submitted.spent_drafts() if KEY in request.POST else submitted.continued_from
    drafts.close(request.user, spent)


def draft_context(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """For the form's template, beside drafts_in_form(): what the desk knows of other people
    (5 queries)."""
    name = "admin:articles_article_keep"
    return drafts_in_form(request, article) | {
        "place": str(article.pk) if article else "moi",
        "keep": reverse(name, args=[article.pk]) if article else reverse(f"{name}_new"),
        "may_keep": permissions.may_edit(request.user, article),
        "may_copy": article is not None and permissions.may_edit(request.user, None),
        "others": editing_sessions.others(request.user, article) if article else [],
    }


def drafts_in_form(request: HttpRequest, written: Written) -> dict[str, Any]:
    """The form's new key, other drafts that wait, and how near this person is to a quota (3
    queries)."""
    is_sent = request.method == "POST"
    continued_from = SubmittedForm.of(request.POST).spent_drafts() if is_sent else {}
    return {
        "key": str(uuid.uuid4()),
        "continued_from": text_of(continued_from),
        "is_changed": is_sent,
        "warnings": quotas.warnings(request.user),
        "drafts": drafts.waiting(request.user, written, but=continued_from),
    }
