"""The list of trusted domains, and what is known of the site's content to notice a change of it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.models import Article
from richtext.domains import canonical, domain_of, readable
from vietnamese.text import one_line

LONGEST_DOMAIN = 253  # RFC 1035
LONGEST_ADDRESS = 500
# Under these anybody registers a name, or has pages without registering one.
OPEN_TO_ALL = {
    *("com.vn", "net.vn", "org.vn", "biz.vn", "info.vn", "name.vn", "pro.vn", "io.vn", "id.vn"),
    *("co.uk", "com.au", "blogspot.com", "wordpress.com", "github.io", "weebly.com", "wixsite.com"),
    *("pages.dev", "workers.dev", "netlify.app", "vercel.app", "web.app", "appspot.com"),
}
NO_DOMAIN = "Hãy ghi một tên miền, ví dụ dongnai.gov.vn."
TOO_WIDE = "Ai cũng đăng ký được tên dưới {domain}: hãy ghi tên miền đầy đủ của đơn vị."


class TrustedDomain(models.Model):
    domain = models.CharField(
        "tên miền",
        max_length=LONGEST_DOMAIN,
        unique=True,
        help_text="Ví dụ dongnai.gov.vn; các tên bên dưới như sokhcn.dongnai.gov.vn được tin cậy"
        " theo.",
    )
    reason = models.CharField(
        "lý do",
        max_length=300,
        help_text="Của đơn vị nào, vì sao tin. Tên miền có thể đổi chủ: lý do giúp xem lại về sau.",
    )
    added_at = models.DateTimeField("ghi lúc", default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="người ghi",
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        verbose_name = "tên miền được tin cậy"
        verbose_name_plural = "tên miền được tin cậy"
        ordering = ["domain"]

    def __str__(self) -> str:
        return readable(self.domain)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.domain = domain_typed(self.domain)
        self.reason = one_line(self.reason)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.domain = domain_typed(self.domain)
        parts = self.domain.split(".")
        if len(parts) < 2 or not all(parts) or not is_plain_name(self.domain):
            raise ValidationError({"domain": NO_DOMAIN})
        if self.domain in OPEN_TO_ALL:
            raise ValidationError({"domain": TOO_WIDE.format(domain=self.domain)})


def domain_typed(text: str) -> str:
    """The domain of what somebody typed: an address will do, or one with *. before it."""
    text = one_line(text)
    bare = text.removeprefix("*.").partition("/")[0].partition(":")[0]
    return domain_of(text) or canonical(bare)


def is_plain_name(domain: str) -> bool:
    return domain.replace(".", "").replace("-", "").replace("_", "").isalnum() and domain.isascii()


class OutgoingLink(models.Model):
    """A link to another site, since when and by whom; `source` names its row."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="outgoing_links", null=True, verbose_name="bài"
    )
    source = models.CharField(max_length=60, db_index=True)
    domain = models.CharField("tên miền", max_length=LONGEST_DOMAIN, db_index=True)
    address = models.CharField("địa chỉ", max_length=LONGEST_ADDRESS)
    added_at = models.DateTimeField("từ lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, verbose_name="của"
    )

    class Meta:
        verbose_name = "tên miền dẫn ra ngoài"
        verbose_name_plural = "tên miền dẫn ra ngoài"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.address


class LinkChange(models.Model):
    """Links that came into an old article, or went out of it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name="bài")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, verbose_name="của"
    )
    added = models.JSONField("thêm", default=list)
    removed = models.JSONField("bớt", default=list)
    seen_at = models.DateTimeField("xem lúc", null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )

    class Meta:
        verbose_name = "liên kết đã đổi"
        verbose_name_plural = "liên kết đã đổi"
        default_permissions = ()
        indexes = [models.Index("id", name="link_change_unseen", condition=models.Q(seen_at=None))]

    def __str__(self) -> str:
        return f"{self.article_id}: +{len(self.added)} −{len(self.removed)}"


class RowDigest(models.Model):
    """What a row said when it was last saved by this program; only that knows the key."""

    source = models.CharField(max_length=60, primary_key=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "dấu của một dòng"
        verbose_name_plural = "dấu của các dòng"
        default_permissions = ()

    def __str__(self) -> str:
        return self.source


class Finding(models.Model):
    """What the self-check has found; one that was seen is not told again, unless it changes."""

    fingerprint = models.CharField(max_length=64, unique=True)
    message = models.CharField("điều thấy", max_length=300)
    detail = models.CharField("chi tiết", max_length=500, blank=True)
    url = models.CharField("ở đâu", max_length=500, blank=True)
    found_at = models.DateTimeField("thấy lúc", default=timezone.now)
    is_there = models.BooleanField("vẫn còn", default=True)
    seen_at = models.DateTimeField("xem lúc", null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )

    class Meta:
        verbose_name = "điều tự kiểm tra thấy"
        verbose_name_plural = "điều tự kiểm tra thấy"
        default_permissions = ("view", "change")
        indexes = [
            models.Index(
                "id",
                name="finding_unseen",
                condition=models.Q(seen_at=None, is_there=True),
            )
        ]

    def __str__(self) -> str:
        return self.message
