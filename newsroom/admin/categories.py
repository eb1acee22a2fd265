"""The categories."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Category
from limits.formsets import EditableList


@admin.register(Category)
class CategoryAdmin(EditableList):
    list_display = ("name", "slug", "order")
    list_editable = ("order",)
    search_fields = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> Any:
        """An address that readers and the menu know stays as it is."""
        return ("slug",) if obj else ()
