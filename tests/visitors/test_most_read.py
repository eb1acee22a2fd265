"""“Đọc nhiều”: ranked once an hour by the week's views, and never with what nobody may read."""

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article
from tests.support.factories import make_article, make_identity
from vietnamese import clock
from vietnamese.clock import ONE_DAY
from visitors.counter import counter
from visitors.latest_figures import LatestFigures
from visitors.models import PageViews

pytestmark = pytest.mark.django_db

NOON = "2026-11-25T05:00:00Z"


def note_views(article: Article, views: int, days_ago: int = 0, suffix: str = "") -> None:
    day = clock.day_of(clock.now()) - days_ago * ONE_DAY
    path = article.get_absolute_url() + suffix
    PageViews.objects.update_or_create(day=day, path=path, defaults={"views": views})


def titles_on(client: Client, address: str = "/cach-tinh-luot-truy-cap/") -> list[str]:
    counter.latest = LatestFigures()
    html = client.get(address).content.decode()
    block = html.partition('id="doc-nhieu"')[2].partition("</section>")[0]
    titles = {article.title: block.find(article.title) for article in Article.objects.all()}
    return sorted((title for title, at in titles.items() if at >= 0), key=titles.__getitem__)


@pytest.fixture(autouse=True)
def at_noon(time_machine: TimeMachineFixture, own_counter: None) -> TimeMachineFixture:
    time_machine.move_to(NOON, tick=False)
    make_identity()
    return time_machine


def old_article(title: str) -> Article:
    return make_article(title=title, published_from=timezone.now() - 40 * ONE_DAY)


@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
def test_the_week_s_views_decide_whatever_address_they_were_of(client: Client, layout: str) -> None:
    make_identity(layout=layout)
    one, two, three = (old_article(f"Bài {name}") for name in ("một", "hai", "ba"))
    note_views(one, 5)
    note_views(two, 4)
    note_views(two, 3, days_ago=6)
    note_views(three, 2, suffix="in/")
    note_views(three, 900, days_ago=7)
    PageViews.objects.create(day=clock.day_of(clock.now()), path="/", views=999)
    assert titles_on(client) == ["Bài hai", "Bài một", "Bài ba"]


def test_site_that_nobody_has_read_shows_no_empty_block(client: Client) -> None:
    html = client.get("/cach-tinh-luot-truy-cap/").content.decode()
    assert "Đọc nhiều" not in html
    assert "<!--visits" not in html


def test_ranking_is_made_once_an_hour(client: Client, at_noon: TimeMachineFixture) -> None:
    one, two = old_article("Bài một"), old_article("Bài hai")
    note_views(one, 5)
    assert titles_on(client) == ["Bài một"]
    note_views(two, 50)
    assert titles_on(client) == ["Bài một"]
    at_noon.shift(3600)
    assert titles_on(client) == ["Bài hai", "Bài một"]


def test_withdrawn_article_is_gone_from_the_next_answer(client: Client) -> None:
    one, two = old_article("Bài một"), old_article("Bài hai")
    note_views(one, 5)
    note_views(two, 4)
    assert titles_on(client) == ["Bài một", "Bài hai"]
    one.status = Article.Status.WITHDRAWN
    one.save()
    assert titles_on(client) == ["Bài hai"]


def test_expired_article_is_gone_by_the_clock(client: Client, at_noon: TimeMachineFixture) -> None:
    one = old_article("Bài một")
    one.published_until = timezone.now() + ONE_DAY / 24 / 60
    one.save()
    note_views(one, 5)
    assert titles_on(client) == ["Bài một"]
    at_noon.shift(61)
    assert titles_on(client) == []
