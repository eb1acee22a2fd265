"""“Tình trạng máy chủ”: what `manage.py doctor` says, for who administers the site."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from health.examination import for_page
from health.findings import MANAGE, Level
from health.jobs import health_check
from health.latest import PAGE
from health.models import CheckRun
from jobs.buttons import enqueue_once


@admin.register(CheckRun)
class CheckRunAdmin(admin.ModelAdmin):
    """One page; for who may do everything, as it names folders and commands of the server."""

    def get_urls(self) -> list[URLPattern]:
        mine = self.admin_site.admin_view
        listing = [each for each in super().get_urls() if each.name == "health_checkrun_changelist"]
        return [path("xem-lai/", mine(self.look_again), name="health_look_again"), *listing]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: CheckRun | None = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CheckRun | None = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        require(request)
        moment, results = for_page()
        by_level = [
            (level, [result for result in results if result.worst is level])
            for level in reversed(Level)
        ]
        context = self.admin_site.each_context(request) | {
            "opts": CheckRun._meta,
            "title": "Tình trạng máy chủ",
            "manage": MANAGE,
            "checked_at": moment,
            "by_level": [(level, found) for level, found in by_level if found],
            "is_under_way": health_check.is_unfinished(),
        }
        return TemplateResponse(request, "health/health.html", context)

    @method_decorator(require_POST)
    def look_again(self, request: HttpRequest) -> HttpResponse:
        require(request)
        enqueue_once(request, health_check)
        return HttpResponseRedirect(reverse(PAGE))


def require(request: HttpRequest) -> None:
    """PermissionDenied for all but who may do everything."""
    if not request.user.is_superuser:
        raise PermissionDenied
