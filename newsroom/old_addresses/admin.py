"""The list of old addresses, the page to fill it, and what is asked for in vain. For editors: an
old address may be of anybody's article."""

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html

from articles.models import OldAddress, UnansweredAddress
from articles.old_addresses.writing import short
from newsroom.old_addresses.rows import Filled, fill
from newsroom.old_addresses.sheet import (
    MOST_ROWS,
    SheetRefused,
    SheetRow,
    pasted_rows,
    workbook_rows,
)
from newsroom.permissions import is_editor
from vietnamese.numbers import group_digits

LIST = "admin:articles_oldaddress_changelist"
MOST_DOUBTS = 20
ADDED = "Đã ghi {number} địa chỉ cũ."
ALREADY = "{number} địa chỉ đã có từ trước."
NOTHING = "Chưa có dòng nào. Hãy dán hai cột, hoặc chọn tệp Excel."


class SheetForm(forms.Form):
    """What was pasted, or a file; the file goes first."""

    rows = forms.CharField(
        label="Dán hai cột từ Excel",
        required=False,
        max_length=MOST_ROWS * 500,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 100, "wrap": "off"}),
        help_text="Mỗi dòng: địa chỉ cũ, rồi bài trên trang này (địa chỉ, số hoặc tựa của bài).",
    )
    file = forms.FileField(label="Hoặc chọn tệp Excel (.xlsx)", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        try:
            rows = workbook_rows(file.read()) if file else pasted_rows(cleaned.get("rows", ""))
        except SheetRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if not rows and not self.errors:
            raise forms.ValidationError(NOTHING)
        return cleaned | {"sheet": rows}


class EditorsTable(admin.ModelAdmin):
    """A list that editors see and delete from, and nothing else."""

    list_display_links = None
    list_per_page = 100
    pages: tuple[str, ...] = ("changelist",)

    def get_urls(self) -> list[URLPattern]:
        wanted = {f"articles_{self.opts.model_name}_{page}" for page in self.pages}
        return [each for each in super().get_urls() if each.name in wanted]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_editor(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_editor(request.user)

    has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DoubtFilter(admin.SimpleListFilter):
    title = "chỗ trùng"
    parameter_name = "trung"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("co", "Hai bài một địa chỉ")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(is_shared=True) if self.value() == "co" else queryset


@admin.register(OldAddress)
class OldAddressAdmin(EditorsTable):
    list_display = ["address", "article_link", "leads_there", "added_at"]
    list_filter = [DoubtFilter]
    list_select_related = ["article"]
    search_fields = ["address", "article__title"]
    pages = ("changelist", "add")

    def get_queryset(self, request: HttpRequest) -> Any:
        others = OldAddress.objects.filter(exact=OuterRef("exact"))
        is_shared = Exists(others.exclude(article=OuterRef("article")))
        return super().get_queryset(request).defer("article__body").annotate(is_shared=is_shared)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_editor(request.user)

    @admin.display(description="bài")
    def article_link(self, row: OldAddress) -> str:
        address = reverse("admin:articles_article_change", args=[row.article_id])
        return format_html('<a href="{}">{}</a>', address, row.article.title)

    @admin.display(description="dẫn đến bài")
    def leads_there(self, row: Any) -> str:
        return "Không: hai bài một địa chỉ" if row.is_shared else "Khi bạn đọc xem được bài"

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One row or a thousand. What is right is kept at once; what is not comes back with its
        reasons, to be mended (about 7 queries for each row)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            wanted = request.GET.get("dia-chi", "")
            return self._page(request, SheetForm(initial={"rows": f"{wanted}\t" if wanted else ""}))
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, form)
        filled = fill(form.cleaned_data["sheet"])
        self._tell(request, filled)
        if not filled.refused:
            return HttpResponseRedirect(reverse(LIST))
        left = "\n".join(f"{row.address}\t{row.article}" for row, _reason in filled.refused)
        return self._page(request, SheetForm(initial={"rows": left}), filled.refused)

    def _tell(self, request: HttpRequest, filled: Filled) -> None:
        if filled.added:
            by = cast(User, request.user).pk
            LogEntry.objects.log_actions(by, filled.added, ADDITION, "Ghi địa chỉ cũ")
            number = group_digits(len(filled.added))
            messages.success(request, ADDED.format(number=number))
        if filled.already:
            messages.info(request, ALREADY.format(number=group_digits(filled.already)))
        for doubt in filled.doubts[:MOST_DOUBTS]:
            messages.warning(request, doubt)

    def _page(
        self,
        request: HttpRequest,
        form: SheetForm,
        refused: list[tuple[SheetRow, str]] | None = None,
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "opts": OldAddress._meta,
            "title": "Ghi địa chỉ cũ",
            "form": form,
            "refused": [(row.number, short(row.address), reason) for row, reason in refused or []],
        }
        return TemplateResponse(request, "newsroom/old_addresses.html", context)


@admin.register(UnansweredAddress)
class UnansweredAddressAdmin(EditorsTable):
    list_display = ["address", "times", "asked_at", "find_article"]
    search_fields = ["address"]

    @admin.display(description="")
    def find_article(self, row: UnansweredAddress) -> str:
        query = urlencode({"dia-chi": row.address})
        address = reverse("admin:articles_oldaddress_add")
        return format_html('<a href="{}?{}">Ghi bài cho địa chỉ này</a>', address, query)
