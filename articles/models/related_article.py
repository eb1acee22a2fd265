"""An article that an editor has chosen to be read after another one."""

from django.db import models


class RelatedArticle(models.Model):
    """Written by `articles.onward_links` alone."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name="bài", related_name="related_entries"
    )
    related = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name="bài liên quan", related_name="related_by"
    )
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "bài liên quan"
        verbose_name_plural = "bài liên quan"
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="related_article_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("related")), name="related_article_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.related_id}"
