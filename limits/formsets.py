"""What becomes of more rows than a form may have, and of rows that nobody has filled in.

Django makes as many rows as the hidden TOTAL_FORMS says, up to 2,000 of them.
"""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseFormSet
from django.http import HttpRequest

from limits.rows import bounds


class BoundedFormSet(BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """Makes no more rows than were sent, whatever TOTAL_FORMS says. `rows_name` is what they are
    called in the sentence that there are too many."""

    rows_name = "mục"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages: dict[str, str]
        self.error_messages["too_many_forms"] = (
            f"Nhiều nhất %(num)d {self.rows_name} trong một lần lưu. Chưa có gì được lưu, chữ vẫn"
            f" còn nguyên ở đây: hãy bỏ bớt {self.rows_name} rồi lưu lại."
        )

    def total_form_count(self) -> int:
        count: int = super().total_form_count()
        return min(count, self._rows_sent()) if self.is_bound else count

    def initial_form_count(self) -> int:
        count: int = super().initial_form_count()
        return max(0, count) if self.is_bound else count

    def _rows_sent(self) -> int:
        """One more than the highest number of a row in the data."""
        number = re.compile(rf"{re.escape(str(self.prefix))}-([0-9]{{1,4}})-")
        found = (number.match(name) for source in (self.data, self.files) for name in source or ())
        return 1 + max((int(match[1]) for match in found if match), default=-1)


class ListRow(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """A row of a list that can be edited. What the model finds wrong in a field that the list does
    not show stands above the row, as where a colleague has deleted it meanwhile."""

    def add_error(self, field: str | None, error: Any) -> None:
        by_field = getattr(error, "error_dict", {})
        for name in set(by_field) - {*self.fields, NON_FIELD_ERRORS}:
            super().add_error(None, by_field.pop(name))
        super().add_error(field, error)


class ListRows(BoundedFormSet, forms.BaseModelFormSet):  # type: ignore[type-arg]  # likewise
    rows_name = "dòng"


class EditableList(admin.ModelAdmin):  # type: ignore[type-arg]  # likewise
    """For a ModelAdmin with `list_editable`: as many rows as a page of the list has."""

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, **{"form": ListRow, **kwargs})

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        most = bounds(max(self.list_per_page, self.list_max_show_all))
        return super().get_changelist_formset(request, **{"formset": ListRows, **most, **kwargs})
