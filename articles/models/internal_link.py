"""A link in a published article to another page of this site; see `articles.internal_links`."""

from django.db import models

MAX_PATH_LENGTH = 500


class InternalLink(models.Model):
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name="bài", related_name="internal_links"
    )
    path = models.CharField("dẫn đến", max_length=MAX_PATH_LENGTH)
    # Not a foreign key: the link outlives what it leads to. None where no page ever was.
    target = models.BigIntegerField(null=True)
    # None: for good. An article that is not published has ended long ago.
    good_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "articles_sitelink"
        verbose_name = "liên kết trong trang"
        verbose_name_plural = "liên kết trong trang"
        default_permissions = ()
        indexes = [
            models.Index("target", name="site_link_target"),
            models.Index(
                "good_until",
                "id",
                "article",
                name="site_link_ending",
                condition=models.Q(good_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.path
