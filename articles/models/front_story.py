"""A place at the top of the home page that an editor has given to an article."""

from django.db import models

LEAD = 0


class FrontStory(models.Model):
    """Places given to nobody, or to what no reader may see, fall to the newest articles."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, verbose_name="bài", related_name="front_story"
    )
    place = models.PositiveSmallIntegerField("chỗ", unique=True)  # LEAD, then the seconds from 1
    # The last Vietnamese day on which it stands there; None: until somebody changes it.
    until = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "bài ghim ở trang chủ"
        verbose_name_plural = "bài ghim ở trang chủ"
        default_permissions = ()
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.place}: {self.article_id}"
