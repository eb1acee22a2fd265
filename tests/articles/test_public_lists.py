"""Lists that are not counted agree with the plain list of what is public, at any moment."""

import datetime
from collections import Counter
from typing import cast

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from time_machine import TimeMachineFixture

from articles import public_lists
from articles.archive_counts import PublicArchive
from articles.models import Article, Category
from articles.public_lists import OtherNews, PublicList
from articles.querysets import ArticleQuerySet
from tests.support.factories import make_article, make_category
from vietnamese.clock import VIETNAM

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=VIETNAM)
HOUR = datetime.timedelta(hours=1)

# Moments that meet and miss each other: midnights, noons, and a little beside them.
moments = st.builds(
    lambda days, hours, beside: NOON + days * 24 * HOUR + hours * HOUR + beside,
    st.integers(-75, 40),
    st.sampled_from([-12, 0, 6, 12]),
    st.sampled_from([datetime.timedelta(microseconds=micro) for micro in (-1, 0, 1)]),
)
articles = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["published"] * 6 + ["draft", "withdrawn"]),
        moments,
        st.none() | st.sampled_from([HOUR, 12 * HOUR, 30 * 24 * HOUR]),
    ),
    max_size=40,
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


NewsRow = tuple[int, str, datetime.datetime, datetime.timedelta | None]


def store(rows: list[NewsRow]) -> list[Category]:
    categories = [make_category(name="Một"), make_category(name="Hai")]
    Article.objects.bulk_create(
        Article(
            title="Tin",
            slug="tin",
            category=categories[category],
            status=status,
            published_from=start,
            published_until=start + lasts if lasts else None,
        )
        for category, status, start, lasts in rows
    )
    return categories


def plain(public: PublicArchive) -> list[Article]:
    """What is public, by the one definition of it and nothing else."""
    published = Article.objects.published(public.at).newest_first()
    return list(published.in_category(public.category) if public.category else published)


class AnyMoment(TestCase):
    @pytest.fixture(autouse=True)
    def _every_page_is_far(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(public_lists, "NEAR", 1)

    @FEW
    @given(articles, moments, st.integers(1, 5))
    def test_every_page_holds_what_the_plain_list_holds(
        self, rows: list[NewsRow], at: datetime.datetime, size: int
    ) -> None:
        for category in (None, *store(rows)):
            public = PublicArchive(at, category)
            expected = plain(public)
            listed = PublicList(public, ArticleQuerySet.for_cards)
            assert listed.count() == len(expected)
            for start in range(0, len(expected), size):
                page = slice(start, min(start + size, len(expected)))
                assert list(listed[page]) == expected[page]

    @FEW
    @given(articles, moments, st.integers(1, 5), st.integers(0))
    def test_other_news_are_the_list_without_the_article(
        self, rows: list[NewsRow], at: datetime.datetime, size: int, chosen: int
    ) -> None:
        public = PublicArchive(at, store(rows)[0])
        expected = plain(public)
        if not expected:
            return
        read = expected.pop(chosen % len(expected))
        others = OtherNews(public, ArticleQuerySet.for_titles, read)
        assert others.count() == len(expected)
        for start in range(0, len(expected), size):
            page = slice(start, min(start + size, len(expected)))
            assert list(others[page]) == expected[page]

    @FEW
    @given(articles, moments)
    def test_days_and_months_count_what_is_public(
        self, rows: list[NewsRow], at: datetime.datetime
    ) -> None:
        for category in (None, *store(rows)):
            public = PublicArchive(at, category)
            starts = [cast(datetime.datetime, news.published_from) for news in plain(public)]
            days = [start.astimezone(VIETNAM).date() for start in starts]
            months = [day.replace(day=1) for day in days]
            assert list(public.by_month().items()) == list(Counter(months).items())
            for year in (2025, 2026, 2027):
                within = Counter(month for month in months if month.year == year)
                assert list(public.by_month_of(year).items()) == list(within.items())
            first, last = datetime.date(2026, 2, 1), datetime.date(2026, 3, 31)
            within = Counter(day for day in days if first <= day <= last)
            assert list(public.by_day(first, last).items()) == list(within.items())

    @FEW
    @given(articles, moments, st.integers(1, 5))
    def test_pages_of_a_month_hold_its_days(
        self, rows: list[NewsRow], at: datetime.datetime, size: int
    ) -> None:
        store(rows)
        public = PublicArchive(at)
        first, last = datetime.date(2026, 2, 1), datetime.date(2026, 2, 28)
        published = Article.objects.published(at)
        expected = list(published.published_between(first, last).newest_first())
        listed = PublicList(public, ArticleQuerySet.for_cards, public.by_day(first, last))
        assert listed.count() == len(expected)
        for start in range(0, len(expected), size):
            page = slice(start, min(start + size, len(expected)))
            assert list(listed[page]) == expected[page]


@pytest.mark.django_db
def test_a_page_appears_and_goes_to_the_second(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    for number in range(13):
        make_article(published_from=NOON - number * 24 * HOUR)
    make_article(title="Hẹn giờ.", published_from=NOON + HOUR, published_until=NOON + 2 * HOUR)
    second = datetime.timedelta(seconds=1)
    for moment, shown in (
        (NOON + HOUR - second, False),
        (NOON + HOUR, True),
        (NOON + 2 * HOUR - second, True),
        (NOON + 2 * HOUR, False),
        (NOON + 30 * HOUR, False),
    ):
        time_machine.move_to(moment, tick=False)
        main = client.get("/chuyen-muc/tin-tuc/").content.decode().partition("<main")[2]
        assert ("Hẹn giờ." in main) == shown
        last = client.get("/chuyen-muc/tin-tuc/?trang=2").content.decode().partition("<main")[2]
        assert last.count('<h2 class="card__title">') == (2 if shown else 1)


@pytest.mark.django_db
def test_a_category_whose_news_have_all_ended_is_empty(client: Client) -> None:
    for number in range(1, 30):
        start = NOON - number * 24 * HOUR
        make_article(published_from=start, published_until=start + HOUR)
    assert "chưa có tin" in client.get("/chuyen-muc/tin-tuc/").content.decode()
    assert client.get("/chuyen-muc/tin-tuc/?trang=2").status_code == 404
