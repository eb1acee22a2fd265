"""An article's form that somebody has open."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article
from vietnamese.names import full_name

# A browser calls every 20 seconds, and once a minute where the tab is in the background.
SEEN_SECONDS = 75


class EditingSessionQuerySet(models.QuerySet["EditingSession"]):
    def active(self) -> Self:
        return self.filter(seen_at__range=_present())

    def expired(self) -> Self:
        return self.exclude(seen_at__range=_present())


class EditingSession(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()  # of the opening, as a draft's
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True)

    objects = EditingSessionQuerySet.as_manager()

    class Meta:
        db_table = "articles_presence"
        verbose_name = "người đang mở bài"
        verbose_name_plural = "người đang mở bài"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="presence_of_one_form")]

    def __str__(self) -> str:
        """ "Lan đang mở bài này, gõ lần cuối 2 phút trước"."""
        return f"{full_name(self.by)} đang mở bài này, {self._typed()}"

    def _typed(self) -> str:
        if self.typed_at is None:
            return "chưa gõ gì"
        minutes = int((timezone.now() - self.typed_at).total_seconds() // 60)
        return f"gõ lần cuối {minutes} phút trước" if minutes > 0 else "vừa gõ"


def _present() -> tuple[datetime.datetime, datetime.datetime]:
    """When somebody was seen who is here still. Further ahead they were seen by a clock that was
    wrong, and would stay until then."""
    now, minute = timezone.now(), datetime.timedelta(seconds=SEEN_SECONDS)
    return now - minute, now + minute
