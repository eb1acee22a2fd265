"""Notifications are written in the transaction of what they tell of."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from newsroom.jobs.notifications import send_by
from newsroom.models import AuditEntry, Notification
from newsroom.models.notification import FOR_EDITORS, WORDS

BACKEND = "django.contrib.auth.backends.ModelBackend"  # the one that knows permissions
STORED_FOR = datetime.timedelta(days=60)
# What is read or undone at once needs no mail, and what comes together goes together.
DELAY = datetime.timedelta(minutes=2)


def notify(entry: AuditEntry, article: Article) -> None:
    """Editors of what waits for them, its writer of what has become of an article; nobody of what
    they did themselves (5 queries, none where it concerns nobody; 2 more with mail)."""
    people = _recipients(entry, article)
    if not people:
        return
    theirs = Notification.objects.filter(person__in=people)
    theirs.filter(entry__at__lt=timezone.now() - STORED_FOR).delete()
    same = theirs.filter(read_at=None, mailed_at=None, entry__action=entry.action)
    same.filter(entry__article=article.pk).delete()
    Notification.objects.bulk_create(Notification(person_id=pk, entry=entry) for pk in people)
    _send_soon()


def _recipients(entry: AuditEntry, article: Article) -> list[int]:
    if entry.action in FOR_EDITORS:
        editors: Any = User.objects.with_perm("articles.publish_article", backend=BACKEND)
        others = editors.filter(is_staff=True).exclude(pk=entry.by_id)
        return list(others.values_list("pk", flat=True))
    is_theirs = article.author_id is not None and article.author_id != entry.by_id
    return [article.author_id] if is_theirs and entry.action in WORDS else []  # type: ignore[list-item]


def _send_soon() -> None:
    if settings.SMTP_URL:
        send_by(timezone.now() + DELAY)
