"""Which site this is, and what became of each backup."""

import datetime
import uuid
from typing import Self

from django.db import models
from django.utils import timezone

from backups.sizes import in_words


class SiteIdentifier(models.Model):
    """A random word that goes with the data: one row. A backup of another site bears another."""

    value = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_site_identifier")]

    def __str__(self) -> str:
        return str(self.value)


def site_identifier() -> str:
    """1 query."""
    return str(SiteIdentifier.objects.get_or_create(pk=1)[0])


def latest_moment() -> datetime.datetime:
    """What is later was made while the clock was ahead, or the clock is behind now."""
    return timezone.now() + datetime.timedelta(minutes=5)


class BackupQuerySet(models.QuerySet["Backup"]):
    def newest_first(self) -> Self:
        """Those of days to come at the end: for a year they would pass for the last one, and for
        ever as new."""
        is_to_come = models.Case(models.When(at__gt=latest_moment(), then=1), default=0)
        return self.order_by(is_to_come, "-at", "-pk")


class Backup(models.Model):
    """One that was made by the clock or the button, or that could not be made."""

    class State(models.TextChoices):
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không xong"

    name = models.CharField("tệp", max_length=300, blank=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    state = models.CharField("kết quả", max_length=10, choices=State)
    error = models.TextField("lỗi", blank=True)
    size = models.BigIntegerField("dung lượng", default=0)  # bytes
    seconds = models.FloatField("mất bao lâu", default=0)
    is_encrypted = models.BooleanField("đã mã hóa", default=False)
    drilled_at = models.DateTimeField("diễn tập lúc", null=True)
    # None: nobody has tried yet.
    is_restorable = models.BooleanField("khôi phục được", null=True)
    drill_result = models.TextField("kết quả diễn tập", blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        verbose_name = "bản sao lưu"
        verbose_name_plural = "sao lưu"
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name or "bản sao lưu không xong"

    @property
    def size_in_words(self) -> str:
        return in_words(self.size)
