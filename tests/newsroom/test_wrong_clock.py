"""The server's clock was a year ahead and is right again: no preview lives until then, and nobody's
room for pictures is taken until then."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from time_machine import Traveller

from articles.models import Article
from chibo_site.roles import EDITOR
from newsroom import drafts, quotas, workflow
from newsroom.models import PhotoUpload
from newsroom.preview_links import make_link
from tests.support.factories import make_article, make_person

pytestmark = pytest.mark.django_db

YEAR = datetime.timedelta(days=365)
DAY = datetime.timedelta(days=1)
KEY = "0b8f2c1e-3d0a-4a57-9f51-6f8d3c1b2a90"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    with time_machine.travel("2026-11-23T10:00:00+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def editor() -> User:
    return make_person("bientap", EDITOR)


@pytest.fixture
def draft() -> Article:
    return make_article(status="draft", title="Bài chờ chủ tịch xem")


def opened(token: str) -> int:
    return Client().get(f"/xem-truoc/{token}/").status_code


def listed(article: Article, person: User) -> str:
    client = Client()
    client.force_login(person)
    page = f"/quan-tri/articles/article/{article.pk}/lien-ket-xem-truoc/"
    return client.get(page).content.decode()


def begin_to_write(person: User) -> None:
    drafts.keep(person, uuid.UUID(KEY), 1, [["title", "Tựa"]])


def make_another(person: User) -> None:
    make_link(make_article(status="draft", title="Bài khác"), person, days=1)


def test_preview_link_of_that_time_shows_nothing(
    clock: Traveller, editor: User, draft: Article
) -> None:
    clock.shift(YEAR)
    token = make_link(draft, editor, days=3)
    assert opened(token) == 200
    clock.shift(-YEAR)
    assert opened(token) == 404
    said = listed(draft, editor)
    assert "Đã đóng vì tạo lúc đồng hồ máy chủ chạy sai" in said
    assert "Thu hồi</button>" not in said


@pytest.mark.parametrize("work", [begin_to_write, make_another])
def test_nor_does_it_once_that_time_has_come(
    work: Any, clock: Traveller, editor: User, draft: Article
) -> None:
    clock.shift(YEAR)
    token = make_link(draft, editor, days=3)
    clock.shift(-YEAR)
    work(editor)
    assert "Đã hết hạn" in listed(draft, editor)
    clock.shift(YEAR + DAY)
    assert opened(token) == 404


def test_preview_link_outlives_a_clock_that_steps_back_an_hour(
    clock: Traveller, editor: User, draft: Article
) -> None:
    token = make_link(draft, editor, days=3)
    clock.shift(-datetime.timedelta(hours=1))
    assert opened(token) == 200
    begin_to_write(editor)
    assert opened(token) == 200


def test_withdrawal_of_that_time_closes_the_links_before_it_and_none_after_it(
    clock: Traveller, editor: User
) -> None:
    article = make_article()
    before = make_link(article, editor, days=7)
    clock.shift(YEAR)
    workflow.apply_step("withdraw", article, editor)
    clock.shift(-YEAR)
    assert opened(before) == 404
    after = make_link(article, editor, days=7)
    assert opened(after) == 200


def test_pictures_that_were_sent_then_take_nobody_s_room(
    clock: Traveller, editor: User, settings: Settings
) -> None:
    settings.UNUSED_UPLOADS_MB = 10
    clock.shift(YEAR)
    PhotoUpload.objects.create(by=editor, file="photos/a.webp", stored_bytes=20 << 20)
    with pytest.raises(quotas.QuotaReached):
        quotas.check_uploads(editor)
    clock.shift(-YEAR)
    quotas.check_uploads(editor)
