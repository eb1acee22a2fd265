"""What readers are told at the address of a withdrawn article; mostly nothing."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry
from newsroom.permissions import is_editor
from vietnamese.text import normalise


class TellingRefused(Exception):
    """Nothing was changed; the message says why, in Vietnamese."""


def put_note(article: Article, note: str) -> None:
    """For the step that withdraws: from its save on, readers are told. Nothing is stored here."""
    article.withdrawal_note, article.withdrawn_at = note, timezone.now()


def tell_readers(article: Article, by: Any, note: str) -> None:
    """Another note, or none: the address then answers like one that never existed (about 12
    queries, none but reading where nothing changes)."""
    note = normalise(note).strip()
    with transaction.atomic():
        article = Article.objects.locked().get(pk=article.pk)
        if not is_editor(by):
            raise TellingRefused("Bạn không có quyền sửa lời báo của bài này.")
        if article.status != Article.Status.WITHDRAWN:
            raise TellingRefused("Bài này không ở trạng thái “Đã gỡ”.")
        if article.withdrawal_note == note:
            return
        article.withdrawal_note = note
        if article.withdrawn_at is None:
            last = article.audit_log.filter(action=AuditEntry.Action.WITHDRAWN).first()
            article.withdrawn_at = last.at if last else timezone.now()
        article.save()
        log_action(article, by, AuditEntry.Action.TOLD, note or "Bỏ lời báo")
