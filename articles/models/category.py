"""A category of the site's news."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from articles.addresses import category_address
from pictures.share_picture import SharePictureField
from vietnamese.slugs import slugify
from vietnamese.text import one_line


class Category(models.Model):
    name = models.CharField("tên chuyên mục", max_length=100, unique=True)
    slug = models.SlugField("đường dẫn", max_length=100, unique=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    share_picture = SharePictureField()

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return category_address(self.slug)

    def clean(self) -> None:
        """Settle name and address before the form looks whether they are taken."""
        self.name = one_line(self.name)
        if not self.name:
            raise ValidationError({"name": "Chuyên mục cần có tên."})
        self.slug = self.slug or slugify(self.name)
