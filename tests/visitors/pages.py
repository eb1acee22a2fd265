"""A site as small as can be, for the middleware to stand before."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path

LAYOUT = "{% block title %}{% endblock %}{% block main %}{% endblock %}"


def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("<p>Hôm nay: <!--visits:today-->")


def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<rss/>", content_type="application/rss+xml; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *", content_type="text/plain")


def moved(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect("/")


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h1>Lỗi", status=500)


def site_frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: a layout without a database."""
    return {"site_frame": {"layout_template": engines["django"].from_string(LAYOUT)}}


urlpatterns = [
    path("", page),
    path("bai/<int:pk>/<str:slug>/", page),
    path("bai/<int:pk>/<str:slug>/in/", page),
    path("upload-tin/", page),
    path("quan-tri/", page),
    path("quan-tri/bai/", page),
    path("up", page),
    path("ready", page),
    path("rss/", feed),
    path("robots.txt", robots),
    path("moved/", moved),
    path("broken/", broken),
    path("", include("visitors.urls")),
]
