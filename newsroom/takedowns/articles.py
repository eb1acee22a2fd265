"""An article that readers no longer get, and how it comes back."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from articles.models import Article
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry, TakedownPage
from newsroom.revisions import record
from vietnamese.clock import VIETNAM
from vietnamese.dates import format_stamp

Status = Article.Status
MOMENTS = ("published_from", "published_until")
WHY = "Lấy lại sau khi gỡ"


class ChangedSince(Exception):
    """The article is left as it is; the message says why, in Vietnamese."""


def state_of(article: Article) -> dict[str, str]:
    """What decides whether readers get it, as JSON holds it (no query)."""
    moments = {name: getattr(article, name) for name in MOMENTS}
    return {
        "status": str(article.status),
        "trashed_from": str(article.trashed_from),
        **{
            name: at.astimezone(datetime.UTC).isoformat() if at else ""
            for name, at in moments.items()
        },
    }


def _is_as(article: Article, state: dict[str, str]) -> bool:
    """To the second: a form that was saved since has none smaller."""
    to_the_second = len("2021-12-08T02:50:00")
    now = state_of(article)
    return all(now[name][:to_the_second] == value[:to_the_second] for name, value in state.items())


def restore(page: TakedownPage, by: Any, now: datetime.datetime) -> str:
    """The article in its former state, its words as they are now; a sentence about what is over
    meanwhile, or nothing. ChangedSince where somebody has decided otherwise since."""
    article = Article.objects.locked().filter(pk=page.object_pk).first()
    if article is None:
        raise ChangedSince(f"“{page.title}” đã bị xóa hẳn.")
    if not _is_as(article, page.after):
        raise ChangedSince(f"“{article}” đã được đổi từ lúc đó nên giữ nguyên như bây giờ.")
    was_trashed = article.status == Status.TRASHED
    for name, value in page.before.items():
        moment = name in MOMENTS
        setattr(article, name, _moment(value) if moment else value)
    try:
        article.full_clean()
    except ValidationError as error:
        raise ChangedSince(f"“{article}”: {' '.join(error.messages)}") from error
    article.save()
    record(article, by, WHY)
    action = AuditEntry.Action.RESTORED if was_trashed else AuditEntry.Action.PUBLISHED
    log_action(article, by, action, WHY)
    return _is_over(article, now)


def _is_over(article: Article, now: datetime.datetime) -> str:
    if article.is_public(now) or not article.published_until:
        return ""
    stamp = format_stamp(article.published_until.astimezone(VIETNAM))
    return f"“{article}” đã hết hạn đăng lúc {stamp}, nên bạn đọc không thấy."


def _moment(text: str) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
