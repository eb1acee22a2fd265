"""Which rows of the admin's lists are sample content: the lists are other rooms'."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from demo import sample

COLUMN = "sample_mark"


class SampleMarks(admin.ModelAdmin):
    """One column more, while there is sample content of that kind (1 query of a list)."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.annotate(is_sample=sample.is_sample(self.model)) if self._has(request) else rows

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = [*super().get_list_display(request)]
        return [*columns[:1], COLUMN, *columns[1:]] if self._has(request) else columns

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        links = super().get_list_display_links(request, list_display)
        return links and [name for name in links if name != COLUMN]

    @admin.display(description="mẫu", empty_value="")
    def sample_mark(self, row: Any) -> str:
        return "Mẫu" if row.is_sample else ""

    def _has(self, request: HttpRequest) -> bool:
        """Asked once a request, and only by the list."""
        match = request.resolver_match
        if match is None or not str(match.url_name).endswith("_changelist"):
            return False
        found: bool | None = getattr(request, "has_samples", None)
        if found is None:
            found = sample.items_of(self.model).exists()
            request.has_samples = found  # type: ignore[attr-defined]
        return found


class MarkingSite(admin.AdminSite):
    """The lists of what the demo fills tell its rows from the site's own."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        is_one = isinstance(model_or_iterable, type)
        for model in [model_or_iterable] if is_one else model_or_iterable:
            super().register(model, _marked(model, admin_class), **options)


def _marked(model: Any, admin_class: Any) -> Any:
    if model not in sample.LISTED or admin_class is None:
        return admin_class
    return type(f"Marked{admin_class.__name__}", (SampleMarks, admin_class), {})
