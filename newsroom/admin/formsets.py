"""Rows of a form as somebody has proposed them, in place of those stored."""

from typing import Any

from django.forms.models import BaseInlineFormSet

from limits.formsets import BoundedFormSet

Row = dict[str, Any]


class ProposedRows(BoundedFormSet, BaseInlineFormSet):
    """With `proposed` rows, those that are stored show what is proposed for them, or are marked to
    go where nothing is; new ones follow, as if they had just been typed. What is sent is read as
    ever."""

    def __init__(self, *args: Any, proposed: list[Row] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[Row | None] | None = None
        if proposed is not None:
            stored = list(self.get_queryset())
            old, new = _matched(stored, proposed)
            self.rows, self.extra = [*old, *new], len(new)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.rows is None or index is None:
            return
        if row := self.rows[index]:
            self.show(form, row)
        elif "DELETE" in form.fields:
            form.fields["DELETE"].initial = True

    def show(self, form: Any, row: Row) -> None:
        form.initial |= {name: row[name] for name in set(form.fields) & set(row)}


def _matched(stored: list[Any], proposed: list[Row]) -> tuple[list[Row | None], list[Row]]:
    """For each stored row the proposed one or None, and the new ones: by their keys, or by their
    places where a snapshot holds none."""
    if all("pk" in row for row in proposed):
        by_pk = {row["pk"]: row for row in proposed}
        return [by_pk.get(row.pk) for row in stored], [row for row in proposed if row["pk"] is None]
    first: list[Row | None] = [*proposed[: len(stored)]]
    return first + [None] * (len(stored) - len(first)), proposed[len(stored) :]
