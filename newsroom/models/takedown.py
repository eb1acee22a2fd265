"""What somebody has taken away from readers, so that for a day it can be taken back."""

import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

TAKEN_BACK_FOR = datetime.timedelta(days=1)
# Longer, so that whoever comes too late reads that they do.
STORED_FOR = datetime.timedelta(days=7)


class TakedownQuerySet(models.QuerySet["Takedown"]):
    def open_at(self, at: datetime.datetime) -> "TakedownQuerySet":
        """Those that can still be taken back at that moment, the newest first."""
        return self.filter(undone_at=None, at__gt=at - TAKEN_BACK_FOR).order_by("-pk")


class Takedown(models.Model):
    """One action of one person, whatever number of pages it took away."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="người làm",
        related_name="+",
        null=True,
    )
    what = models.CharField("việc", max_length=60)
    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)
    undone_at = models.DateTimeField("lấy lại lúc", null=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        verbose_name = "lần gỡ"
        verbose_name_plural = "lần gỡ"
        default_permissions = ()

    def __str__(self) -> str:
        return self.what

    def is_open(self, at: datetime.datetime) -> bool:
        """The one-row form of open_at()."""
        return self.undone_at is None and self.at > at - TAKEN_BACK_FOR


class TakedownPage(models.Model):
    """One page of them: an article that stays, with its state before and after, or a row that was
    deleted, with all that went with it."""

    takedown = models.ForeignKey(Takedown, models.CASCADE, related_name="pages")
    model = models.CharField(max_length=100)  # "articles.article"
    object_pk = models.BigIntegerField()
    title = models.CharField("tên trang", max_length=300)
    address = models.CharField("địa chỉ", max_length=500)
    before: Any = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after: Any = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    rows: Any = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
