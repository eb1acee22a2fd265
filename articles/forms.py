"""The search form, in the address (GET)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms

from articles.models import FIRST_YEAR, LAST_YEAR, Category
from limits import lengths
from vietnamese.text import one_line
from vietnamese.typed_dates import DAY_EXAMPLE, typed_day, typed_span

NO_SUCH_DAY = f"Ngày chưa đúng. {DAY_EXAMPLE}"
TOO_LONG = f"Câu tìm quá dài. Hãy dùng vài chữ chính, nhiều nhất {lengths.QUERY} ký tự."


class DayField(forms.CharField):
    """A day as people type it (8/12/2021, 8.12.2021) or as a browser's picker sends it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=lengths.DAY, **kwargs)
        self.error_messages["max_length"] = NO_SUCH_DAY

    def day_of(self, text: str) -> datetime.date:
        return typed_day(text)

    def clean(self, value: Any) -> datetime.date | None:
        text = one_line(super().clean(value))
        if not text:
            return None
        try:
            day = self.day_of(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            years = f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}."
            raise forms.ValidationError(f"Ngày chưa đúng. {years} {DAY_EXAMPLE}")
        return day


class FirstDayField(DayField):
    """A day, or the first one of a month or a year."""

    def day_of(self, text: str) -> datetime.date:
        return typed_span(text)[0]


class LastDayField(DayField):
    """A day, or the last one of a month or a year."""

    def day_of(self, text: str) -> datetime.date:
        return typed_span(text)[1]


class SearchForm(forms.Form):
    """Words, whether they are meant literally, a category and a span of days; all optional."""

    q = forms.CharField(
        required=False,
        max_length=lengths.QUERY_AS_SENT,
        error_messages={"max_length": TOO_LONG},
    )
    chuyen_muc = forms.CharField(
        required=False,
        max_length=lengths.SLUG,
        error_messages={"max_length": "Không có chuyên mục này."},
    )
    dung_chu = forms.BooleanField(required=False)
    tu = FirstDayField(required=False)
    den = LastDayField(required=False)

    def __init__(self, sent: Mapping[str, Any]) -> None:
        """Without what no page may hold: the fields show what was sent."""
        super().__init__({name: one_line(text) for name, text in sent.items()})

    def add_prefix(self, field_name: str) -> str:
        return field_name.replace("_", "-")

    @property
    def is_filled(self) -> bool:
        """Whether the page shows or says anything of what was sent."""
        return any(self.data.get(self.add_prefix(name)) for name in self.fields)

    def clean_q(self) -> str:
        query = one_line(self.cleaned_data["q"])
        if len(query) > lengths.QUERY:
            raise forms.ValidationError(TOO_LONG)
        return query

    def clean_chuyen_muc(self) -> Category | None:
        """The category (1 query where one is named)."""
        slug = self.cleaned_data["chuyen_muc"]
        if not slug:
            return None
        category = Category.objects.filter(slug=slug).first()
        if category is None:
            raise forms.ValidationError("Không có chuyên mục này.")
        return category

    def clean(self) -> None:
        first, last = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if first and last and first > last:
            self.add_error("den", "“Đến ngày” không được trước “Từ ngày”.")
