"""Who did what with which article, and when."""

from typing import Any

from articles.models import Article
from newsroom.models import AuditEntry
from newsroom.notifications.noting import notify


def log_action(article: Article, by: Any, action: str, note: str = "") -> AuditEntry:
    """Add an entry, and tell whom it concerns (1 query, more as by notify()). `by` is a user, or
    None for what the program did."""
    entry = AuditEntry.objects.create(
        article=article, title=article.title, by=by, action=action, note=note
    )
    notify(entry, article)
    return entry
