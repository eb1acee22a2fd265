"""What search engines are told: the sitemap of all public addresses, and robots.txt."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Category
from portal.models import Page


class ArticleSitemap(Sitemap):
    limit = 10_000

    def items(self):
        return (
            Article.objects.published()
            .newest_first()
            .only("pk", "slug", "published_from", "updated_at")
        )

    def lastmod(self, article: Article):
        return article.stamp

    def get_latest_lastmod(self):
        """From the database: Django's own would load every article to find it."""
        latest = Article.objects.published().aggregate(Max("updated_at"), Max("published_from"))
        return max(filter(None, latest.values()), default=None)


class CategorySitemap(Sitemap):
    def items(self):
        return Category.objects.all()


class PageSitemap(Sitemap):
    def items(self):
        return Page.objects.order_by("pk")

    def lastmod(self, page: Page):
        return page.updated_at


class FixedSitemap(Sitemap):
    def items(self) -> list[str]:
        return ["articles:home", "visitors:explanation"]

    def location(self, name: str) -> str:
        return reverse(name)


SECTIONS: dict[str, type[Sitemap] | Sitemap] = {
    "trang": FixedSitemap,
    "chuyen-muc": CategorySitemap,
    "gioi-thieu": PageSitemap,
    "bai": ArticleSitemap,
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return sitemap_views.index(request, SECTIONS, sitemap_url_name="sitemap-section")


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One section, 10,000 addresses at a time (`?p=2`); 404 for an unknown one."""
    return sitemap_views.sitemap(request, SECTIONS, section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /quan-tri/", "Disallow: /tim-kiem/", f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
