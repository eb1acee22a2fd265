"""What editors put at the top of the home page, and what stands there without them."""

import datetime

import pytest
import time_machine
from django.test import Client

from articles.front_page import top_stories
from articles.models import Article, FrontStory
from tests.support.factories import make_article, make_identity, make_photo

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 23, 5, tzinfo=datetime.UTC)  # 12:00 in Vietnam
TODAY = datetime.date(2026, 11, 23)
HOUR = datetime.timedelta(hours=1)
LAST_SECOND = datetime.datetime(2026, 11, 23, 16, 59, 59, tzinfo=datetime.UTC)
MIDNIGHT = datetime.datetime(2026, 11, 23, 17, tzinfo=datetime.UTC)


@pytest.fixture
def news() -> list[Article]:
    """Eight articles, "Tin 0" the newest; "Tin 1" has a photo."""
    make_identity()
    articles = [
        make_article(title=f"Tin {number}", published_from=NOON - (number + 1) * HOUR)
        for number in range(8)
    ]
    articles[1].cover = make_photo(articles[1])
    articles[1].save()
    return articles


def pin(article: Article, place: int = 0, until: datetime.date | None = None) -> FrontStory:
    return FrontStory.objects.create(article=article, place=place, until=until)


def titles(at: datetime.datetime = NOON) -> list[str]:
    return [article.title.removeprefix("Tin ") for article in top_stories(at)]


def test_without_pins_the_newest_stand_there(news: list[Article]) -> None:
    assert titles() == ["1", "0", "2", "3", "4"]


def test_pinned_story_leads_and_the_newest_follow(news: list[Article]) -> None:
    pin(news[6])
    assert titles() == ["6", "0", "1", "2", "3"]


def test_seconds_stand_in_their_order_and_the_newest_fill_up(news: list[Article]) -> None:
    pin(news[7], 2)
    pin(news[5], 1)
    assert titles() == ["1", "5", "7", "0", "2"]


def test_all_five_places_may_be_given_away(news: list[Article]) -> None:
    for place, number in enumerate((7, 6, 5, 4, 3)):
        pin(news[number], place)
    assert titles() == ["7", "6", "5", "4", "3"]


def test_pinned_newest_does_not_stand_there_twice(news: list[Article]) -> None:
    pin(news[0])
    pin(news[1], 1)
    assert titles() == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "withdrawn"},
        {"status": "draft"},
        {"status": "trashed", "trashed_from": "published"},
        {"published_from": NOON + HOUR},
        {"published_until": NOON},
    ],
)
def test_pinned_story_that_nobody_may_read_falls_back_to_the_newest(
    news: list[Article], fields: dict[str, object]
) -> None:
    pin(news[6])
    for name, value in fields.items():
        setattr(news[6], name, value)
    news[6].save()
    assert titles() == ["1", "0", "2", "3", "4"]


def test_deleted_story_takes_its_pin_along(news: list[Article]) -> None:
    pin(news[6])
    news[6].delete()
    assert titles() == ["1", "0", "2", "3", "4"]
    assert not FrontStory.objects.exists()


def test_pin_lasts_to_the_last_second_of_its_vietnamese_day(news: list[Article]) -> None:
    pin(news[6], until=TODAY)
    assert titles(LAST_SECOND)[0] == "6"
    assert titles(MIDNIGHT)[0] == "1"


def test_only_pinned_stories_are_enough_for_a_front_page(news: list[Article]) -> None:
    Article.objects.exclude(pk=news[6].pk).delete()
    pin(news[6], 3)
    assert titles() == ["6"]


def test_home_page_changes_by_the_clock_alone(news: list[Article], client: Client) -> None:
    pin(news[6], until=TODAY)
    pin(news[5], 1)
    news[5].published_until = NOON + HOUR
    news[5].save()

    def order() -> list[str]:
        html = client.get("/").content.decode()
        return sorted(
            ("Tin 0", "Tin 1", "Tin 5", "Tin 6"), key=lambda title: html.find(f">{title}<")
        )

    with time_machine.travel(NOON, tick=False) as traveller:
        assert order() == ["Tin 6", "Tin 5", "Tin 0", "Tin 1"]
        traveller.move_to(NOON + HOUR)
        assert order()[1:] == ["Tin 6", "Tin 0", "Tin 1"]
        traveller.move_to(MIDNIGHT)
        html = client.get("/").content.decode()
        assert html.index(">Tin 1<") < html.index(">Tin 0<") < html.index(">Tin 2<")
