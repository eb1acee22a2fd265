"""What a static page said at one save."""

from django.conf import settings
from django.db import models

from portal.models import Page


class PageRevision(models.Model):
    """`at` is the page's own `updated_at` after that save."""

    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name="trang tĩnh", related_name="revisions"
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
    at = models.DateTimeField("lúc")
    why = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        verbose_name = "bản đã lưu của trang tĩnh"
        verbose_name_plural = "bản đã lưu của trang tĩnh"
        default_permissions = ()
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="page_revision_numbered_once")
        ]

    def __str__(self) -> str:
        return f"Bản {self.number}"
