"""What the person who sent an article's form is told, by what the form came to."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Article
from newsroom.admin.article_form import EDIT_ON
from newsroom.admin.form_drafts import close_submitted, store_submitted
from newsroom.conflicts.merging import Merge, in_words
from newsroom.pages.conflict import conflict_page
from newsroom.pages.shortcuts import redirect_to
from newsroom.pages.steps import pressed
from newsroom.pages.takedowns import ask_for_dates, offer
from newsroom.proposals import ProposalRefused, ProposedMeanwhile, propose
from newsroom.proposals.form import store_uploads
from newsroom.saving import Conflict, NeedsApproval, Saved, SaveOutcome, TakesDown
from newsroom.workflow import CHECKED
from vietnamese.names import full_name

SAVED_BEFORE = "Bài đã được lưu từ lần bấm trước; không lưu thêm lần nữa."
KEPT_IN_CONFLICT = "Bản của bạn cũng đã được giữ tạm: rời trang này thì vẫn tìm lại được ở bài."
MOVED = (
    "Trong lúc bạn viết, {who} đã đổi trạng thái hoặc ngày giờ của bài, không đổi chữ nào. Bản của"
    " bạn đã được lưu vào bài, nay ở trạng thái “{status}”."
)
MERGED = (
    "Trong lúc bạn viết, {who} đã sửa: {fields}. Hai bản đã được gộp và lưu; bản của từng người vẫn"
    " ở “Lịch sử, nhật ký”."
)
NOT_YET = "Hãy xem lại bài sau khi gộp rồi bấm lần nữa để đưa bài đi tiếp."
PROPOSED = "Đã gửi bản sửa. Bài bạn đọc thấy vẫn như cũ cho đến khi biên tập viên duyệt."


class SavingRequest(HttpRequest):
    """Django's page calls save_related() first and response_change() later, with this alone."""

    save_outcome: SaveOutcome


def set_outcome(request: HttpRequest, outcome: SaveOutcome) -> None:
    cast(SavingRequest, request).save_outcome = outcome


def outcome_of(request: HttpRequest) -> SaveOutcome:
    return cast(SavingRequest, request).save_outcome


def is_saved(request: HttpRequest) -> bool:
    return isinstance(outcome_of(request), Saved)


def tell_saved(request: HttpRequest, article: Article) -> None:
    """What the save did beside saving; the drafts it came from are spent (2 queries each)."""
    saved = cast(Saved, outcome_of(request))
    if last := saved.saved_since:
        who = "chính bạn, ở cửa sổ khác," if last.by == request.user else full_name(last.by)
        message = MOVED.format(who=who or "người khác", status=article.status_label(timezone.now()))
        messages.warning(request, message)
    if saved.merge:
        _tell_merged(request, article, saved.merge)
    _tell_removed(request, saved.removed)
    offer(request, saved.takedown)
    close_submitted(request)


def tell_duplicate(request: HttpRequest, article: Article) -> Article:
    """The article as it is stored; the drafts it came from are spent (1 query, 2 for each
    draft)."""
    messages.info(request, SAVED_BEFORE)
    close_submitted(request)
    return Article.objects.get(pk=article.pk)


def answer_conflict(request: HttpRequest, article: Article, conflict: Conflict) -> HttpResponse:
    """The page of both texts. What was typed is kept here too, with the pictures that came in it;
    the page sends on under which key (about 11 queries, 1 for each picture)."""
    store_uploads(request, conflict.upload_forms, conflict.mine)
    stored = Article.objects.get(pk=article.pk)
    if store_submitted(request, stored):
        messages.info(request, KEPT_IN_CONFLICT)
    return conflict_page(request, stored, conflict, {EDIT_ON})


def answer_takedown(request: HttpRequest, article: Article, asked: TakesDown) -> HttpResponse:
    """The question whether readers are to lose the article. What was typed is kept as in a
    conflict."""
    store_uploads(request, asked.upload_forms, asked.mine)
    stored = Article.objects.get(pk=article.pk)
    store_submitted(request, stored)
    return ask_for_dates(request, stored, {EDIT_ON})


def answer_proposal(
    request: HttpRequest, article: Article, edit: NeedsApproval
) -> HttpResponse | None:
    """To the edit that waits from now on, or the page of a conflict with another one; None where
    nothing needs to wait any more (about 16 queries, 1 for each picture, 2 for each draft)."""
    _tell_removed(request, edit.removed)
    mine = store_uploads(request, edit.upload_forms, edit.snapshot)
    stored = Article.objects.get(pk=article.pk)
    try:
        proposal = propose(stored, request.user, mine, edit.proposal_pk)
    except ProposedMeanwhile as conflict:
        return answer_conflict(request, stored, Conflict(mine, conflict.waiting, {}))
    except ProposalRefused:
        return None
    messages.success(request, PROPOSED)
    close_submitted(request)
    return redirect_to("proposal", stored.pk, proposal.pk)


def _tell_merged(request: HttpRequest, article: Article, merge: Merge) -> None:
    last = article.revisions.exclude(by=request.user.pk).select_related("by").first()
    who = full_name(last.by) if last else ""
    fields = in_words(merge.from_others | merge.both)
    messages.warning(request, MERGED.format(who=who or "người khác", fields=fields))
    if is_step_put_off(request):
        messages.warning(request, NOT_YET)


def is_step_put_off(request: HttpRequest) -> bool:
    """Whether the pressed button sends a text on that this person has not seen whole."""
    outcome, step = outcome_of(request), pressed(request)
    is_merged = isinstance(outcome, Saved) and outcome.merge is not None
    return is_merged and step is not None and step.name in CHECKED


def _tell_removed(request: HttpRequest, removed: list[str]) -> None:
    if removed:
        messages.warning(request, f"Khi lưu đã bỏ: {'; '.join(removed)}.")
