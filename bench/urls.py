"""The site's addresses and a page of fixed text, cached like an article: what remains is the cost
of a view.

COUNTING=0 takes the visit counter out where cached pages are answered too; bench/settings.py takes
out the middleware.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from chibo_site import environment
from serving.page_cache import handler

PAGE = "<!DOCTYPE html><html lang=vi><title>Bài</title>" + "<p>Đại hội thông qua.</p>" * 700


def fixed_page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    return HttpResponse(PAGE)


if not environment.flag("COUNTING", default=True):
    vars(handler).update(
        count=lambda environ, path: None,
        needs_no_query=lambda: True,  # no salt is fetched where nobody counts
    )

article = path("bai/<int:pk>/<str:slug>/", fixed_page, name="article")
login = path("login/", fixed_page, {"pk": 0, "slug": ""}, name="login")  # the server asks where
urlpatterns = [
    path("", include(([article], "articles"))),
    path("quan-tri/", include(([login], "admin"))),
]
