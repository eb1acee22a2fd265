"""Who has an article's form open, as far as their browser has said so within the minute."""

import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from articles.models import Article
from newsroom.models import EditingSession


def note(by: Any, article: Article, key: UUID, idle: datetime.timedelta | None) -> None:
    """This form is open; last typed in so long ago, or never. Who is gone goes (3 queries)."""
    now = timezone.now()
    EditingSession.objects.expired().delete()
    seen = {"article": article, "seen_at": now, "typed_at": None if idle is None else now - idle}
    EditingSession.objects.update_or_create(by=by, key=key, defaults=seen)


def leave(by: Any, key: UUID) -> None:
    EditingSession.objects.filter(by=by, key=key).delete()


def others(by: Any, article: Article) -> list[EditingSession]:
    """One line for each other person, by the form they last typed in (1 query)."""
    present = (
        EditingSession.objects.active().filter(article=article).exclude(by=by).select_related("by")
    )
    people: dict[int, EditingSession] = {}
    for each in sorted(present, key=_last_typed):
        people[each.by_id] = each
    return list(people.values())


def _last_typed(session: EditingSession) -> datetime.datetime:
    return session.typed_at or datetime.datetime.min.replace(tzinfo=datetime.UTC)
