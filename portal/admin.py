"""The staff's pages for what stands around the articles. Static pages have theirs at the desk."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html

from fields.dates import TYPED_DATES
from limits.formsets import EditableList
from pictures.fields import PictureFile
from portal.models import Banner, BannerQuerySet, Identity, MenuItem, WebLink

PREVIEW_HEIGHT = 48


@admin.register(Identity)
class IdentityAdmin(admin.ModelAdmin):
    fieldsets = [
        ("Tên và biểu trưng", {"fields": ["name_vi", "name_en", "short_name", "logo"]}),
        ("Liên hệ", {"fields": ["address", "phone", "email"]}),
        (
            "Trách nhiệm nội dung",
            {"fields": ["governing_body", "responsible", "editors", "licence"]},
        ),
        ("Cách trình bày", {"fields": ["layout"]}),
    ]
    radio_fields = {"layout": admin.VERTICAL}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Identity.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Identity | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is nothing to list: the one form, which checks the permission itself."""
        if Identity.objects.exists():
            return redirect("admin:portal_identity_change", Identity.ONLY)
        return redirect("admin:portal_identity_add")


class ShowingFilter(admin.SimpleListFilter):
    title = "thời gian"
    parameter_name = "dang-hien"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", "Đang hiện")]

    def queryset(self, request: HttpRequest, queryset: BannerQuerySet) -> BannerQuerySet:
        return queryset.current(timezone.localdate()) if self.value() == "1" else queryset


@admin.register(Banner)
class BannerAdmin(EditableList):
    formfield_overrides = TYPED_DATES
    fields = ["title", "image", "alt", "url", ("starts_on", "ends_on"), "order"]
    list_display = ["preview", "title", "starts_on", "ends_on", "order", "is_showing"]
    list_display_links = ["preview", "title"]
    list_editable = ["starts_on", "ends_on", "order"]
    list_filter = [ShowingFilter]

    @admin.display(description="ảnh")
    def preview(self, banner: Banner) -> str:
        if not banner.image:
            return "(chưa có ảnh)"
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
            cast(PictureFile, banner.image).small_url,
            banner.alt or banner.title,
            round(banner.width * PREVIEW_HEIGHT / max(banner.height, 1)),
            PREVIEW_HEIGHT,
        )

    @admin.display(description="đang hiện")
    def is_showing(self, banner: Banner) -> str:
        return "Đang hiện" if banner.is_current(timezone.localdate()) else "Không"


@admin.register(WebLink)
class WebLinkAdmin(EditableList):
    fields = ["name", "url", "order"]
    list_display = ["name", "url", "order"]
    list_editable = ["order"]


@admin.register(MenuItem)
class MenuItemAdmin(EditableList):
    fields = ["label", "url", "order"]
    list_display = ["label", "url", "order"]
    list_editable = ["order"]
