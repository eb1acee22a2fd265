"""The list of articles for the desk: what it shows of each, and what it costs."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Byline
from tests.support.admin_pages import texts
from tests.support.factories import make_article, make_byline
from visitors.models import PageViews

pytestmark = pytest.mark.django_db
ARTICLES = "/quan-tri/articles/article/"


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("bien-tap"))
    return client


def test_list_shows_status_authors_time_and_views(chief: Client) -> None:
    moment = datetime.datetime(2021, 12, 7, 19, 50, tzinfo=datetime.UTC)
    article = make_article(published_from=moment, updated_at=moment)
    make_byline(article, name="Trần Văn Vũ")
    make_byline(article, name="Dương Phúc", role=Byline.Role.TEXT)
    make_byline(article, name="Minh Khôi", role=Byline.Role.PHOTO)
    today = timezone.localdate()
    for ago, views in ((0, 439_000), (29, 279), (30, 5)):
        day = today - datetime.timedelta(days=ago)
        PageViews.objects.create(day=day, path=article.get_absolute_url(), views=views)
    PageViews.objects.create(day=today, path=article.get_print_url(), views=7)
    html = chief.get(ARTICLES).content.decode()
    assert texts(html, "field-status_now") == ["Đang đăng"]
    assert texts(html, "field-written_by") == ["Trần Văn Vũ, Dương Phúc"]
    assert texts(html, "field-published_from") == ["08-12-2021 02:50"]
    assert texts(html, "field-views") == ["439.279"]


def test_article_without_author_or_reader_says_so(chief: Client) -> None:
    make_article(status=Article.Status.DRAFT, published_from=None)
    html = chief.get(ARTICLES).content.decode()
    assert texts(html, "field-written_by") == ["–"]
    assert texts(html, "field-views") == ["0"]


def test_list_costs_the_same_for_one_article_and_for_forty(
    chief: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(20) as asked:
            chief.get(ARTICLES)
        return len(asked)

    make_byline(make_article())
    few = cost()
    for _ in range(40):
        make_byline(make_article())
    assert cost() == few


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's words for its plan")
def test_views_are_looked_up_by_day_and_address() -> None:
    addresses = [f"/bai/{number}/tin/" for number in range(100)]
    days = [timezone.localdate() - datetime.timedelta(days=ago) for ago in range(30)]
    rows = PageViews.objects.filter(day__in=days, path__in=addresses)
    assert "(day=? AND path=?)" in rows.order_by().explain()
