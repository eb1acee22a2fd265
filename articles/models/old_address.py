"""Where articles stood on the site that was here before; see `articles.old_addresses`."""

from django.db import models
from django.utils import timezone

LONGEST = 2000


class OldAddress(models.Model):
    """An address that leads to its article wherever this site has no page of its own.

    `host` is "" where none was written; `exact` and `loose` as `normal_form` makes them.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name="bài", related_name="old_addresses"
    )
    address = models.CharField("địa chỉ cũ", max_length=LONGEST)
    host = models.CharField(max_length=255, blank=True, editable=False)
    exact = models.CharField(max_length=32, editable=False)
    loose = models.CharField(max_length=32, editable=False)
    added_at = models.DateTimeField("ghi lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "địa chỉ cũ"
        verbose_name_plural = "địa chỉ cũ"
        default_permissions = ()  # whoever edits everybody's articles
        ordering = ["-pk"]
        indexes = [models.Index("loose", name="old_address_asked")]
        constraints = [
            models.UniqueConstraint(
                fields=["exact", "host", "article"], name="old_address_once_an_article"
            ),
        ]

    def __str__(self) -> str:
        return self.address


class UnansweredAddress(models.Model):
    """An address that readers asked for from several networks, and that led nowhere. Says nothing
    of who asked."""

    address = models.CharField("địa chỉ", max_length=300)
    exact = models.CharField(max_length=32, unique=True, editable=False)
    times = models.PositiveIntegerField("số lần", default=0)
    asked_at = models.DateTimeField("lần cuối", default=timezone.now)

    class Meta:
        verbose_name = "địa chỉ không có trang"
        verbose_name_plural = "địa chỉ không có trang"
        default_permissions = ()
        ordering = ["-times", "-asked_at"]

    def __str__(self) -> str:
        return self.address
