"""A topic: what gathers articles of several categories, such as a congress or a contest."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from articles.addresses import topic_address
from limits import lengths
from limits.texts import BoundedTextField
from pictures.share_picture import SharePictureField
from vietnamese.slugs import slugify
from vietnamese.text import normalise, one_line


class Topic(models.Model):
    name = models.CharField("tên chuyên đề", max_length=200, unique=True)
    slug = models.SlugField("đường dẫn", max_length=100, unique=True, blank=True)
    lead = BoundedTextField(
        "lời dẫn",
        most=lengths.LEAD,
        blank=True,
        help_text="Một đoạn ngắn dưới tên chuyên đề, nói chuyên đề này về việc gì.",
    )
    articles = models.ManyToManyField(
        "articles.Article", through="TopicArticle", related_name="topics"
    )
    share_picture = SharePictureField()

    class Meta:
        verbose_name = "chuyên đề"
        verbose_name_plural = "chuyên đề"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tidy()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return topic_address(self.slug)

    def clean(self) -> None:
        """Settle name and address before the form looks whether they are taken."""
        self.tidy()
        if not self.name:
            raise ValidationError({"name": "Chuyên đề cần có tên."})

    def tidy(self) -> None:
        self.name = one_line(self.name)
        self.lead = normalise(self.lead).strip()
        self.slug = self.slug or slugify(self.name)


class TopicArticle(models.Model):
    """That an article stands in a topic; written by `articles.onward_links` alone."""

    topic = models.ForeignKey(
        Topic, models.CASCADE, verbose_name="chuyên đề", related_name="entries"
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name="bài", related_name="topic_entries"
    )

    class Meta:
        verbose_name = "bài trong chuyên đề"
        verbose_name_plural = "bài trong chuyên đề"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="topic_has_article_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.article_id}"


class FormerTopic(models.Model):
    """The address of a topic that was deleted: it says so, and not that there never was one."""

    slug = models.SlugField(max_length=100, primary_key=True)

    class Meta:
        verbose_name = "chuyên đề đã xóa"
        verbose_name_plural = "chuyên đề đã xóa"
        default_permissions = ()

    def __str__(self) -> str:
        return self.slug
