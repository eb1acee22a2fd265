"""The counter for staff: figures to read, and the one that is carried over from the old site."""

from django.contrib import admin
from django.http import HttpRequest

from vietnamese.numbers import group_digits
from visitors.models import DailyVisits, OpeningBalance, PageViews


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the counter alone writes."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(DailyVisits)
class DailyVisitsAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "visits", "page_views"]
    date_hierarchy = "day"


@admin.register(PageViews)
class PageViewsAdmin(ReadOnlyAdmin):
    list_display = ["path", "day", "views"]
    date_hierarchy = "day"
    search_fields = ["path"]


@admin.register(OpeningBalance)
class OpeningBalanceAdmin(admin.ModelAdmin):
    """One row: "Add" is there as long as there is none."""

    list_display = ["carried_over", "on_date", "note"]

    @admin.display(description="số lượt mang sang", ordering="visits")
    def carried_over(self, balance: OpeningBalance) -> str:
        return group_digits(balance.visits)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not OpeningBalance.objects.exists()
