"""What search engines are told: the sitemap of all public addresses, and robots.txt.

Each app says what stands in its own sections; the project's urls.py names them.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from vietnamese.clock import VIETNAM

Sections = Mapping[str, Callable[[], "Sitemap[Any]"]]


class NamedViewsSitemap(Sitemap):  # type: ignore[type-arg]  # at runtime it takes none
    """Addresses that hang on no row, by the names of their views."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def items(self) -> tuple[str, ...]:
        return self.names

    def location(self, name: str) -> str:
        return reverse(name)


INDEX_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"""

SECTION_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""
URL = "<url><loc>{}</loc></url>"
URL_WITH_DAY = "<url><loc>{}</loc><lastmod>{}</lastmod></url>"


@require_safe
@sitemap_views.x_robots_tag
def index(request: HttpRequest, sections: Sections) -> HttpResponse:
    """All sections (one query each and one more for that of the articles).

    A million articles have a thousand sections, and a section has a thousand addresses, for which
    Django's own templates take too long.
    """
    lines = [INDEX_HEAD]
    for name, make_sitemap in sections.items():
        sitemap = make_sitemap()
        address = escape(request.build_absolute_uri(reverse("sitemap-section", args=[name])))
        latest = sitemap.get_latest_lastmod()
        lastmod = f"<lastmod>{_in_seconds(latest)}</lastmod>" if latest else ""
        for number in range(1, sitemap.paginator.num_pages + 1):
            page = f"?p={number}" if number > 1 else ""
            lines.append(f"<sitemap><loc>{address}{page}</loc>{lastmod}</sitemap>")
    lines.append("</sitemapindex>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml")


@require_safe
@sitemap_views.x_robots_tag
def section(request: HttpRequest, section: str, sections: Sections) -> HttpResponse:
    """One section, 1,000 addresses at a time (`?p=2`); 404 for an unknown one."""
    if section not in sections:
        raise Http404("Không có phần này của sơ đồ trang.")
    sitemap = sections[section]()
    try:
        items = sitemap.paginator.page(request.GET.get("p", 1)).object_list
    except InvalidPage:
        raise Http404("Không có trang này của sơ đồ trang.") from None
    root = f"{request.scheme}://{request.get_host()}"
    lastmod = getattr(sitemap, "lastmod", None)
    changes: list[datetime.datetime] = []
    lines = [SECTION_HEAD]
    for item in items:
        address = escape(root + sitemap.location(item))
        if lastmod:
            changes.append(lastmod(item))
            lines.append(URL_WITH_DAY.format(address, changes[-1].astimezone(VIETNAM).date()))
        else:
            lines.append(URL.format(address))
    content = "".join([*lines, "\n</urlset>\n"])
    headers = {"Last-Modified": http_date(max(changes).timestamp())} if changes else None
    return HttpResponse(content, content_type="application/xml", headers=headers)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What a search found is not named: of an address that it may not fetch a crawler cannot know
    that it is not to be indexed (RFC 9309, 3)."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = [
        "User-agent: *",
        f"Disallow: {settings.ADMIN_PATH}",
        f"Disallow: {reverse('articles:suggestions')}",
        f"Sitemap: {sitemap}",
        f"Sitemap: {request.build_absolute_uri(reverse('articles:news-sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _in_seconds(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
