"""Who has an article's form open, as far as their browser has said so within the minute."""

import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.people import name_of

if TYPE_CHECKING:
    from articles.models import Article

# A browser calls every 20 seconds, and once a minute where the tab is in the background.
SEEN_SECONDS = 75


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self) -> Self:
        return self.filter(seen_at__gte=_last_minute())

    def gone(self) -> Self:
        return self.filter(seen_at__lt=_last_minute())


class Presence(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()  # of the opening, as a draft's
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "người đang mở bài"
        verbose_name_plural = "người đang mở bài"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="presence_of_one_form")]

    def __str__(self) -> str:
        """ "Lan đang mở bài này, gõ lần cuối 2 phút trước"."""
        return f"{name_of(self.by)} đang mở bài này, {self._typed()}"

    def _typed(self) -> str:
        if self.typed_at is None:
            return "chưa gõ gì"
        minutes = int((timezone.now() - self.typed_at).total_seconds() // 60)
        return f"gõ lần cuối {minutes} phút trước" if minutes > 0 else "vừa gõ"


def note(by: Any, article: "Article", key: UUID, idle: datetime.timedelta | None) -> None:
    """This form is open; last typed in so long ago, or never. Who is gone goes (3 queries)."""
    now = timezone.now()
    Presence.objects.gone().delete()
    seen = {"article": article, "seen_at": now, "typed_at": None if idle is None else now - idle}
    Presence.objects.update_or_create(by=by, key=key, defaults=seen)


def leave(by: Any, key: UUID) -> None:
    Presence.objects.filter(by=by, key=key).delete()


def others(by: Any, article: "Article") -> list[Presence]:
    """One line for each other person, by the form they last typed in (1 query)."""
    present = Presence.objects.now().filter(article=article).exclude(by=by).select_related("by")
    people: dict[int, Presence] = {}
    for each in sorted(present, key=_last_typed):
        people[each.by_id] = each
    return list(people.values())


def _last_typed(presence: Presence) -> datetime.datetime:
    return presence.typed_at or datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _last_minute() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(seconds=SEEN_SECONDS)
