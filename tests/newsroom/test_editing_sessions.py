"""Who has an article's form open, and whether somebody has saved since it was opened."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from time_machine import TimeMachineFixture

from accounts.models import Session
from articles.models import Article
from newsroom.models import EditingSession
from tests.newsroom.desk import address, said, signed_in
from tests.newsroom.draft_forms import form_of
from tests.support.factories import make_article
from tests.support.responses import Response

pytestmark = pytest.mark.django_db
NOON = "2026-06-15T05:00:00Z"


def call(client: Client, article: Article, form: dict[str, str], **more: str) -> Any:
    asked = {"draft_key": form["draft_key"], "began_from": form["began_from"]} | more
    return client.post(address(article, "dang-mo"), asked)


@pytest.fixture
def lan() -> Client:
    client = signed_in("lan")
    User.objects.filter(username="lan").update(first_name="Nguyễn Thị Lan")
    return client


@pytest.fixture
def article(time_machine: TimeMachineFixture) -> Article:
    time_machine.move_to(NOON, tick=False)
    return make_article()


def others(response: Response) -> list[str]:
    assert response.status_code == 200
    return list(response.json()["others"])


@pytest.mark.parametrize(
    ("idle", "words"),
    [
        ({}, "chưa gõ gì"),
        ({"idle": "5"}, "vừa gõ"),
        ({"idle": "130"}, "gõ lần cuối 2 phút trước"),
    ],
)
def test_others_are_named_with_the_time_of_their_last_word(
    idle: dict[str, str], words: str, lan: Client, article: Article
) -> None:
    call(lan, article, form_of(lan, article), **idle)
    other = signed_in("bientap")
    assert others(call(other, article, form_of(other, article))) == [
        f"Nguyễn Thị Lan đang mở bài này, {words}"
    ]
    assert f"đang mở bài này, {words}." in said(other.get(address(article)))


def test_nobody_is_told_of_themselves_or_of_another_article(lan: Client, article: Article) -> None:
    form = form_of(lan, article)
    assert others(call(lan, article, form)) == []
    another = make_article()
    bientap = signed_in("bientap")
    assert others(call(bientap, another, form_of(bientap, another))) == []


def test_two_windows_of_one_person_are_one_line(lan: Client, article: Article) -> None:
    call(lan, article, form_of(lan, article), idle="300")
    call(lan, article, form_of(lan, article), idle="65")
    other = signed_in("bientap")
    assert others(call(other, article, form_of(other, article))) == [
        "Nguyễn Thị Lan đang mở bài này, gõ lần cuối 1 phút trước"
    ]


def test_closed_tab_is_gone_at_once(lan: Client, article: Article) -> None:
    form = form_of(lan, article)
    call(lan, article, form)
    assert call(lan, article, form, roi="1").status_code == 204
    other = signed_in("bientap")
    assert others(call(other, article, form_of(other, article))) == []


def test_killed_browser_is_gone_within_a_good_minute(
    lan: Client, article: Article, time_machine: TimeMachineFixture
) -> None:
    call(lan, article, form_of(lan, article))
    other = signed_in("bientap")
    form = form_of(other, article)
    time_machine.shift(datetime.timedelta(seconds=60))
    assert len(others(call(other, article, form))) == 1
    time_machine.shift(datetime.timedelta(seconds=16))
    assert others(call(other, article, form)) == []
    assert EditingSession.objects.count() == 1


def test_save_meanwhile_is_told_with_the_way_to_what_changed(lan: Client, article: Article) -> None:
    other = signed_in("bientap")
    form = form_of(other, article)
    assert call(other, article, form).json()["saved"] is None
    lan.post(address(article), form_of(lan, article) | {"title": "Lan đã sửa"})
    saved = call(other, article, form).json()["saved"]
    assert saved["said"] == "Nguyễn Thị Lan đã lưu lúc 12:00, sau khi bạn mở bài."
    assert "Lan đã sửa" in said(other.get(saved["address"]))


def test_open_page_alone_keeps_nobody_signed_in(
    lan: Client, article: Article, time_machine: TimeMachineFixture
) -> None:
    form = form_of(lan, article)
    time_machine.shift(datetime.timedelta(minutes=5))
    before = Session.objects.get().expire_date
    call(lan, article, form)
    assert Session.objects.get().expire_date == before
    lan.get(address(article))
    assert Session.objects.get().expire_date > before


def test_who_was_seen_by_a_clock_a_year_ahead_is_gone_once_it_is_right(
    lan: Client, article: Article, time_machine: TimeMachineFixture
) -> None:
    time_machine.shift(datetime.timedelta(days=365))
    lan = signed_in("lan")
    call(lan, article, form_of(lan, article))
    time_machine.shift(datetime.timedelta(days=-365))
    other = signed_in("bientap")
    assert others(call(other, article, form_of(other, article))) == []
    assert [row.by.username for row in EditingSession.objects.all()] == ["bientap"]
