"""What an article said at one save."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article


class Revision(models.Model):
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name="bài", related_name="revisions"
    )
    number = models.PositiveIntegerField("bản số")
    snapshot = models.JSONField("nội dung")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người lưu",
        related_name="+",
        null=True,
    )
    at = models.DateTimeField("lúc", default=timezone.now)
    why = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        db_table = "articles_revision"
        verbose_name = "bản đã lưu"
        verbose_name_plural = "bản đã lưu"
        default_permissions = ()
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_numbered_once")
        ]

    def __str__(self) -> str:
        return f"Bản {self.number}"
