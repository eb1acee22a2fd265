"""The entries that seal a day's figures or correct them, in one chain."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum

from vietnamese import clock
from vietnamese.numbers import group_digits
from vietnamese.text import one_line
from visitors.models.days import MOST_VISITS, DailyVisits


class LedgerEntry(models.Model):
    """What is written once and never changed. One chain runs through both kinds of entry.

    The seal is SHA-256 in hex over UTF-8: the previous entry's seal ("" before the first), a line
    break, and the entry's canonical text.
    """

    number = models.BigIntegerField("mục số", primary_key=True, editable=False)
    previous = models.CharField("dấu của mục trước", max_length=64, editable=False)
    seal = models.CharField("dấu niêm phong", max_length=64, editable=False)

    class Meta:
        abstract = True

    def close(self, number: int, previous: str) -> None:
        """Takes the place after the entry whose seal is `previous`. Does not save."""
        self.number = number
        self.previous = previous
        self.seal = self.computed_seal()

    def computed_seal(self) -> str:
        return hashlib.sha256(f"{self.previous}\n{self.canonical_text()}".encode()).hexdigest()

    def canonical_text(self) -> str:
        """A JSON list without spaces; times in whole unix seconds."""
        return json.dumps(self.sealed_values(), ensure_ascii=False, separators=(",", ":"))

    def sealed_values(self) -> list[int | str]:
        raise NotImplementedError


class DaySeal(LedgerEntry):
    """The figures of a day that is over, as they were when it was sealed."""

    day = models.DateField("ngày", unique=True)
    visits = models.BigIntegerField("lượt truy cập")
    page_views = models.BigIntegerField("lượt xem trang")
    sealed_at = models.DateTimeField("niêm phong lúc")

    class Meta:
        verbose_name = "dấu niêm phong"
        verbose_name_plural = "dấu niêm phong"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y}"

    def sealed_values(self) -> list[int | str]:
        sealed_at = int(self.sealed_at.timestamp())
        return ["day", self.number, str(self.day), self.visits, self.page_views, sealed_at]


class VisitCorrection(LedgerEntry):
    """What is to be added to a day's figures, or taken off. Written by ledger.correct() only."""

    day = models.DateField("ngày")
    visits = models.BigIntegerField(
        "lượt truy cập, thêm hoặc bớt",
        default=0,
        validators=[MinValueValidator(-MOST_VISITS), MaxValueValidator(MOST_VISITS)],
        help_text="Số lượt cần thêm; cần bớt thì gõ dấu trừ ở trước, ví dụ -120.",
    )
    page_views = models.BigIntegerField(
        "lượt xem trang, thêm hoặc bớt",
        default=0,
        validators=[MinValueValidator(-MOST_VISITS), MaxValueValidator(MOST_VISITS)],
    )
    reason = models.CharField(
        "lý do", max_length=500, help_text="Vì sao phải điều chỉnh, căn cứ vào đâu, ai xác nhận."
    )
    # The user's name as text: what is sealed must outlive the account. Blank: the program.
    made_by = models.CharField("người ghi", max_length=150, blank=True, editable=False)
    made_at = models.DateTimeField("ghi lúc", editable=False)

    class Meta:
        verbose_name = "lần điều chỉnh lượt truy cập"
        verbose_name_plural = "điều chỉnh lượt truy cập"
        default_permissions = ["add", "view"]
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(visits=0, page_views=0), name="correction_changes_something"
            ),
            models.CheckConstraint(
                condition=Q(visits__range=(-MOST_VISITS, MOST_VISITS))
                & Q(page_views__range=(-MOST_VISITS, MOST_VISITS)),
                name="correction_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"Mục số {self.number}, ngày {self.day:%d-%m-%Y}"

    def changes(self) -> tuple[str, str]:
        """Visits and page views with their sign: "+1.234", "-120", "+0"."""
        visits, page_views = (
            f"{'-' if change < 0 else '+'}{group_digits(abs(change))}"
            for change in (self.visits, self.page_views)
        )
        return visits, page_views

    def clean(self) -> None:
        """What a person may enter: a day that is over, a reason, and no day below zero."""
        written, self.reason = self.reason, one_line(self.reason)
        if written and not self.reason:  # of a blank one the field says so itself
            raise ValidationError({"reason": "Hãy ghi lý do điều chỉnh bằng chữ đọc được."})
        if self.visits == 0 and self.page_views == 0:
            raise ValidationError("Hãy ghi số cần thêm hoặc bớt ở ít nhất một trong hai ô.")
        if self.day is None:
            return
        if self.day >= clock.day_of(clock.now()):
            raise ValidationError({"day": "Chỉ điều chỉnh được ngày đã qua."})
        self.clean_figures()

    def clean_figures(self) -> None:
        """Refuses to take off more than the day has, earlier corrections counted. 2 queries."""
        for name in ("visits", "page_views"):
            change = getattr(self, name)
            if change is None or change >= 0:
                continue
            has = sum(
                model.objects.filter(day=self.day).aggregate(sum=Sum(name))["sum"] or 0
                for model in (DailyVisits, VisitCorrection)
            )
            if has + change < 0:
                raise ValidationError({name: f"Ngày này chỉ có {group_digits(has)}."})

    def sealed_values(self) -> list[int | str]:
        return [
            "correction",
            self.number,
            str(self.day),
            self.visits,
            self.page_views,
            int(self.made_at.timestamp()),
            self.made_by,
            self.reason,
        ]


class LedgerHead(models.Model):
    """The ledger's last entry, so that its end cannot be cut off unseen. One row."""

    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_ledger_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.seal}"
