"""An article: its texts, its status, and when readers may read it."""

import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.addresses import article_address
from articles.models.category import Category
from articles.querysets import ArticleQuerySet
from limits import lengths
from limits.texts import BoundedTextField
from pictures.share_picture import SharePictureField
from richtext.clean_mac import BYTES, clean_mac
from richtext.cleaning import clean
from vietnamese.slugs import slugify
from vietnamese.text import normalise, one_line

FIRST_YEAR, LAST_YEAR = 1990, 2199
STATUSES = ("draft", "waiting", "approved", "published", "withdrawn", "trashed")
ENDING = models.Q(status="published", published_until__isnull=False)


class Article(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Bản thảo"
        WAITING = "waiting", "Chờ duyệt"
        APPROVED = "approved", "Đã duyệt"
        PUBLISHED = "published", "Đã đăng"
        WITHDRAWN = "withdrawn", "Đã gỡ"
        TRASHED = "trashed", "Thùng rác"

    title = models.CharField("tựa", max_length=300)
    slug = models.SlugField("đường dẫn", max_length=100, editable=False)
    lead = BoundedTextField(
        "sapo",
        most=lengths.LEAD,
        blank=True,
        help_text="Một đoạn ngắn nói điều chính của bài, in đậm dưới tựa.",
    )
    body = models.TextField(
        "nội dung",
        blank=True,
        help_text="Muốn đặt ảnh ở đâu, gõ [ảnh 1], [ảnh 2]… thành một đoạn riêng ở chỗ đó.",
    )
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name="chuyên mục", related_name="articles"
    )
    # None for what was imported.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người viết",
        related_name="articles",
        null=True,
        blank=True,
        editable=False,
    )
    # Both change by the steps of newsroom/workflow.py only, never by a form.
    status = models.CharField(
        "trạng thái", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    trashed_from = models.CharField(max_length=10, choices=Status, blank=True, editable=False)
    published_from = models.DateTimeField(
        "đăng từ",
        null=True,
        blank=True,
        help_text="Để trống thì bài mang giờ đăng; giờ đã qua thì bài đứng ở ngày ấy.",
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

    correction = BoundedTextField(
        "đính chính",
        most=lengths.CORRECTION,
        blank=True,
        help_text="Bạn đọc thấy dưới bài: chỗ nào đã sai, nay sửa thế nào.",
    )
    # Both by newsroom/takedowns/notice.py; blank where readers are told nothing.
    withdrawal_note = BoundedTextField(
        "lời báo cho bạn đọc", most=lengths.NOTICE, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField("gỡ lúc", null=True, editable=False)
    # Of the empty form it was first written in: sent twice, that form makes one article.
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    # Whether topics or related articles were chosen: the pages of all others need not ask. None as
    # good as no: a column without a default costs no rewriting of a large table.
    is_connected = models.BooleanField(null=True, editable=False)
    share_picture = SharePictureField()
    # By which the body is known to be clean: richtext/clean_mac.py. None for what was stored
    # before, or past save(): a page cleans it.
    body_mac = models.CharField(max_length=2 * BYTES, null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài"
        verbose_name_plural = "tin, bài"
        permissions = [("publish_article", "Biên tập: sửa, duyệt, đăng, gỡ bài của mọi người")]
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
            # The newsroom's list, whole, of one author and by each of its filters; the sitemap's
            # last change.
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
                for status in STATUSES
            ),
            models.Index("author", "updated_at", "id", "status", name="article_updated_by_author"),
            models.Index(
                "author",
                "updated_at",
                "id",
                name="article_drafts_by_author",
                condition=models.Q(status="draft"),
            ),
            models.Index(
                "category", "updated_at", "id", "status", name="article_updated_in_category"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="trashed") ^ models.Q(trashed_from=""),
                name="article_trashed_from_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawal_note="")
                | models.Q(status="withdrawn")
                | models.Q(trashed_from="withdrawn"),
                name="article_note_tells_of_withdrawal",
            ),
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store normal text and clean HTML. What follows from it, see apps.py, belongs to the same
        transaction (5 queries more)."""
        self.tidy()
        self._settle_status()
        with transaction.atomic():
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return article_address("articles:article", self.pk, self.slug)

    def tidy(self) -> None:
        """Normal text and clean HTML, as they are stored and as a preview shows them."""
        self.title = one_line(self.title)
        self.lead = normalise(self.lead).strip()
        self.correction = normalise(self.correction).strip()
        self.withdrawal_note = normalise(self.withdrawal_note).strip()
        self.body = clean(self.body)
        self.body_mac = clean_mac(self.body)
        self.slug = slugify(self.title)

    def clean(self) -> None:
        self._settle_status()
        self.title = one_line(self.title)
        if not self.title:
            raise ValidationError({"title": "Bài cần có tựa."})
        for name in ("published_from", "published_until", "updated_at"):
            moment = getattr(self, name)
            if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
                raise ValidationError({name: f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}."})

    def get_print_url(self) -> str:
        return article_address("articles:print", self.pk, self.slug)

    def get_word_url(self) -> str:
        return article_address("articles:word", self.pk, self.slug)

    @property
    def stamp(self) -> datetime.datetime:
        """The moment under the title: when readers last got something new."""
        return max(self.updated_at, self.published_from or self.updated_at)

    def status_label(self, at: datetime.datetime) -> str:
        """The status by name, and of a published article whether readers get it at that moment."""
        if self.status != self.Status.PUBLISHED:
            return self.get_status_display()
        if self.is_public(at):
            return "Đang đăng"
        is_to_come = self.published_from is None or self.published_from > at
        return "Hẹn giờ" if is_to_come else "Hết hạn"

    def is_public(self, at: datetime.datetime) -> bool:
        """The one-row form of `published()`."""
        begins, ends = self.published_from, self.published_until
        has_begun = begins is not None and begins <= at
        is_over = ends is not None and ends <= at
        return self.status == self.Status.PUBLISHED and has_begun and not is_over

    def choose_cover(self) -> None:
        """Where no cover is chosen, or the chosen one is gone, the first photo that has its
        picture (at most 3 queries)."""
        pictured = self.photos.exclude(file="")
        if self.cover_id is None or not pictured.filter(pk=self.cover_id).exists():
            self.cover = pictured.first()
            super().save(update_fields=["cover"])  # the texts are as they were

    def _settle_status(self) -> None:
        """What is published has a date; what is not withdrawn, nor lies in the trash as such, has
        no withdrawal to tell of."""
        if self.status == self.Status.PUBLISHED and self.published_from is None:
            self.published_from = timezone.now()
        if self.Status.WITHDRAWN not in (self.status, self.trashed_from):
            self.withdrawal_note, self.withdrawn_at = "", None
