"""Rows that forms of an older version know nothing of."""

from typing import Any

from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT

from newsroom.admin.formsets import ProposedRows


class LaterRows(ProposedRows):
    """A form that says nothing of them leaves them as they are: it was opened, or kept as a draft,
    under a version that knew none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_left_out = self.is_bound and f"{self.prefix}-TOTAL_FORMS" not in self.data
        if self.is_left_out:
            numbers = dict.fromkeys((TOTAL_FORM_COUNT, INITIAL_FORM_COUNT), "0")
            self.data = {f"{self.prefix}-{name}": number for name, number in numbers.items()}
