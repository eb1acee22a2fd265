"""A newsroom at noon, what its editors may change, and which pages each change shows on."""

import datetime
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from time_machine import Traveller

from articles.models import Article, FrontStory, Topic, TopicArticle
from articles.onward_links import connect
from portal.models import Banner, MenuItem, Page, WebLink
from tests.serving.page_cache.arrange import committed
from tests.support.attaching import attach, attach_to_page
from tests.support.factories import (
    make_article,
    make_byline,
    make_category,
    make_identity,
    make_photo,
)
from visitors.models import OpeningBalance

NOON = datetime.datetime(2026, 11, 23, 5, tzinfo=datetime.UTC)  # 12:00 in Vietnam
PAGES = {
    "home": "/",
    "category": "/chuyen-muc/tin-tuc/",
    "category feed": "/chuyen-muc/tin-tuc/rss/",
    "other category": "/chuyen-muc/xay-dung-dang/",
    "other category feed": "/chuyen-muc/xay-dung-dang/rss/",
    "article": "/bai/{article}/",
    "print": "/bai/{article}/in/",
    "article beside": "/bai/{beside}/",
    "old article": "/bai/{old}/",
    "old print": "/bai/{old}/in/",
    "topic": "/chuyen-de/dai-hoi/",
    "topic feed": "/chuyen-de/dai-hoi/rss/",
    "year": "/luu-tru/2026/",
    "month": "/luu-tru/2026/11/",
    "day": "/luu-tru/2026/11/22/",
    "old year": "/luu-tru/2021/",
    "old month": "/luu-tru/2021/12/",
    "third month": "/luu-tru/2021/10/",
    "search": "/tim-kiem/?q=chi+bo",
    "feed": "/rss/",
    "sitemap": "/sitemap-bai.xml",
    "sitemap of pages": "/sitemap-gioi-thieu.xml",
    "static page": "/trang/gioi-thieu/",
    "other static page": "/trang/lien-he/",
    "counting": "/cach-tinh-luot-truy-cap/",
}
EVERY = set(PAGES)
NONE: set[str] = set()
TEXTS = {
    *("search", "feed", "category feed", "other category feed", "topic", "topic feed"),
} | {name for name in PAGES if name.startswith("sitemap")}
CARDS = {"home", "search", "feed"} | {name for name in PAGES if name.startswith("sitemap")}
OLD = {"old article", "old print"}
CALENDARS = {"month", "day", "old month", "third month"}  # where a month has no news any more
ALONE = {"print", "old print"}  # nothing stands around them


@pytest.fixture(autouse=True)
def noon() -> Iterator[Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def newsroom(db: None) -> SimpleNamespace:
    """13 articles of this month in one category, one of December 2021 in another, a draft."""
    with committed():
        make_identity(layout="tra-vinh")
        category, other = make_category(), make_category(name="Xây dựng Đảng")
        for number in range(13):
            beside = make_article(
                title=f"Chi bộ họp lần {number}",
                published_from=NOON - datetime.timedelta(hours=20 + number),
            )
        room = SimpleNamespace(
            article=make_article(title="Chi bộ họp bàn việc mới"),
            beside=beside,
            old=make_article(
                title="Đại hội năm 2021",
                category=other,
                published_from=datetime.datetime(2021, 12, 8, 2, 50, tzinfo=datetime.UTC),
            ),
            draft=make_article(title="Chưa xong", status="draft", published_from=None),
            category=category,
            other=other,
            page=Page.objects.create(title="Giới thiệu", body="<p>Liên hiệp Hội.</p>"),
            banner=Banner.objects.create(title="Học Bác", url="/"),
            link=WebLink.objects.create(name="Chính phủ", url="https://chinhphu.vn/"),
            item=MenuItem.objects.create(label="Tin tức", url="/chuyen-muc/tin-tuc/"),
        )
        room.topic = Topic.objects.create(name="Đại hội")
        TopicArticle.objects.create(topic=room.topic, article=room.old)
        Page.objects.create(title="Liên hệ", body="<p>Số 1.</p>")
        for article in (room.article, room.old, room.draft):
            photo = make_photo(article)
            article.cover = photo
            article.save()
            make_byline(article)
    return room


def change(what: str, **values: Any) -> Callable[[SimpleNamespace], None]:
    """An edit of one thing in the newsroom."""

    def edit(room: SimpleNamespace) -> None:
        row = type(getattr(room, what)).objects.get(pk=getattr(room, what).pk)
        for field, value in values.items():
            setattr(row, field, value)
        row.save()

    return edit


def delete(what: str) -> Callable[[SimpleNamespace], object]:
    return lambda room: type(getattr(room, what)).objects.get(pk=getattr(room, what).pk).delete()


def change_part(what: str, part: str, **values: Any) -> Callable[[SimpleNamespace], None]:
    """An edit of the first photo or byline of an article."""

    def edit(room: SimpleNamespace) -> None:
        row = getattr(getattr(room, what), part).first()
        for field, value in values.items():
            setattr(row, field, value)
        row.save()

    return edit


def delete_cover(room: SimpleNamespace) -> None:
    cover = Article.objects.get(pk=room.old.pk).cover
    assert cover
    cover.delete()


def choose_cover(room: SimpleNamespace) -> None:
    change("old", cover=make_photo(room.old, file="photos/2021/12/khac.webp"))(room)


def move_to_other_category(room: SimpleNamespace) -> None:
    change("old", category=room.category)(room)


def pin(room: SimpleNamespace) -> None:
    FrontStory.objects.create(article=room.old, place=0)


def relate(room: SimpleNamespace) -> None:
    old = Article.objects.get(pk=room.old.pk)
    connect(old, [room.topic], [room.article.pk])
    old.save()


AN_HOUR = datetime.timedelta(hours=1)
OLD_LISTS = TEXTS | OLD | {"home", "other category", "old year", "old month"}

CHANGES: dict[str, tuple[Callable[[SimpleNamespace], object], set[str]]] = {
    "body": (change("article", body="<p>Chi bộ họp lại.</p>"), TEXTS | {"article", "print"}),
    "stamp": (change("article", updated_at=NOON), TEXTS | {"article", "print"}),
    "body of an old one": (change("old", body="<p>Chi bộ.</p>"), TEXTS | OLD),
    "byline": (change_part("old", "bylines", name="Người khác"), TEXTS | OLD),
    "title": (change("article", title="Chi bộ có tựa khác"), EVERY - {"old print"}),
    "title of an old one": (change("old", title="Tựa khác"), OLD_LISTS),
    "lead of an old one": (change("old", lead="Sapo khác"), OLD_LISTS),
    "document": (lambda room: attach(room.old), TEXTS | OLD),
    "document of a draft": (lambda room: attach(room.draft), NONE),
    "document of a static page": (lambda room: attach_to_page(room.page), {"static page"}),
    "photo of a static page": (lambda room: room.page.photos.create(order=1), {"static page"}),
    "caption of a cover": (change_part("old", "photos", caption="Khác"), OLD_LISTS),
    "another cover": (choose_cover, OLD_LISTS),
    "cover deleted": (delete_cover, OLD_LISTS),
    "withdrawn": (change("old", status="withdrawn"), OLD_LISTS | CALENDARS),
    "old one deleted": (delete("old"), OLD_LISTS | CALENDARS),
    "category": (move_to_other_category, OLD_LISTS | {"category", "article", "article beside"}),
    "published": (
        change("draft", status="published", published_from=NOON - AN_HOUR),
        EVERY - ALONE,
    ),
    "scheduled": (change("beside", published_from=NOON + AN_HOUR), EVERY - ALONE),
    "banner": (change("banner", title="Khác"), EVERY),
    "banner deleted": (delete("banner"), EVERY),
    "web link": (change("link", name="Khác"), EVERY),
    "menu": (change("item", label="Khác"), EVERY),
    "layout": (lambda room: make_identity(layout="dong-nai"), EVERY),
    "name of a category": (change("other", name="Tên khác"), EVERY),
    "name of a topic": (change("topic", name="Tên khác"), EVERY),
    "topic deleted": (delete("topic"), EVERY),
    "pinned to the home page": (pin, CARDS),
    "related article chosen": (relate, TEXTS | OLD),
    "static page": (change("page", body="<p>Khác.</p>"), TEXTS | {"static page"}),
    "title of a static page": (change("page", title="Khác"), EVERY),
    "address of a static page": (change("page", slug="khac"), EVERY),
    "static page deleted": (delete("page"), EVERY),
    "opening balance": (
        lambda room: OpeningBalance.objects.create(visits=439279, on_date="2022-01-01"),
        {"counting"},
    ),
    "draft": (change("draft", title="Vẫn chưa xong", lead="a", body="b"), NONE),
    "photo of a draft": (change_part("draft", "photos", caption="Khác"), NONE),
    "byline of a draft": (change_part("draft", "bylines", name="Khác"), NONE),
    "draft deleted": (delete("draft"), NONE),
}


def paths_of(room: SimpleNamespace) -> dict[str, str]:
    addresses = {
        what: f"{getattr(room, what).pk}/{getattr(room, what).slug}"
        for what in ("article", "beside", "old")
    }
    return {name: address.format(**addresses) for name, address in PAGES.items()}
