"""“Sao lưu”: which backups there are, how the last ones went, and who took one away."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from backups import pages
from backups.models import Backup

SHOWN = 50


@admin.register(Backup)
class BackupAdmin(admin.ModelAdmin):
    """One page; for who may do everything."""

    def get_urls(self) -> list[URLPattern]:
        mine = self.admin_site.admin_view
        listing = [each for each in super().get_urls() if each.name == "backups_backup_changelist"]
        return [
            path("sao-luu-ngay/", mine(pages.make_now), name="backups_make_now"),
            path("dien-tap-ngay/", mine(pages.drill_now), name="backups_drill_now"),
            path("<int:pk>/tai-ve/", mine(pages.download), name="backups_download"),
            *listing,
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Backup | None = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Backup | None = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        pages.require(request)
        kind = ContentType.objects.get_for_model(Backup)
        taken = LogEntry.objects.filter(content_type=kind).select_related("user")
        context = self.admin_site.each_context(request) | {
            "opts": Backup._meta,
            "title": "Sao lưu",
            "backups": Backup.objects.all()[:SHOWN],
            "downloads": taken.order_by("-pk")[:10],
        }
        return TemplateResponse(request, "backups/backups.html", context)
