"""Days and times in the desk's forms, as vietnamese/typed_dates.py reads them.

A field that was refused shows what was typed, and why it was.
"""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db import models

from vietnamese.typed_dates import typed_day, typed_time

Value = TypeVar("Value")


class TypedDayField(forms.DateField):
    def to_python(self, value: Any) -> datetime.date | None:
        return _read(typed_day, value) if _is_typed(value) else super().to_python(value or None)


class TypedTimeField(forms.TimeField):
    def to_python(self, value: Any) -> datetime.time | None:
        return _read(typed_time, value) if _is_typed(value) else super().to_python(value or None)


class TypedMomentField(forms.SplitDateTimeField):
    """A day and a time beside each other."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = (TypedDayField(required=False), TypedTimeField(required=False))


# For a ModelAdmin's formfield_overrides; the widgets stay the admin's own.
TYPED_DATES: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    models.DateField: {"form_class": TypedDayField},
    models.DateTimeField: {"form_class": TypedMomentField},
}


def _is_typed(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _read(read: Callable[[str], Value], text: str) -> Value:
    try:
        return read(text)
    except ValueError as error:
        raise forms.ValidationError(str(error), code="invalid") from None
