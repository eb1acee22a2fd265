"""The admin site: its names, and its rooms in the order of a working day."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from chibo_site.accounts import entrance
from chibo_site.accounts.second_factor import Standing, standing

ORDER = ["articles", "portal", "visitors", "auth"]


class NewsroomSite(AdminSite):
    site_header = "Quản trị trang thông tin"
    site_title = "Quản trị"
    index_title = "Việc trên trang"
    enable_nav_sidebar = False  # the page's width belongs to the text

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, with their second factor where they have or must have one (1 query more)."""
        return super().has_permission(request) and standing(request.user) is Standing.PASSED

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The password first; whoever has given it goes on to the second factor."""
        if request.method == "GET" and super().has_permission(request):
            return entrance.go_on(request)
        return super().login(request, extra_context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's own, the statistics, and one's account."""
        # Named, not imported: both ask for this very site.
        return [
            path("thong-ke/", include("chibo_site.statistics.urls")),
            path("tai-khoan/", include("chibo_site.accounts.urls")),
            # Django's own lets nobody out who may not be in, as between the two factors.
            path("logout/", self.logout),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list:
        """The apps in ORDER, others after them."""
        apps = super().get_app_list(request, app_label)
        return sorted(
            apps,
            key=lambda app: (
                ORDER.index(app["app_label"]) if app["app_label"] in ORDER else len(ORDER)
            ),
        )
