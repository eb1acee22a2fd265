"""Edits that wait for an editor while the approved article stays as it is."""

from typing import Any

from django.db import transaction

from articles.models import Article
from newsroom.attachments import proposed
from newsroom.attachments.proposed import AttachmentMissing
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry, Proposal
from newsroom.permissions import may_approve, may_propose
from newsroom.proposals import pictures
from newsroom.proposals.merging import merged_snapshot, missing_photos
from newsroom.proposals.pictures import PictureMissing
from newsroom.revisions import (
    Snapshot,
    apply_text,
    ensure_baseline,
    latest_number,
    record,
    snapshot_of,
)
from vietnamese.names import full_name
from vietnamese.text import normalise

State = Proposal.State


class ProposalRefused(Exception):
    """Nothing was changed; the message says why, in Vietnamese."""


class ProposedMeanwhile(Exception):
    """Nothing was changed: another edit is `waiting`, which the writer has not seen."""

    def __init__(self, waiting: Proposal) -> None:
        self.waiting = waiting


def propose(
    article: Article, by: Any, snapshot: Snapshot, base_proposal_pk: int | None = None
) -> Proposal:
    """Keep the words, and hold the pictures, until an editor has looked (about 15 queries).

    An earlier proposal that still waits is replaced, and kept, where its key is
    `base_proposal_pk`: the writer went on from it; else ProposedMeanwhile. The same words sent
    twice are one proposal. ProposalRefused where this person may not propose, or a picture is gone.
    """
    with transaction.atomic():
        article = _locked(article)
        if not may_propose(by, article):
            raise ProposalRefused("Bạn không có quyền sửa bài này.")
        ensure_baseline(article)
        waiting = article.proposals.filter(state=State.OPEN).first()
        if waiting:
            if waiting.snapshot == snapshot:
                return waiting
            if waiting.pk != base_proposal_pk:
                raise ProposedMeanwhile(waiting)
            waiting.state = State.REPLACED
            waiting.save(update_fields=["state"])
        proposal = article.proposals.create(
            snapshot=snapshot, based_on=latest_number(article), by=by
        )
        try:
            pictures.reserve(proposal, waiting)
            proposed.reserve(proposal, waiting)
        except PictureMissing as error:
            raise ProposalRefused("Ảnh gửi kèm không còn nữa. Hãy tải ảnh lại.") from error
        except AttachmentMissing as error:
            raise ProposalRefused("Tệp gửi kèm không còn nữa. Hãy gửi tệp lại.") from error
        log_action(article, by, AuditEntry.Action.PROPOSED)
    return proposal


def accept(proposal: Proposal, by: Any, base_revision: int, ignored_findings: int = 0) -> list[str]:
    """Make the words and photos the article's; sentences about what could not be taken over (about
    40 queries with one photo, 10 more for each other one).

    ProposalRefused where this person may not, the article lies in the trash, it has been decided
    already, or the article is no longer as it was at `base_revision`, when the editor compared
    them. The log keeps how many findings the editor ignored.
    """
    with transaction.atomic():
        article, proposal = _both_locked(proposal, by)
        if proposal.state == State.ACCEPTED:
            return []
        _check_open(proposal)
        if latest_number(article) != base_revision:
            raise ProposalRefused("Bài đã được sửa trong lúc bạn xem. Hãy so sánh lại.")
        snapshot = merged_snapshot(proposal, snapshot_of(article))
        missing = apply_text(article, snapshot) + missing_photos(proposal, snapshot)
        missing += pictures.apply(article, proposal, snapshot)
        missing += proposed.missing(proposal, snapshot)
        missing += proposed.apply(article, proposal, snapshot)
        # Two names may be longer than the column of reasons, which holds 200 characters.
        record(article, proposal.by, f"Bản sửa được {full_name(by)[:150]} duyệt")
        proposal.state = State.ACCEPTED
        proposal.save(update_fields=["state"])
        known = f"\nBỏ qua {ignored_findings} điều nên xem." if ignored_findings else ""
        log_action(article, by, AuditEntry.Action.ACCEPTED, f"Của {full_name(proposal.by)}{known}")
    return missing


def decline(proposal: Proposal, by: Any, reason: str) -> None:
    """Send the words back (6 queries). ProposalRefused without a reason, where it has been decided
    already, this person may not, or the article lies in the trash."""
    reason = normalise(reason).strip()
    with transaction.atomic():
        article, proposal = _both_locked(proposal, by)
        if (proposal.state, proposal.reason) == (State.DECLINED, reason):
            return
        _check_open(proposal)
        if not reason:
            raise ProposalRefused("Hãy ghi lý do trả lại để người viết biết cần sửa gì.")
        proposal.state, proposal.reason = State.DECLINED, reason
        proposal.save(update_fields=["state", "reason"])
        pictures.release(proposal)
        proposed.release(proposal)
        log_action(article, by, AuditEntry.Action.DECLINED, reason)


def _both_locked(proposal: Proposal, by: Any) -> tuple[Article, Proposal]:
    if not may_approve(by):
        raise ProposalRefused("Bạn không có quyền duyệt bản sửa này.")
    article = _locked(proposal.article)
    if article.status == Article.Status.TRASHED:
        raise ProposalRefused("Bài đang ở trong thùng rác.")
    return article, article.proposals.get(pk=proposal.pk)


def _locked(article: Article) -> Article:
    return Article.objects.locked().get(pk=article.pk)


def _check_open(proposal: Proposal) -> None:
    if proposal.state != State.OPEN:
        state = proposal.get_state_display().lower()
        raise ProposalRefused(f"Bản sửa này {state} rồi.")
