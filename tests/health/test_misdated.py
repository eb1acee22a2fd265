"""Articles that were published while the clock was a year ahead, and that no reader sees since it
is right: they are told, and one command brings them back."""

import datetime
import io
import os
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from time_machine import Traveller

from articles.models import Article
from health import half_sent
from newsroom import workflow
from tests.health.doctor import doctor, lines_of
from tests.support.factories import make_article, make_person

YEAR = datetime.timedelta(days=365)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    with time_machine.travel("2026-10-05T10:00:00+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def editor(well: Path) -> User:
    return make_person("bientap")


def draft(title: str) -> Article:
    return make_article(status="draft", title=title, published_from=None)


def is_read(article: Article) -> bool:
    return Client().get(article.get_absolute_url()).status_code == 200


def redate(*options: str) -> str:
    printed = StringIO()
    call_command("redate_articles", *options, stdout=printed)
    return printed.getvalue()


def of_a_year_ahead(clock: Traveller, editor: User) -> tuple[Article, Article, Article]:
    """One published at once, one scheduled while the clock was ahead, and one scheduled before."""
    long_before = workflow.apply_step(
        "schedule", draft("Hẹn từ trước"), editor, moment=timezone.now() + YEAR + 9 * DAY
    )
    clock.shift(YEAR)
    at_once = workflow.apply_step("publish", draft("Tin trong ngày"), editor)
    scheduled = workflow.apply_step(
        "schedule", draft("Hẹn lúc ấy"), editor, moment=timezone.now() + DAY
    )
    clock.shift(-YEAR + 2 * DAY)
    return at_once, scheduled, long_before


def test_article_is_told_and_brought_back_with_the_moment_of_the_next_entry(
    clock: Traveller, editor: User
) -> None:
    at_once, scheduled, long_before = of_a_year_ahead(clock, editor)
    workflow.apply_step("publish", draft("Tin sau đó"), editor)
    clock.shift(HOUR)
    assert not is_read(at_once)
    [line] = [each for each in lines_of(doctor()[1], "Đồng hồ") if "bài đăng" in each]
    assert line.startswith("LỖI Đồng hồ: 1 bài đăng lúc đồng hồ máy này chạy nhanh")
    assert "“Tin trong ngày”" in line
    assert line.endswith("→ .venv/bin/python manage.py redate_articles")
    said = redate("--noinput")
    assert "05-10-2027 10:00 → 07-10-2026 10:00: Tin trong ngày" in said
    assert "giờ đăng của 1 bài" in said
    assert is_read(at_once)
    at_once.refresh_from_db()
    assert at_once.audit_log.all()[0].note == (
        "Đồng hồ máy chủ chạy sai nên giờ đăng ghi 05-10-2027 10:00; nay ghi 07-10-2026 10:00."
    )
    for other in (scheduled, long_before):
        assert not is_read(other)
    assert "Không có bài nào" in redate("--noinput")
    assert "bài đăng" not in "".join(lines_of(doctor()[1], "Đồng hồ"))


def test_article_that_was_scheduled_since_is_left_alone(clock: Traveller, editor: User) -> None:
    at_once, _, _ = of_a_year_ahead(clock, editor)
    workflow.apply_step("schedule", at_once, editor, moment=timezone.now() + DAY)
    assert "Không có bài nào" in redate("--noinput")


@pytest.mark.parametrize(("answer", "is_there"), [("có\n", True), ("không\n", False), ("", False)])
def test_it_asks_whether_the_clock_is_right(
    answer: str, is_there: bool, clock: Traveller, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, _, _ = of_a_year_ahead(clock, editor)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert "Đồng hồ máy này ghi 07-10-2026 10:00. Giờ ấy có đúng không?" in redate()
    assert is_read(at_once) == is_there


def test_file_half_sent_of_that_time_is_told(well: Path) -> None:
    file = well / "a.upload.jpg"
    file.write_bytes(b"anh")
    then = time.time() + YEAR.total_seconds()
    os.utime(file, (then, then))
    assert not half_sent.is_being_sent()
    assert lines_of(doctor()[1], "Tệp gửi dở")[0].startswith("nên xem")
