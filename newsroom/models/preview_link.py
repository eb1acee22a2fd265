"""A link by which somebody without an account reads an article before it is published."""

import datetime
import hashlib
from contextlib import suppress
from typing import Self

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Article

# A page that is opened over and over writes no more often than this.
NOTED_EVERY = datetime.timedelta(minutes=1)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, at: datetime.datetime) -> Self:
        """Those that show something at that moment."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at).exclude(
            article__status="trashed"
        )

    def with_token(self, token: str) -> Self:
        return self.filter(digest=digest_of(token))


class PreviewLink(models.Model):
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name="bài", related_name="preview_links"
    )
    of_proposal = models.BooleanField("cho xem bản sửa chờ duyệt", default=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người tạo", related_name="+"
    )
    at = models.DateTimeField("tạo lúc", default=timezone.now)
    expires_at = models.DateTimeField("hết hạn lúc")
    opened_at = models.DateTimeField("mở lần cuối lúc", null=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        db_table = "articles_previewlink"
        verbose_name = "liên kết xem trước"
        verbose_name_plural = "liên kết xem trước"
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Liên kết xem trước của {self.by}"

    @property
    def status_label(self) -> str:
        """In a word, for the desk."""
        if self.revoked_at:
            return "Đã thu hồi"
        return "Đang dùng được" if self.is_open else "Đã hết hạn"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def note_opened(self) -> None:
        """At most 1 query; a database that cannot be written to is no reason to show nothing."""
        now = timezone.now()
        not_lately = Q(opened_at__isnull=True) | Q(opened_at__lt=now - NOTED_EVERY)
        rows = PreviewLink.objects.filter(not_lately, pk=self.pk)
        with suppress(DatabaseError), transaction.atomic():
            rows.update(opened_at=now)


def digest_of(token: str) -> str:
    """SHA-256 without salt or rounds: a random token of 192 bits cannot be guessed from it."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
