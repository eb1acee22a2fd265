"""Which articles were brought in together, and from where."""

import hashlib

from django.db import models
from django.utils import timezone

from articles.models import Article


class ImportBatch(models.Model):
    """What one run of the import brought in."""

    started_at = models.DateTimeField("bắt đầu", default=timezone.now)

    class Meta:
        verbose_name = "lượt nhập"
        verbose_name_plural = "lượt nhập"
        default_permissions = ()

    def __str__(self) -> str:
        return f"lượt nhập {self.pk}"


class ImportedArticle(models.Model):
    """Where an article came from, and what it was like then.

    `digest` is the file's (SHA-256), `fingerprint` that of the article as it was stored.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="imported")
    article = models.OneToOneField(Article, models.CASCADE, related_name="origin")
    source = models.CharField("tệp", max_length=500)
    address = models.CharField("địa chỉ cũ", max_length=2000, blank=True)
    digest = models.CharField(max_length=64, db_index=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = "bài đã nhập"
        verbose_name_plural = "bài đã nhập"
        default_permissions = ()

    def __str__(self) -> str:
        return self.source

    def is_as_imported(self) -> bool:
        """Whether nobody has changed, published or withdrawn the article since (2 queries)."""
        return fingerprint_of(self.article) == self.fingerprint


def fingerprint_of(article: Article) -> str:
    """A digest of all that an editor may change in an article (2 queries)."""
    photos = article.photos.values_list("order", "caption", "credit", "alt", "file")
    bylines = article.bylines.values_list("order", "role", "name", "link")
    parts = (
        *(article.title, article.lead, article.body, article.category_id, article.status),
        *(article.published_from, article.published_until, article.cover_id, article.correction),
        *(list(photos), list(bylines)),
    )
    return hashlib.sha256("\0".join(map(repr, parts)).encode()).hexdigest()
