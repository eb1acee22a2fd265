"""What the counter keeps: per-day rows for ever, readers and salts for two days."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

VISIT_SECONDS = 1800
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
        return f"{self.visits} lượt, tính đến {self.on_date:%d-%m-%Y}"

    def save(self, *args, **kwargs) -> None:
        self.pk = 1
        super().save(*args, **kwargs)


class Reader(models.Model):
    """A visitor key of one day. Times are unix seconds."""

    day = models.DateField()
    key = models.BinaryField(max_length=16)
    last_seen = models.BigIntegerField(default=0)
    # A view from this second on is a new visit. It never goes back, as the clock may.
    visit_ends = models.BigIntegerField(default=0)
    # The same reader's key of the day before, where they were seen in the first five minutes.
    yesterday_key = models.BinaryField(max_length=16, null=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "key"], name="one_row_a_key_a_day")]
        indexes = [models.Index(fields=["last_seen"], name="reader_last_seen")]

    def __str__(self) -> str:
        return f"Reader {self.pk}"

    def see(self, moment: int, now: int) -> bool:
        """Takes in a view at `moment` and says whether it begins a visit. Does not save."""
        is_new_visit = moment >= self.visit_ends
        self.visit_ends = max(self.visit_ends, moment + VISIT_SECONDS)
        # A last view in the future was seen by a clock that has stepped back since.
        self.last_seen = max(moment, min(self.last_seen, now))
        return is_new_visit


class DaySalt(models.Model):
    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Salt of {self.day}"


class JournalOffset(models.Model):
    """How many bytes of a journal file are in the figures."""

    name = models.CharField(max_length=100, primary_key=True)
    offset = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
