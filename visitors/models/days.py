"""What was counted on each day, for ever."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from vietnamese import clock
from vietnamese.numbers import group_digits

PATH_CHARACTERS = 200
MOST_VISITS = 10**12


class DailyVisits(models.Model):
    day = models.DateField("ngày", primary_key=True)
    visits = models.BigIntegerField("lượt truy cập", default=0)
    page_views = models.BigIntegerField("lượt xem trang", default=0)

    class Meta:
        verbose_name = "lượt truy cập trong ngày"
        verbose_name_plural = "lượt truy cập từng ngày"
        default_permissions = ["view"]
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y}"


class BotViews(models.Model):
    """Pages that crawlers and other programs were shown on one day.

    No part of DailyVisits: no ledger seals it, and a day that only programs came on has no visits.
    """

    day = models.DateField("ngày", primary_key=True)
    views = models.BigIntegerField("lượt xem", default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y}"


class PageViews(models.Model):
    day = models.DateField("ngày")
    path = models.CharField("địa chỉ trang", max_length=PATH_CHARACTERS)
    views = models.BigIntegerField("lượt xem")

    class Meta:
        verbose_name = "lượt xem của một trang"
        verbose_name_plural = "lượt xem từng trang"
        default_permissions = ["view"]
        ordering = ["-day", "-views", "path"]
        constraints = [models.UniqueConstraint(fields=["day", "path"], name="one_row_a_page_a_day")]

    def __str__(self) -> str:
        return f"{self.path} ({self.day:%d-%m-%Y})"


class LateViews(models.Model):
    """Views of a day that has its seal, or that comes before one that has; until they get a row of
    their own or go into the ledger as one entry (ledger.settle_late_views())."""

    day = models.DateField("ngày", primary_key=True)
    visits = models.BigIntegerField("lượt truy cập", default=0)
    page_views = models.BigIntegerField("lượt xem trang", default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y}"


class OpeningBalance(models.Model):
    """The figure carried over from the old site: one row, never mixed into the days' own."""

    visits = models.BigIntegerField(
        "số lượt mang sang",
        validators=[MinValueValidator(0), MaxValueValidator(MOST_VISITS)],
        help_text="Con số “Tất cả” trên trang cũ, chỉ gõ chữ số, ví dụ 439279.",
    )
    on_date = models.DateField("tính đến ngày", help_text="Ngày đọc con số ấy trên trang cũ.")
    note = models.CharField(
        "ghi chú", max_length=300, blank=True, help_text="Lấy từ đâu, ai xác nhận."
    )

    class Meta:
        verbose_name = "số lượt mang sang từ trang cũ"
        verbose_name_plural = "số lượt mang sang từ trang cũ"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_opening_balance"),
            models.CheckConstraint(
                condition=Q(visits__gte=0, visits__lte=MOST_VISITS), name="opening_balance_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{group_digits(self.visits)} lượt, tính đến {self.on_date:%d-%m-%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.on_date is None:
            return
        if self.on_date > clock.day_of(clock.now()):
            raise ValidationError({"on_date": "Ngày này chưa tới."})
