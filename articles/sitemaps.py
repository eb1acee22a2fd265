"""What search engines are told of articles, categories and topics."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet, Subquery
from django.utils import timezone

from articles.addresses import article_address
from articles.archive_counts import PublicArchive
from articles.models import Article, Category, Topic
from articles.public_lists import PublicList
from articles.querysets import ArticleQuerySet, SitemapRow


class ArticleSitemap(Sitemap):  # type: ignore[type-arg]  # at runtime it takes none
    limit = 1_000  # a section costs the same in every archive that is older than its first year

    def items(self) -> PublicList[SitemapRow]:
        return PublicList(PublicArchive(timezone.now()), ArticleQuerySet.for_sitemap)

    def location(self, row: SitemapRow) -> str:
        pk, slug, _ = row
        return article_address("articles:article", pk, slug)

    def lastmod(self, row: SitemapRow) -> datetime.datetime:
        return row[2]

    def get_latest_lastmod(self) -> datetime.datetime | None:
        """From two indexes (1 query): Django's own would load every article to find it."""
        now = timezone.now()
        public = Article.objects.published(now)
        updated = (
            public.filter(updated_at__lte=now)
            .order_by("-updated_at", "-pk")
            .values("updated_at")[:1]
        )
        newest = public.newest_first().annotate(updated=Subquery(updated))
        return max(newest.values_list("published_from", "updated").first() or (), default=None)


class TopicSitemap(Sitemap):  # type: ignore[type-arg]  # at runtime it takes none
    def items(self) -> QuerySet[Topic]:
        return Topic.objects.all()


class CategorySitemap(Sitemap):  # type: ignore[type-arg]  # at runtime it takes none
    def items(self) -> QuerySet[Category]:
        return Category.objects.all()
