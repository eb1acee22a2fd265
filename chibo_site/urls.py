"""The site on one screen. The addresses of each app stand in its own urls.py."""

from functools import partial

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from articles.sitemaps import ArticleSitemap, CategorySitemap, TopicSitemap
from portal.sitemaps import PageSitemap
from serving import media, sitemaps

SITEMAP: sitemaps.Sections = {
    "trang": partial(
        sitemaps.NamedViewsSitemap, "articles:home", "articles:archive", "visitors:explanation"
    ),
    "chuyen-muc": CategorySitemap,
    "chuyen-de": TopicSitemap,
    "gioi-thieu": PageSitemap,
    "bai": ArticleSitemap,
}

urlpatterns = [
    path("", include("articles.urls")),
    path("", include("newsroom.urls")),
    path("", include("portal.urls")),
    path("", include("visitors.urls")),
    path(settings.ADMIN_PATH.removeprefix("/"), admin.site.urls),
    path("media/<path:name>", media.stored_file, name="media"),
    path("sitemap.xml", sitemaps.index, {"sections": SITEMAP}, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, {"sections": SITEMAP}, "sitemap-section"),
    path("robots.txt", sitemaps.robots, name="robots"),
]

handler400 = "chibo_site.errors.bad_request"
handler403 = "chibo_site.errors.permission_denied"
handler404 = "chibo_site.errors.page_not_found"
handler500 = "chibo_site.errors.server_error"
