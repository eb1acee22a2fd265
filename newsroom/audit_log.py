"""Who did what with which article, and when."""

from typing import Any

from articles.models import Article
from newsroom.models import AuditEntry


def log_action(article: Article, by: Any, action: str, note: str = "") -> AuditEntry:
    """Add an entry (1 query). `by` is a user, or None for what the program did."""
    return AuditEntry.objects.create(
        article=article, title=article.title, by=by, action=action, note=note
    )
