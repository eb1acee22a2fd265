"""Who wrote an article, who took its photos, and where it comes from."""

from typing import Any

from django.db import models

from vietnamese.text import one_line


class Byline(models.Model):
    class Role(models.TextChoices):
        TEXT = "text", "Bài"
        PHOTO = "photo", "Ảnh"
        BOTH = "both", "Bài, ảnh"
        NEWS = "news", "Tin"
        NEWS_BOTH = "news_both", "Tin, ảnh"
        COMPILED = "compiled", "Tổng hợp"
        AFTER = "after", "Theo"
        SOURCE = "source", "Nguồn"

    # Who wrote: a bare name is an author's too, a photographer or a source is none.
    AUTHOR_ROLES = ("", Role.TEXT, Role.BOTH, Role.NEWS, Role.NEWS_BOTH, Role.COMPILED)

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name="bài", related_name="bylines"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role, blank=True)
    name = models.CharField("tên", max_length=200)
    link = models.URLField("liên kết", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "dòng tác giả"
        verbose_name_plural = "dòng tác giả"
        ordering = ["order", "pk"]
        # A feed asks of each article who is named first.
        indexes = [models.Index("article", "order", "id", name="byline_in_order")]

    def __str__(self) -> str:
        return f"{self.label}{self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tidy()
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """Normal text, as it is stored and as a preview shows it."""
        self.name = one_line(self.name)

    @property
    def is_author(self) -> bool:
        return self.role in self.AUTHOR_ROLES

    @property
    def label(self) -> str:
        """What stands before the name: "Bài, ảnh: ", "Theo ", or nothing."""
        if not self.role:
            return ""
        return "Theo " if self.role == self.Role.AFTER else f"{self.get_role_display()}: "
