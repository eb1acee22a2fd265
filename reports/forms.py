"""Which days, in the address (GET)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from articles.forms import DayField
from limits import lengths
from reports.periods import Granularity, Period
from vietnamese.dates import format_day
from vietnamese.text import one_line

MOST_BUCKETS = 400  # a leap year of days, and a page that an old computer still shows


class PeriodForm(forms.Form):
    """A period of days, none of them before 1990 or after today.

    What `given` leaves out or blank comes from `default`.
    """

    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến ngày")

    def __init__(self, given: Mapping[str, str], default: Period, **kwargs: Any) -> None:
        usual = {"tu": format_day(default.first), "den": format_day(default.last)}
        sent = {name: given[name][: lengths.DAY + 1] for name in given}
        filled = {name: line for name in sent if (line := one_line(sent[name]))}
        super().__init__(usual | filled, **kwargs)

    def clean_tu(self) -> datetime.date:
        return not_after_today(self.cleaned_data["tu"])

    def clean_den(self) -> datetime.date:
        return not_after_today(self.cleaned_data["den"])

    def clean(self) -> None:
        first, last = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if first and last and first > last:
            self.add_error("den", "Ngày cuối không được trước ngày đầu.")

    @property
    def period(self) -> Period:
        """The period of a valid form."""
        return Period(self.cleaned_data["tu"], self.cleaned_data["den"])


class StatisticsForm(PeriodForm):
    """A period and the granularity of its chart; its default one where none is given."""

    buoc = forms.ChoiceField(label="Theo", choices=Granularity.choices, required=False)

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        granularity = Granularity(self.cleaned_data["buoc"] or self.period.default_granularity)
        self.cleaned_data["buoc"] = granularity
        if len(self.period.buckets(granularity)) > MOST_BUCKETS:
            self.add_error(
                "buoc",
                f"Khoảng này dài quá {MOST_BUCKETS} {granularity.label.lower()}, không vẽ thành"
                " biểu đồ được. Hãy chọn bước dài hơn hoặc khoảng ngắn hơn.",
            )


def not_after_today(day: datetime.date) -> datetime.date:
    today = timezone.localdate()
    if day > today:
        raise forms.ValidationError(f"Ngày này chưa tới; hôm nay là {format_day(today)}.")
    return day
