"""The words in which pages ask for articles. `published()` is the one definition of public."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest
from django.utils import timezone

from articles.models.byline import Byline
from vietnamese.clock import ONE_DAY, midnight

CARD_FIELDS = (
    *("slug", "title", "lead", "published_from"),
    *("category__name", "category__slug"),
    *(f"cover__{name}" for name in ("file", "sized_file", "width", "height")),
    *("cover__focus_x", "cover__focus_y"),
)

# In the SQL itself: for a parameter that a partial index may ask for, as "published" is, SQLite
# plans a query anew each time, which takes ten times as long as to answer it.
PUBLISHED = RawSQL("'published'", ())

NewsRow = tuple[int, str, str, datetime.datetime | None]
SitemapRow = tuple[int, str, datetime.datetime]
CardRow = tuple[Any, ...]  # its key and CARD_FIELDS
FeedRow = tuple[Any, ...]  # see for_feed()
Bounds = tuple[datetime.datetime | None, datetime.datetime | None]


def bounds(
    at: datetime.datetime, first: datetime.date | None, last: datetime.date | None
) -> Bounds:
    """Since when and before when what those days have was published; None where nothing, or
    nothing but the moment itself, bounds it."""
    end = midnight(last + ONE_DAY) if last else None
    return midnight(first) if first else None, end if end and end <= at else None


if TYPE_CHECKING:
    from articles.models import Article


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(
        self,
        at: datetime.datetime | None = None,
        first: datetime.date | None = None,
        last: datetime.date | None = None,
    ) -> Self:
        """Articles that anyone may read at that moment (default: now); only those published
        from 00:00 of `first` to the end of `last`, where these Vietnamese days are given."""
        at = at or timezone.now()
        return self.published_within(at, *bounds(at, first, last))

    def published_within(
        self,
        at: datetime.datetime,
        since: datetime.datetime | None = None,
        before: datetime.datetime | None = None,
    ) -> Self:
        """The same, by moments; `before` is none that is later than `at`.

        Of several upper bounds SQLite looks up an arbitrary one, so there is one.
        """
        until = Q(published_from__lt=before) if before else Q(published_from__lte=at)
        return self.filter(
            Q(published_until__isnull=True) | Q(published_until__gt=at),
            Q(published_from__gte=since) & until if since else until,
            status=PUBLISHED,
        )

    def with_published_status(self) -> Self:
        """Those an editor has published, be they on the site, still to come or expired."""
        return self.filter(status=PUBLISHED)

    def scheduled(self, at: datetime.datetime) -> Self:
        """Published ones that at that moment are still to come."""
        return self.with_published_status().filter(published_from__gt=at)

    def begun(self, at: datetime.datetime) -> Self:
        """Published ones whose time had come by then, expired ones among them."""
        return self.with_published_status().filter(published_from__lte=at)

    def expiring_after(self, at: datetime.datetime) -> Self:
        """Published ones that expire after that moment."""
        return self.with_published_status().filter(published_until__gt=at)

    def withdrawn_with_note(self) -> Self:
        """Those of which readers are told that they were withdrawn."""
        return self.filter(status=self.model.Status.WITHDRAWN).exclude(withdrawal_note="")

    def locked(self) -> Self:
        """Locked until the end of the transaction, for a change; rows that point to them may still
        be added meanwhile."""
        return self.select_for_update(no_key=True)

    def in_category(self, category: models.Model) -> Self:
        return self.filter(category=category)

    def published_between(self, first: datetime.date, last: datetime.date) -> Self:
        """Those published from 00:00 of `first` to the end of `last`, both Vietnamese days."""
        return self.filter(
            published_from__gte=midnight(first),
            published_from__lt=midnight(last) + ONE_DAY,
        )

    def newest_first(self) -> Self:
        return self.order_by("-published_from", "-pk")

    def for_cards(self) -> Self:
        """What a list shows of an article, in one query, and no more."""
        return self.select_related("category", "cover").only(*CARD_FIELDS)

    def for_card_rows(self) -> "models.QuerySet[Article, CardRow]":
        """The same as rows, of which card_of_row() makes cards: where a page has many, objects for
        articles, categories and photos cost more than the query."""
        return self.values_list("pk", *CARD_FIELDS)

    def for_titles(self) -> Self:
        """What a list of linked titles shows, and no more."""
        return self.only("pk", "slug", "title", "published_from")

    def for_feed(self) -> "models.QuerySet[Article, FeedRow]":
        """Of each its key, slug, title and lead, when it was published, its category's name, its
        text and its code, its first author, and the file and width of its cover."""
        authors = Byline.objects.filter(article=OuterRef("pk"), role__in=Byline.AUTHOR_ROLES)
        first = Subquery(authors.order_by("order", "pk").values("name")[:1])
        names = "pk", "slug", "title", "lead", "published_from", "category__name", "body"
        return self.annotate(writer=first).values_list(
            *names, "body_mac", "writer", "cover__file", "cover__width"
        )

    def for_news_sitemap(self) -> "models.QuerySet[Article, NewsRow]":
        return self.values_list("pk", "slug", "title", "published_from")

    def for_sitemap(self) -> "models.QuerySet[Article, SitemapRow]":
        """Of each its key, its slug, and when readers last got something new."""
        stamp = Greatest("updated_at", "published_from")
        return self.values_list("pk", "slug", stamp)
