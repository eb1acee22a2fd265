"""SQL that is written once gives what its queryset would."""

import datetime
from typing import Any

import pytest
from django.db.models import Count, QuerySet
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.prepared_queries import PreparedQuery
from articles.querysets import ArticleQuerySet
from tests.support.factories import make_article, make_category
from vietnamese.clock import ONE_DAY, VIETNAM

pytestmark = pytest.mark.django_db

DAYS = [datetime.datetime(2021, 12, day, 8, tzinfo=VIETNAM) for day in range(1, 8)]


def of_category(
    category: int, since: datetime.datetime, before: datetime.datetime
) -> ArticleQuerySet:
    span = Article.objects.published_within(DAYS[-1], since, before)
    return span.filter(category=category).newest_first().for_cards()


def test_it_holds_what_its_queryset_holds_of_any_values(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    categories = [make_category(name="Một"), make_category(name="Hai")]
    for number, day in enumerate(DAYS):
        make_article(title=f"Tin {number}", category=categories[number % 2], published_from=day)
    query = PreparedQuery(
        of_category, category=int, since=datetime.datetime, before=datetime.datetime
    )
    spans = ((DAYS[0], DAYS[6]), (DAYS[2], DAYS[4]), (DAYS[5], DAYS[5]))
    for category in categories:
        for since, before in spans:
            whole = of_category(category.pk, since, before)
            values: dict[str, Any] = {"category": category.pk, "since": since, "before": before}
            assert query.fetch(**values) == list(whole)
            assert query.fetch(1, 3, **values) == list(whole[1:3])
    with django_assert_num_queries(1):
        found = query.fetch(category=categories[0].pk, since=DAYS[0], before=DAYS[6])
        assert [article.category.name for article in found] == ["Một"] * 3


def test_rows_are_those_of_their_queryset() -> None:
    for day in (*DAYS[:2], DAYS[0]):
        make_article(published_from=day)

    def numbers(at: datetime.datetime) -> QuerySet[Article, tuple[datetime.datetime, int]]:
        days = Article.objects.published(at).values_list("published_from")
        return days.annotate(number=Count("pk")).order_by("published_from")

    query = PreparedQuery(numbers, at=datetime.datetime)
    assert query.fetch(at=DAYS[1]) == [(DAYS[0], 2), (DAYS[1], 1)]
    assert query.fetch(at=DAYS[0]) == [(DAYS[0], 2)]


def test_query_that_makes_something_of_its_values_is_refused() -> None:
    def day_before(at: datetime.datetime) -> ArticleQuerySet:
        return Article.objects.published(at - ONE_DAY)

    def a_part(pk: int) -> ArticleQuerySet:
        return Article.objects.all()[: pk % 7]

    for build, kind in ((day_before, {"at": datetime.datetime}), (a_part, {"pk": int})):
        query = PreparedQuery(build, **kind)
        with pytest.raises(ValueError, match="makes something of its values"):
            query.fetch(**dict.fromkeys(kind, 1))
