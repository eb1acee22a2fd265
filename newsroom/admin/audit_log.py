"""The log of all articles: who did what."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from newsroom.admin.paging import CappedPaginator
from newsroom.models import AuditEntry
from vietnamese.names import full_name


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """Who did what, of all articles; to be read, no more."""

    list_display = ("at", "who", "action", "title", "note")
    list_display_links = None
    list_filter = ("action",)
    list_select_related = ("by",)
    paginator = CappedPaginator
    show_full_result_count = False
    sortable_by = ()
    actions = None

    def get_urls(self) -> list[Any]:
        """The list alone."""
        return [
            page for page in super().get_urls() if page.name == "newsroom_auditentry_changelist"
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    @admin.display(description="ai")
    def who(self, entry: AuditEntry) -> str:
        return full_name(entry.by)
