"""What the tables of visits and articles say of a period. The only queries of this package."""

import datetime
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.fields import DateField
from django.db.models.functions import Coalesce, StrIndex, Substr, TruncMonth
from django.utils import timezone

from articles.addresses import article_prefix, print_suffix
from articles.models import Article, Byline
from reports.periods import Granularity, Period
from vietnamese.collation import collation_key
from visitors.figures import late_visits
from visitors.models import (
    BotViews,
    DailyVisits,
    LateViews,
    OpeningBalance,
    PageViews,
    VisitCorrection,
)

MOST_READ = 20

Key = TypeVar("Key", bound=Hashable)


class Traffic(NamedTuple):
    """`bots`: pages shown to programs, which are in neither of the other two."""

    visits: int = 0
    page_views: int = 0
    bots: int = 0


class ReadArticle(NamedTuple):
    """Views of an article's page under all its addresses; its print view is counted apart.

    `address` is "" where nobody can read it any more.
    """

    title: str
    address: str
    views: int
    prints: int


class Publications(NamedTuple):
    """Articles that came out in one month in one category; `signed` of them name an author."""

    month: datetime.date
    category: str
    articles: int
    signed: int


@dataclass(frozen=True)
class PeriodStatistics:
    """All that is known of a period. `counted` is the visits of every day up to its end."""

    period: Period
    days: dict[datetime.date, Traffic]
    opening_balance: OpeningBalance | None
    counted: int
    most_read: list[ReadArticle]
    publications: list[Publications]
    authors: list[tuple[str, int]]

    @property
    def traffic(self) -> Traffic:
        return self.traffic_of(self.period)

    def traffic_of(self, period: Period) -> Traffic:
        """The sums of days that lie within the period of these statistics."""
        days = [self.days.get(day, Traffic()) for day in period.days]
        return Traffic(
            visits=sum(day.visits for day in days),
            page_views=sum(day.page_views for day in days),
            bots=sum(day.bots for day in days),
        )

    @property
    def total(self) -> int:
        """What “Tất cả” said at the end of the period."""
        return self.counted + (self.opening_balance.visits if self.opening_balance else 0)

    @property
    def articles(self) -> int:
        return sum(row.articles for row in self.publications)

    @property
    def unsigned(self) -> int:
        return self.articles - sum(row.signed for row in self.publications)

    @property
    def by_month(self) -> Counter[datetime.date]:
        """Articles of each month's first day."""
        return summed((row.month, row.articles) for row in self.publications)

    @property
    def by_category(self) -> Counter[str]:
        """Articles of each category, in the order of the categories."""
        return summed((row.category, row.articles) for row in self.publications)


def summed(pairs: Iterable[tuple[Key, int]]) -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for key, number in pairs:
        sums[key] += number
    return sums


def statistics_of(period: Period) -> PeriodStatistics:
    """Everything about the period in 10 queries, however many articles and visits there are: two
    each of daily visits and of their corrections (by day, in all) and of articles (titles,
    numbers), one each of programs, page views, bylines and the opening balance. What comes back is
    one row a day, a month and category, an author.
    """
    return PeriodStatistics(
        period=period,
        days=traffic_by_day(period),
        opening_balance=OpeningBalance.objects.filter(on_date__lte=period.last).first(),
        counted=visits_until(period.last),
        most_read=most_read(period),
        publications=publications(period),
        authors=authors(period),
    )


def traffic_by_day(period: Period) -> dict[datetime.date, Traffic]:
    """What was counted on each day of the period, with its corrections. 3 queries."""
    visits: Counter[datetime.date] = Counter()
    page_views: Counter[datetime.date] = Counter()
    counted, corrected, late = (
        model._default_manager.filter(day__range=(period.first, period.last))
        .order_by()
        .values_list("day", "visits", "page_views")
        for model in (DailyVisits, VisitCorrection, LateViews)
    )
    for rows in (counted, corrected.union(late, all=True)):
        for day, of_visits, of_page_views in rows:
            visits[day] += of_visits
            page_views[day] += of_page_views
    of_programs = BotViews.objects.filter(day__range=(period.first, period.last))
    bots = Counter(dict(of_programs.values_list("day", "views")))
    return {
        day: Traffic(visits[day], page_views[day], bots[day]) for day in visits.keys() | bots.keys()
    }


def visits_until(day: datetime.date) -> int:
    """Visits that this site counted up to the end of that day, corrected. 2 queries."""
    until = Q(day__lte=day)
    visits = Coalesce(Sum("visits"), 0)
    counted = DailyVisits.objects.filter(until).aggregate(visits=visits)
    corrected = VisitCorrection.objects.filter(until).aggregate(visits=visits + late_visits(until))
    return int(counted["visits"] + corrected["visits"])


def most_read(period: Period) -> list[ReadArticle]:
    """The MOST_READ articles of the period, by views of their page. 2 queries.

    The database adds up by the number in /bai/<number>/…, which no change of title touches.
    """
    pages = PageViews.objects.filter(
        day__range=(period.first, period.last), path__startswith=article_prefix()
    )
    rest = Substr("path", len(article_prefix()) + 1)
    number = Substr(rest, 1, StrIndex(rest, Value("/")) - 1)
    # After the number: "tua-bai/", and "tua-bai/in/" for the print view. A slug may be "in".
    is_print = Q(tail__endswith=print_suffix())
    rows = (
        pages.annotate(number=number, tail=Substr(rest, StrIndex(rest, Value("/")) + 1))
        .values("number")
        .annotate(
            seen=Coalesce(Sum("views", filter=~is_print), 0),
            prints=Coalesce(Sum("views", filter=is_print), 0),
        )
        .order_by("-seen", "-prints", "number")[:MOST_READ]
    )
    found = [(row["number"], row["seen"], row["prints"]) for row in rows]
    numbers = [int(number) for number, _, _ in found if number.isdecimal()]
    readable = Exists(Article.objects.published().filter(pk=OuterRef("pk")))
    articles = {
        article.pk: (article.title, article.get_absolute_url() if article.readable else "")  # type: ignore[attr-defined]  # annotated
        for article in Article.objects.filter(pk__in=numbers)
        .annotate(readable=readable)
        .only("title", "slug")
    }
    return [
        ReadArticle(*articles.get(int(number), (f"Bài số {number}, đã xóa", "")), seen, prints)
        for number, seen, prints in found
        if number.isdecimal()
    ]


def came_out(period: Period) -> QuerySet[Article]:
    """Articles that readers first got in the period. Those that have expired since are among
    them, those that were withdrawn are not."""
    return Article.objects.begun(timezone.now()).published_between(period.first, period.last)


def publications(period: Period) -> list[Publications]:
    """By category in their order, then by month. 1 query."""
    names_author = Exists(
        Byline.objects.filter(article=OuterRef("pk"), role__in=Byline.AUTHOR_ROLES)
    )
    month = TruncMonth("published_from", output_field=DateField())
    rows = (
        came_out(period)
        .annotate(month=month)
        .values_list("month", "category__name")
        .annotate(articles=Count("pk"), signed=Count("pk", filter=names_author))
        .order_by("category__order", "category_id", "month")
    )
    return [Publications(*row) for row in rows]


def authors(period: Period) -> list[tuple[str, int]]:
    """Who wrote how many articles, most first; one of two authors counts for each. 1 query."""
    rows = (
        Byline.objects.filter(role__in=Byline.AUTHOR_ROLES, article__in=came_out(period))
        .order_by()
        .values_list("name")
        .annotate(articles=Count("article", distinct=True))
    )
    return sorted(rows, key=lambda row: (-row[1], collation_key(row[0])))


def months_of(stats: PeriodStatistics) -> list[tuple[str, int]]:
    """The period's months from the first one with news on, each with its number of articles."""
    numbers = stats.by_month
    months = stats.period.buckets(Granularity.MONTH)
    started = [month for month in months if numbers and month.last >= min(numbers)]
    return [(month.label, numbers[Granularity.MONTH.first_day(month.first)]) for month in started]
