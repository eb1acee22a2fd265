"""What somebody has typed and not saved."""

import datetime
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article
from visitors.days import has_counted_for

RETENTION_DAYS = 30

Fields = list[list[str]]  # names and values, as a browser sends a form
DraftSequences = dict[uuid.UUID, int]  # how far the drafts of these keys are spoken of


class DraftQuerySet(models.QuerySet["Draft"]):
    def typed_by(self, person: Any) -> Self:
        return self.filter(by=person)

    def abandoned(self) -> Self:
        """Those that nobody came back for, by a clock that can tell (1 query)."""
        if not has_counted_for(RETENTION_DAYS):
            return self.none()
        return self.filter(at__lt=_oldest())

    def still_open(self) -> Self:
        return self.filter(is_closed=False, at__gte=_oldest())

    def open_of(self, by: Any, article: Article | None) -> Self:
        """This person's, of this article or of articles that are not there yet; the last first."""
        return self.typed_by(by).filter(article=article).still_open().order_by("-at", "-pk")


class Draft(models.Model):
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="người viết", related_name="+"
    )
    key = models.UUIDField("của lần mở")
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name="bài", related_name="+", null=True
    )
    number = models.PositiveBigIntegerField("lần gửi")
    fields = models.JSONField("các ô", default=list)
    # The drafts that this form began from: while it is kept they need not be offered.
    taken = models.JSONField("viết tiếp từ", default=dict)
    at = models.DateTimeField("lúc", default=timezone.now)
    is_closed = models.BooleanField("đã lưu hoặc bỏ", default=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        db_table = "articles_draft"
        verbose_name = "bản chưa lưu"
        verbose_name_plural = "bản chưa lưu"
        default_permissions = ()
        indexes = [models.Index("at", name="draft_at")]
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="draft_of_one_opening")]

    def __str__(self) -> str:
        return f"Bản chưa lưu của {self.by}"

    @property
    def title(self) -> str:
        """As it was typed; empty where there is none yet."""
        return next((value for name, value in self.fields if name == "title"), "").strip()

    @property
    def continued_from(self) -> DraftSequences:
        return {uuid.UUID(key): number for key, number in self.taken.items()}

    def spent_drafts(self) -> DraftSequences:
        """Those that are spent once this one is saved."""
        return self.continued_from | {self.key: self.number}


def _oldest() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=RETENTION_DAYS)
