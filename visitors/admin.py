"""The counter for staff: figures to read, and the one that is carried over from the old site."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from fields.dates import TYPED_DATES
from vietnamese.numbers import group_digits
from visitors import ledger
from visitors.models import (
    MOST_VISITS,
    DailyVisits,
    OpeningBalance,
    PageViews,
    VisitCorrection,
)


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
    list_display = ("day", "grouped_visits", "grouped_page_views")
    fields = list_display
    date_hierarchy = "day"

    @admin.display(description="lượt truy cập", ordering="visits")
    def grouped_visits(self, day: DailyVisits) -> str:
        return group_digits(day.visits)

    @admin.display(description="lượt xem trang", ordering="page_views")
    def grouped_page_views(self, day: DailyVisits) -> str:
        return group_digits(day.page_views)


@admin.register(PageViews)
class PageViewsAdmin(ReadOnlyAdmin):
    list_display = ("path", "day", "grouped_views")
    fields = list_display
    date_hierarchy = "day"

    @admin.display(description="lượt xem", ordering="views")
    def grouped_views(self, page: PageViews) -> str:
        return group_digits(page.views)

    search_fields = ["path"]


class OpeningBalanceForm(forms.ModelForm):
    class Meta:
        error_messages = {
            "visits": {
                "invalid": "Chỉ gõ chữ số, ví dụ 439279.",
                "min_value": "Số lượt không thể nhỏ hơn 0.",
                "max_value": f"Số lượt không thể lớn hơn {group_digits(MOST_VISITS)}.",
            }
        }


@admin.register(OpeningBalance)
class OpeningBalanceAdmin(admin.ModelAdmin):
    """One row: "Add" is there as long as there is none."""

    form = OpeningBalanceForm
    formfield_overrides = TYPED_DATES
    list_display = ["carried_over", "on_date", "note"]

    @admin.display(description="số lượt mang sang", ordering="visits")
    def carried_over(self, balance: OpeningBalance) -> str:
        return group_digits(balance.visits)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not OpeningBalance.objects.exists()


@admin.register(VisitCorrection)
class VisitCorrectionAdmin(ReadOnlyAdmin):
    """Entries are added; a mistaken one is set right by another."""

    formfield_overrides = TYPED_DATES
    list_display = ["__str__", "visits_change", "page_views_change", "reason", "writer", "made_at"]
    date_hierarchy = "day"

    @admin.display(description="lượt truy cập", ordering="visits")
    def visits_change(self, correction: VisitCorrection) -> str:
        return correction.changes()[0]

    @admin.display(description="lượt xem trang", ordering="page_views")
    def page_views_change(self, correction: VisitCorrection) -> str:
        return correction.changes()[1]

    @admin.display(description="người ghi", ordering="made_by")
    def writer(self, correction: VisitCorrection) -> str:
        return correction.made_by or "chương trình"

    def get_fields(self, request: HttpRequest, obj: VisitCorrection | None = None) -> list[str]:
        if obj is None:
            return ["day", "visits", "page_views", "reason"]
        written = ["writer", "made_at", "number", "seal"]
        return ["day", "visits_change", "page_views_change", "reason", *written]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def save_model(
        self, request: HttpRequest, obj: VisitCorrection, form: forms.ModelForm, change: bool
    ) -> None:
        obj.made_by = request.user.get_username()
        ledger.correct(obj)
