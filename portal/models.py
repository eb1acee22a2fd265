"""Identity, Banner, WebLink, MenuItem, Page: what stands around the articles."""

import datetime
import html
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator

from limits import lengths
from limits.texts import BoundedTextField
from pictures.fields import PictureField
from pictures.share_picture import SharePictureField
from portal.frame_rows import SiteFrameModel
from portal.link_validation import LONGEST, address_constraint, validate_address
from portal.page_photo import PagePhoto as PagePhoto
from portal.page_rows import FormerAddress as FormerAddress
from portal.page_rows import PageAttachment as PageAttachment
from portal.phones import phone_links, validate_phones
from richtext.body_parts import split_at_places
from richtext.cleaning import clean
from vietnamese.slugs import slugify
from vietnamese.text import normalise, one_line


class Identity(SiteFrameModel):
    """Who publishes this site: one row, which also carries all that stands around a page."""

    class Layout(models.TextChoices):
        TRA_VINH = "tra-vinh", "Trà Vinh – cột phải có tuyên truyền và thống kê truy cập"
        DONG_NAI = "dong-nai", "Đồng Nai – tìm kiếm ở đầu trang, lịch tin, chân trang hai cột"

    ONLY = 1
    # What readers and the law expect under each page.
    EXPECTED = ("logo", "address", "phone", "email", "governing_body", "responsible", "editors")

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name_vi = models.CharField("tên đơn vị", max_length=200, default="Trang thông tin điện tử")
    name_en = models.CharField("tên tiếng Anh", max_length=200, blank=True)
    short_name = models.CharField(
        "tên ngắn",
        max_length=60,
        blank=True,
        help_text="Hiện trên điện thoại, nơi tên đầy đủ quá dài.",
    )
    logo = PictureField("biểu trưng", upload_to="identity", blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    phone = models.CharField(
        "điện thoại",
        max_length=100,
        blank=True,
        validators=[validate_phones],
        help_text="Nhiều số thì cách nhau bằng dấu gạch hoặc dấu phẩy:"
        " 0251.3946348 - 0251.3822297.",
    )
    email = models.EmailField("thư điện tử", blank=True)
    governing_body = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    responsible = models.CharField(
        "chịu trách nhiệm chính",
        max_length=200,
        blank=True,
        help_text="Học vị, họ tên và chức vụ người chịu trách nhiệm nội dung.",
    )
    editors = BoundedTextField(
        "chịu trách nhiệm biên tập",
        most=lengths.EDITORS,
        blank=True,
        help_text="Mỗi người một dòng, kèm chức vụ.",
    )
    licence = models.CharField(
        "giấy phép",
        max_length=300,
        blank=True,
        help_text="Số, ngày và cơ quan cấp giấy phép, nếu có.",
    )
    layout = models.CharField(
        "bố cục trang",
        max_length=20,
        choices=Layout,
        default=Layout.TRA_VINH,
        help_text="Đổi được bất cứ lúc nào; nội dung giữ nguyên.",
    )
    share_picture = SharePictureField()
    snapshot = models.JSONField(editable=False, default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "thông tin đơn vị"
        verbose_name_plural = "thông tin đơn vị"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="identity_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(layout__in=["tra-vinh", "dong-nai"]),
                name="identity_layout_exists",
            ),
        ]

    def __str__(self) -> str:
        return self.name_vi

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.editors = "\n".join(self.editor_lines)
        super().save(*args, **kwargs)

    def blank_fields(self) -> "list[models.Field[Any, Any]]":
        """Those of EXPECTED that say nothing."""
        expected = [field for field in self._meta.fields if field.name in self.EXPECTED]
        return [field for field in expected if not getattr(self, field.name)]

    @property
    def editor_lines(self) -> list[str]:
        """One editor with title each."""
        lines = (one_line(line) for line in normalise(self.editors).splitlines())
        return [line for line in lines if line]

    @property
    def phones(self) -> list[tuple[str, str]]:
        """Each number as typed, with its `tel:` address."""
        return phone_links(self.phone)

    @property
    def layout_template(self) -> str:
        return f"layouts/{self.layout.replace('-', '_')}.html"


class BannerQuerySet(models.QuerySet["Banner"]):
    def current(self, on: datetime.date) -> "BannerQuerySet":
        """Those to be shown on that Vietnamese day; the many-row form of `Banner.is_current`."""
        return self.filter(
            models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=on),
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on),
        )


class Banner(SiteFrameModel):
    title = models.CharField("tiêu đề", max_length=200, help_text="Hiện thay ảnh khi chưa có ảnh.")
    image = PictureField("ảnh", upload_to="banners", blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        "mô tả ảnh",
        max_length=250,
        blank=True,
        help_text="Ghi lại chữ trên ảnh, cho người không nhìn được ảnh; để trống thì dùng tiêu đề.",
    )
    url = models.CharField(
        "liên kết",
        max_length=LONGEST,
        blank=True,
        validators=[validate_address],
        help_text="Nơi mở ra khi bấm vào: /trang/gioi-thieu/ hoặc https://…; có thể để trống.",
    )
    starts_on = models.DateField(
        "từ ngày", null=True, blank=True, help_text="Để trống thì hiện ngay."
    )
    ends_on = models.DateField(
        "đến hết ngày", null=True, blank=True, help_text="Để trống thì hiện mãi."
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh tuyên truyền"
        verbose_name_plural = "tuyên truyền"
        ordering = ["order", "pk"]
        constraints = [
            address_constraint("banner_address"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="banner_ends_after_start",
                violation_error_message="“Đến hết ngày” không được trước “Từ ngày”.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_current(self, on: datetime.date) -> bool:
        """Whether it shows on that Vietnamese day; both ends are inclusive."""
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on <= self.ends_on
        )


class WebLink(SiteFrameModel):
    name = models.CharField("tên website", max_length=150)
    url = models.CharField("địa chỉ", max_length=LONGEST, validators=[validate_address])
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "liên kết website"
        verbose_name_plural = "liên kết website"
        ordering = ["order", "pk"]
        constraints = [address_constraint("weblink_address")]

    def __str__(self) -> str:
        return self.name


class MenuItem(SiteFrameModel):
    label = models.CharField("tên mục", max_length=60)
    url = models.CharField(
        "địa chỉ",
        max_length=LONGEST,
        validators=[validate_address],
        help_text="Trang của website này: /chuyen-muc/tin-tuc/; nơi khác: https://…",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "mục menu"
        verbose_name_plural = "menu"
        ordering = ["order", "pk"]
        constraints = [address_constraint("menuitem_address")]

    def __str__(self) -> str:
        return self.label


class Page(models.Model):
    title = models.CharField("tựa", max_length=200)
    slug = models.SlugField(
        "đường dẫn",
        max_length=100,
        unique=True,
        blank=True,
        help_text="Để trống thì đặt theo tựa. Đổi đường dẫn thì địa chỉ cũ tự dẫn sang địa chỉ"
        " mới.",
    )
    body = models.TextField("nội dung", blank=True)
    updated_at = models.DateTimeField("cập nhật", auto_now=True)
    share_picture = SharePictureField()

    class Meta:
        verbose_name = "trang tĩnh"
        verbose_name_plural = "trang tĩnh"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = one_line(self.title)
        self.slug = self.slug or slugify(self.title)
        self.body = clean(self.body)
        with transaction.atomic():
            stored = Page.objects.filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            FormerAddress.objects.filter(slug=self.slug).delete()
            if stored and stored.slug != self.slug:
                FormerAddress.objects.create(slug=stored.slug, page=self)

    def get_absolute_url(self) -> str:
        return reverse("portal:page", args=[self.slug])

    def clean(self) -> None:
        self.title = one_line(self.title)
        if not self.title:
            raise ValidationError({"title": "Trang cần có tựa."})
        self.slug = self.slug or slugify(self.title)

    @classmethod
    def existing_slugs(cls, slugs: set[str]) -> set[str]:
        """Those of these slugs that have a page, or lead to one (1 query)."""
        present, former = (
            rows.filter(slug__in=slugs).order_by().values_list("slug", flat=True)
            for rows in (cls.objects.all(), FormerAddress.objects.all())
        )
        return set(present.union(former))

    @property
    def description(self) -> str:
        """The first 30 words as plain text, not yet escaped."""
        body = "".join(split_at_places(clean(self.body))[::2])
        text = html.unescape(strip_tags(body.replace("><", "> <")))  # blocks stay apart
        return Truncator(one_line(text)).words(30, truncate="…")
