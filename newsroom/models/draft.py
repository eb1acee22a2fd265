"""What somebody has typed and not saved."""

import datetime
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article
from portal.models import Page
from visitors.days import has_counted_for

RETENTION_DAYS = 30

Fields = list[list[str]]  # names and values, as a browser sends a form
DraftSequences = dict[uuid.UUID, int]  # how far the drafts of these keys are spoken of


# An article, None for one that is not there yet; a static page, stored or not.
Written = Article | Page | None


def columns_of(written: Written) -> dict[str, Any]:
    """How a draft names what it is a draft of."""
    if isinstance(written, Page):
        return {"article": None, "page": written if written.pk else None, "is_of_page": True}
    return {"article": written, "page": None, "is_of_page": False}


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

    def open_of(self, by: Any, written: Written) -> Self:
        """This person's of that; the last first."""
        found = self.typed_by(by).filter(**columns_of(written))
        return found.still_open().order_by("-at", "-pk")


class Draft(models.Model):
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="người viết", related_name="+"
    )
    key = models.UUIDField("của lần mở")
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name="bài", related_name="+", null=True
    )
    # The words outlast a page that is deleted while somebody writes: from then on a new one's.
    page = models.ForeignKey(
        Page, models.SET_NULL, verbose_name="trang tĩnh", related_name="+", null=True
    )
    is_of_page = models.BooleanField("của trang tĩnh", default=False)
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
    def written(self) -> Written:
        """What it is a draft of."""
        return (self.page or Page()) if self.is_of_page else self.article

    @property
    def continued_from(self) -> DraftSequences:
        return {uuid.UUID(key): number for key, number in self.taken.items()}

    def spent_drafts(self) -> DraftSequences:
        """Those that are spent once this one is saved."""
        return self.continued_from | {self.key: self.number}


def _oldest() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=RETENTION_DAYS)
