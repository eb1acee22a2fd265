"""The admin site: its names, and its rooms in the order of a working day."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path, reverse

from accounts import login
from accounts.forms import SignInForm
from accounts.second_factor import SecondFactorState, state_of
from chibo_site import moved
from chibo_site.dashboard import tasks_of
from clients.odd_values import refusing_odd_values
from demo.first_day import first_day_of
from demo.marks import MarkingSite
from limits.parameters import BoundedAdminSite

# A working day: news first, then what stands around it, then what came of it; accounts are rare.
ORDER = {
    "articles": ["Article", "Photo", "Category", "Topic", "AuditEntry"],
    "portal": ["Banner", "WebLink", "MenuItem", "Page", "Identity"],
    "visitors": ["Statistics", "DailyVisits", "PageViews", "OpeningBalance", "VisitCorrection"],
    "auth": ["User", "Group", "SignInEntry"],
    "integrity": ["OutgoingLink", "TrustedDomain", "Finding"],
    "jobs": ["Job"],
    "backups": ["Backup"],
    "health": ["CheckRun"],
}


class NewsroomSite(MarkingSite, BoundedAdminSite):
    site_header = "Quản trị trang thông tin"
    site_title = "Quản trị"
    index_title = "Việc trên trang"
    login_form = SignInForm
    enable_nav_sidebar = False  # the page's width belongs to the text

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, with their second factor where they have or must have one (1 query more)."""
        return (
            super().has_permission(request) and state_of(request.user) is SecondFactorState.PASSED
        )

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(refusing_odd_values(view), cacheable)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The password first; whoever has given it goes on to the second factor."""
        if request.method == "GET" and super().has_permission(request):
            return login.redirect_to_next_step(request)
        page = partial(super().login, extra_context=extra_context)
        return login.sign_in(request, page) if request.method == "POST" else page(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        page = partial(super().password_change, extra_context=extra_context)
        return login.change_password(request, page)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The apps, and above them what waits for this person, and on the first day what a new site
        still lacks."""
        user = request.user
        above = {"tasks": tasks_of(user), "first_day": first_day_of(user)}
        return super().index(request, (extra_context or {}) | above)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's own, the statistics, one's account, and what goes before Django's own."""
        # Named, not imported: they ask for this very site.
        return [
            path("thong-ke/", include("reports.urls")),
            path("tai-khoan/", include("accounts.urls")),
            path("noi-dung-mau/", include("demo.urls")),
            path("", include("newsroom.pages.urls")),
            path("articles/logline/", moved.audit_log),
            # Django's own lets nobody out who may not be in, as between the two factors.
            path("logout/", self.logout),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The apps and their models in ORDER, others after them; the statistics as one more, and
        the newsroom's among the articles."""
        apps = super().get_app_list(request, app_label)
        if app_label == "articles":
            apps += super().get_app_list(request, "newsroom")
        if app_label == "auth":
            apps += super().get_app_list(request, "accounts")
        apps = _as_one(_as_one(apps, "articles", "newsroom"), "auth", "accounts")
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


def _as_one(apps: list[Any], app_label: str, other_label: str) -> list[Any]:
    """The models of `other_label` shown as those of `app_label`, where both are there."""
    by_label = {app["app_label"]: app for app in apps}
    if app_label not in by_label or other_label not in by_label:
        return apps
    by_label[app_label]["models"] += by_label.pop(other_label)["models"]
    return list(by_label.values())


def place(name: str, wanted: list[str]) -> int:
    """Where the name stands in that order; after all others where it has no place."""
    return wanted.index(name) if name in wanted else len(wanted)
