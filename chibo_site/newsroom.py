"""The admin site: its names, and its rooms in the order of a working day."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse

# A working day: news first, then what stands around it, then what came of it; accounts are rare.
ORDER = {
    "articles": ["Article", "Category"],
    "portal": ["Banner", "WebLink", "MenuItem", "Page", "Identity"],
    "visitors": ["Statistics", "DailyVisits", "PageViews", "OpeningBalance", "VisitCorrection"],
    "auth": ["User", "Group"],
}


class NewsroomConfig(AdminConfig):
    """Django's admin with this module's site in place of its own."""

    default_site = "chibo_site.newsroom.NewsroomSite"


class NewsroomSite(AdminSite):
    site_header = "Quản trị trang thông tin"
    site_title = "Quản trị"
    index_title = "Việc trên trang"
    enable_nav_sidebar = False  # the page's width belongs to the text

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's own, and the statistics."""
        # Named, not imported: this module is read before any model may be.
        return [path("thong-ke/", include("chibo_site.statistics.urls")), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list:
        """The apps and their models in ORDER, others after them; the statistics as one more."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            models = app["models"]
            if app["app_label"] == "visitors" and request.user.has_perm(
                "visitors.view_dailyvisits"
            ):
                models.append(
                    {
                        "name": "Thống kê và báo cáo",
                        "object_name": "Statistics",
                        "admin_url": reverse("admin:statistics"),
                        "add_url": None,
                        "view_only": True,
                    }
                )
            wanted = ORDER.get(app["app_label"], [])
            models.sort(key=lambda model, wanted=wanted: place(model["object_name"], wanted))
        return sorted(apps, key=lambda app: place(app["app_label"], list(ORDER)))


def place(name: str, wanted: list[str]) -> int:
    """Where the name stands in that order; after all others where it has no place."""
    return wanted.index(name) if name in wanted else len(wanted)
