"""What search engines are told of the static pages."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from portal.models import Page


class PageSitemap(Sitemap):  # type: ignore[type-arg]  # at runtime it takes none
    def items(self) -> QuerySet[Page]:
        return Page.objects.order_by("pk")

    def lastmod(self, page: Page) -> datetime.datetime:
        return page.updated_at
