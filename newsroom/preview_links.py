"""Links by which somebody without an account reads an article before it is published.

Only a digest of the token is kept: who reads the database or a backup opens nothing by it, and the
link can be shown just once, when it is made.
"""

import datetime
import secrets
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.audit_log import log_action
from newsroom.models import AuditEntry, PreviewLink
from newsroom.models.preview_link import digest_of
from vietnamese.names import full_name

TOKEN_BYTES = 24
DAYS = (1, 3, 7)


def address_of(token: str) -> str:
    return reverse("newsroom:preview", args=[token])


def make_link(article: Article, by: Any, days: int, of_proposal: bool = False) -> str:
    """The token of a new link, which is nowhere to be found afterwards (3 queries)."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = timezone.now()
    with transaction.atomic():
        PreviewLink.objects.end_those_of_days_to_come()
        entry = log_action(article, by, AuditEntry.Action.LINKED, f"Dùng được {days} ngày")
        article.preview_links.create(
            of_proposal=of_proposal,
            digest=digest_of(token),
            by=by,
            at=now,
            expires_at=now + datetime.timedelta(days=days),
            log_entry=entry,
        )
    return token


def revoke(link: PreviewLink, by: Any) -> None:
    """The link shows nothing from now on; one that is revoked already stays so (3 queries)."""
    with transaction.atomic():
        rows = PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True)
        if rows.update(revoked_at=timezone.now()):
            made = f"Của {full_name(link.by)}, tạo lúc {timezone.localtime(link.at):%d-%m-%Y %H:%M}"
            log_action(link.article, by, AuditEntry.Action.UNLINKED, made)
