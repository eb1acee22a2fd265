"""Category, Article, Photo, Byline: what a newsroom keeps."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from articles import search
from articles.addresses import article_address
from articles.keeping import KeptCount as KeptCount
from articles.photos import Photo as Photo
from articles.photos import PhotoUpload as PhotoUpload
from articles.querysets import ArticleQuerySet
from richtext.cleaning import clean
from vietnamese.slugs import slugify
from vietnamese.text import normalise, one_line

FIRST_YEAR, LAST_YEAR = 1990, 2199
ENDING = models.Q(status="published", published_until__isnull=False)


class Category(models.Model):
    name = models.CharField("tên chuyên mục", max_length=100, unique=True)
    slug = models.SlugField("đường dẫn", max_length=100, unique=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.name = one_line(self.name)
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:category", args=[self.slug])

    def clean(self) -> None:
        """Settle name and address before the form looks whether they are taken."""
        self.name = one_line(self.name)
        if not self.name:
            raise ValidationError({"name": "Chuyên mục cần có tên."})
        self.slug = self.slug or slugify(self.name)


class Article(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Bản thảo"
        PUBLISHED = "published", "Đăng"
        WITHDRAWN = "withdrawn", "Đã gỡ"

    title = models.CharField("tựa", max_length=300)
    slug = models.SlugField("đường dẫn", max_length=100, editable=False)
    lead = models.TextField(
        "sapo", blank=True, help_text="Một đoạn ngắn nói điều chính của bài, in đậm dưới tựa."
    )
    body = models.TextField(
        "nội dung",
        blank=True,
        help_text="Muốn đặt ảnh ở đâu, gõ [ảnh 1], [ảnh 2]… thành một đoạn riêng ở chỗ đó.",
    )
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name="chuyên mục", related_name="articles"
    )
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.DRAFT)
    published_from = models.DateTimeField(
        "đăng từ",
        null=True,
        blank=True,
        help_text="Để trống thì bài hiện ngay khi chọn Đăng; giờ sau này là hẹn giờ.",
    )
    published_until = models.DateTimeField(
        "đăng đến", null=True, blank=True, help_text="Để trống thì bài ở lại mãi."
    )
    updated_at = models.DateTimeField("cập nhật", default=timezone.now)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    cover = models.ForeignKey(
        "Photo",
        models.SET_NULL,
        verbose_name="ảnh đại diện",
        related_name="+",
        null=True,
        blank=True,
        help_text="Ảnh đi kèm tựa ở trang chủ và danh sách; để trống thì lấy ảnh đầu tiên.",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài"
        verbose_name_plural = "tin, bài"
        indexes = [
            # Lists by date; the last columns tell who may read without a look at the row.
            models.Index("published_from", "id", "status", "published_until", name="article_dated"),
            models.Index(
                "category",
                "published_from",
                "id",
                "status",
                "published_until",
                name="article_dated_in_category",
            ),
            models.Index("published_until", name="article_ending", condition=ENDING),
            models.Index(
                "category",
                "published_until",
                name="article_ending_in_category",
                condition=ENDING,
            ),
            # The newsroom's list, whole and by each of its filters; the sitemap's last change.
            # One index led by the status would lure SQLite away from those above.
            models.Index("updated_at", "id", name="article_updated"),
            *(
                models.Index(
                    "updated_at",
                    "id",
                    "published_from",
                    "published_until",
                    name=f"article_updated_{status}",
                    condition=models.Q(status=status),
                )
                for status in ("draft", "published", "withdrawn")
            ),
            models.Index(
                "category", "updated_at", "id", "status", name="article_updated_in_category"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_from__isnull=False),
                name="article_published_has_date",
                violation_error_message="Bài đã đăng phải có ngày giờ đăng.",
            ),
            models.CheckConstraint(
                condition=models.Q(published_until__isnull=True)
                | models.Q(published_until__gt=models.F("published_from")),
                name="article_until_after_from",
                violation_error_message="“Đăng đến” phải sau “Đăng từ”.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        """Store normal text and clean HTML, and renew what is searched (3 queries more)."""
        self.title = one_line(self.title)
        self.lead = normalise(self.lead).strip()
        self.body = clean(self.body)
        self.slug = slugify(self.title)
        self._date_publication()
        with transaction.atomic():
            super().save(*args, **kwargs)
            search.index(self)

    def get_absolute_url(self) -> str:
        return article_address("articles:article", self.pk, self.slug)

    def clean(self) -> None:
        self._date_publication()
        self.title = one_line(self.title)
        if not self.title:
            raise ValidationError({"title": "Bài cần có tựa."})
        for name in ("published_from", "published_until", "updated_at"):
            moment = getattr(self, name)
            if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
                raise ValidationError({name: f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}."})

    def get_print_url(self) -> str:
        return article_address("articles:print", self.pk, self.slug)

    @property
    def stamp(self) -> datetime.datetime:
        """The moment under the title: when readers last got something new."""
        return max(self.updated_at, self.published_from or self.updated_at)

    def standing(self, at: datetime.datetime) -> str:
        """What readers get at that moment, in a word; the one-row form of `published()`."""
        if self.status != self.Status.PUBLISHED:
            return self.get_status_display()
        if self.published_from and self.published_from > at:
            return "Hẹn giờ"
        if self.published_until and self.published_until <= at:
            return "Hết hạn"
        return "Đang đăng"

    def choose_cover(self) -> None:
        """Where no cover is chosen, or the chosen one is gone, the first photo that has its
        picture (at most 3 queries)."""
        pictured = self.photos.exclude(file="")
        if self.cover_id is None or not pictured.filter(pk=self.cover_id).exists():
            self.cover = pictured.first()
            super().save(update_fields=["cover"])  # nothing that is searched has changed

    def _date_publication(self) -> None:
        if self.status == self.Status.PUBLISHED and self.published_from is None:
            self.published_from = timezone.now()


class Byline(models.Model):
    class Role(models.TextChoices):
        TEXT = "text", "Bài"
        PHOTO = "photo", "Ảnh"
        BOTH = "both", "Bài, ảnh"
        AFTER = "after", "Theo"
        SOURCE = "source", "Nguồn"

    article = models.ForeignKey(Article, models.CASCADE, verbose_name="bài", related_name="bylines")
    role = models.CharField("vai trò", max_length=10, choices=Role, blank=True)
    name = models.CharField("tên", max_length=200)
    link = models.URLField("liên kết", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "dòng tác giả"
        verbose_name_plural = "dòng tác giả"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.label}{self.name}"

    def save(self, *args, **kwargs) -> None:
        self.name = one_line(self.name)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """What stands before the name: "Bài, ảnh: ", "Theo ", or nothing."""
        if not self.role:
            return ""
        return "Theo " if self.role == self.Role.AFTER else f"{self.get_role_display()}: "
