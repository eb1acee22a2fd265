"""Deleting what has a page of its own: asked for by address, and taken back for a day."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from newsroom import takedowns
from newsroom.pages.takedowns import offer


class RecoverableDeletion(admin.ModelAdmin):
    """For a ModelAdmin whose rows have get_absolute_url()."""

    delete_confirmation_template = "newsroom/deletion.html"
    delete_selected_confirmation_template = "newsroom/deletion_of_many.html"

    def deleted_with(self, row: Any) -> Sequence[Model]:  # noqa: ARG002
        """What goes with the row though nothing in the database ties it to it."""
        return []

    def hold_files(self, row: Any, by: Any) -> None:
        """Sees that files which would go with the row outlast the day."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._delete(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._delete(request, list(queryset))

    def _delete(self, request: HttpRequest, rows: list[Any]) -> None:
        takedown = takedowns.begin(request.user, f"Xóa {self.opts.verbose_name}"[:60])
        with transaction.atomic():
            for row in rows:
                also = self.deleted_with(row)
                takedowns.add_deletion(takedown, row, also)
                self.hold_files(row, request.user)
                for each in [*also, row]:
                    each.delete()
        offer(request, takedown)
