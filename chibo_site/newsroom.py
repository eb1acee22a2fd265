"""The admin site: its names, and its rooms in the order of a working day."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path

ORDER = ["articles", "portal", "visitors", "auth"]


class NewsroomConfig(AdminConfig):
    """Django's admin with this module's site in place of its own."""

    default_site = "chibo_site.newsroom.NewsroomSite"


class NewsroomSite(AdminSite):
    site_header = "Quản trị trang thông tin"
    site_title = "Quản trị"
    index_title = "Việc trên trang"
    enable_nav_sidebar = False  # the page's width belongs to the text

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's own, the statistics, and what the newsroom puts before Django's."""
        # Named, not imported: this module is read before any model may be.
        return [
            path("thong-ke/", include("chibo_site.statistics.urls")),
            path("", include("articles.newsroom.urls")),
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
