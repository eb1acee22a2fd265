"""A link by which somebody without an account reads an article before it is published."""

import datetime
import hashlib
from contextlib import suppress
from typing import Self

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Article
from newsroom.models.audit_entry import AuditEntry
from vietnamese.clock import MOST_AHEAD

# A page that is opened over and over writes no more often than this.
NOTED_EVERY = datetime.timedelta(minutes=1)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, at: datetime.datetime) -> Self:
        """Those that show something at that moment: neither revoked nor expired, of somebody who
        may still enter the newsroom, and of an article that was not thrown away; made by then, as
        one that a clock a year ahead has made would show it for a year."""
        return (
            self.with_withdrawals()
            .filter(revoked_at__isnull=True, expires_at__gt=at, was_withdrawn=False)
            .filter(at__lte=at + MOST_AHEAD)
            .filter(by__is_active=True, by__is_staff=True)
            .exclude(article__status=Article.Status.TRASHED)
        )

    def with_withdrawals(self) -> Self:
        """Each with `was_withdrawn`, whether its article was withdrawn since it was made. Published
        again, the article needs no link; one that is withdrawn may get another. By the
        order of the log, as a clock may have been ahead for one of the two."""
        withdrawals = AuditEntry.objects.filter(
            article=OuterRef("article"), action=AuditEntry.Action.WITHDRAWN
        )
        since = Q(Exists(withdrawals.filter(pk__gt=OuterRef("log_entry"))))
        # Of a link that an older version made the log's order is not known.
        since |= Q(Exists(withdrawals.filter(at__gte=OuterRef("at"))), log_entry=None)
        is_withdrawn = Q(article__status=Article.Status.WITHDRAWN)
        return self.annotate(was_withdrawn=since | (is_withdrawn & ~Q(Exists(withdrawals))))

    def end_those_of_days_to_come(self) -> None:
        """Those that a clock which was ahead has made are over now, instead of then (1 query)."""
        now = timezone.now()
        self.filter(at__gt=now + MOST_AHEAD, expires_at__gt=now).update(expires_at=now)

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
    log_entry = models.ForeignKey(
        AuditEntry, models.DO_NOTHING, related_name="+", null=True, db_constraint=False
    )
    opened_at = models.DateTimeField("mở lần cuối lúc", null=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)

    objects = PreviewLinkQuerySet.as_manager()
    was_withdrawn = False  # unless with_withdrawals() has asked

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
        if self.expires_at <= timezone.now():
            return "Đã hết hạn"
        if self.is_of_days_to_come:
            return "Đã đóng vì tạo lúc đồng hồ máy chủ chạy sai"
        if self.was_withdrawn:
            return "Đã đóng vì bài bị gỡ"
        if not self.is_open:
            return "Đã đóng vì người tạo không còn vào trang quản trị"
        return "Đang dùng được"

    @property
    def is_of_days_to_come(self) -> bool:
        return self.at > timezone.now() + MOST_AHEAD

    @property
    def is_open(self) -> bool:
        """As open() says, of an article that is not in the trash."""
        return (
            self.revoked_at is None
            and self.expires_at > timezone.now()
            and not self.is_of_days_to_come
            and not self.was_withdrawn
            and self.by.is_active
            and self.by.is_staff
        )

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
