"""An article's form and its drafts: words not saved are kept, offered, taken up, and spent."""

import uuid
from typing import Any

from django.http import HttpRequest

from articles.models import Article
from newsroom import drafts, editing_sessions, permissions
from newsroom.admin.article_form import EDIT_ON, USE_DRAFT
from newsroom.drafts import DraftRefused
from newsroom.drafts.submitted_form import KEY, NUMBER, SubmittedForm, key_of, sent_of, text_of
from newsroom.models import Draft


def take_up(request: HttpRequest) -> bool:
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


def keep_sent(request: HttpRequest, article: Article | None) -> bool:
    """Keep what was sent, newer than all that was kept of the form before; False where it cannot
    be. What somebody else typed is not kept under this name (queries as drafts.keep())."""
    submitted = SubmittedForm.of(request.POST)
    if not submitted.fields or not submitted.is_by(request.user):
        return False
    try:
        draft = submitted.keep(request.user, article, anew=True)
    except DraftRefused:  # it stands in the page, and in the browser
        return False
    request.POST = sent = request.POST.copy()  # type: ignore[assignment]
    sent[KEY], sent[NUMBER] = str(draft.key), str(draft.number)
    return True


def close_sent(request: HttpRequest) -> None:
    """What was sent stands elsewhere now: the form's own draft and those it began from are spent
    (2 queries each)."""
    submitted = SubmittedForm.of(request.POST)
    spent = submitted.numbers() if KEY in request.POST else submitted.taken
    drafts.close(request.user, spent)


def unsaved(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """For the form's template: its new key, and what the desk knows of other drafts and other
    people (3 queries). A form that comes back unsaved is kept as it was sent."""
    taken = {}
    if request.method == "POST":
        if USE_DRAFT not in request.POST:
            keep_sent(request, article)
        taken = SubmittedForm.of(request.POST).numbers()
    return {
        "key": str(uuid.uuid4()),
        "taken": text_of(taken),
        "is_changed": request.method == "POST",
        "may_keep": permissions.may_edit(request.user, article),
        "drafts": drafts.waiting(request.user, article, but=taken),
        "others": editing_sessions.others(request.user, article) if article else [],
    }
