"""What someone proposes that an approved article should say."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article


class Proposal(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "Chờ duyệt"
        ACCEPTED = "accepted", "Đã duyệt"
        DECLINED = "declined", "Đã trả lại"
        REPLACED = "replaced", "Đã thay bằng bản sau"

    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name="bài", related_name="proposals"
    )
    snapshot = models.JSONField("nội dung")
    based_on = models.PositiveIntegerField("viết từ bản số")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người sửa", related_name="+"
    )
    at = models.DateTimeField("lúc", default=timezone.now)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField("lý do trả lại", blank=True)

    class Meta:
        db_table = "articles_proposal"
        verbose_name = "bản sửa chờ duyệt"
        verbose_name_plural = "bản sửa chờ duyệt"
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [models.Index("at", "id", name="proposal_open", condition=models.Q(state="open"))]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(state="open"),
                name="proposal_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"Bản sửa của {self.by}"
