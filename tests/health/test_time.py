"""The clock, the end of support, and the server for mail."""

import datetime
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles.models import Article
from newsroom.models import AuditEntry
from tests.health.doctor import doctor, lines_of
from visitors import journal
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_what_is_written_from_the_future_is_told(well: Path) -> None:
    article, tomorrow = Article.objects.get(), timezone.now() + DAY
    AuditEntry.objects.create(article=article, title="Tin", action="edited", at=tomorrow)
    DailyVisits.objects.create(day=timezone.localdate() + 2 * DAY, visits=1)
    writer, moment = journal.JournalWriter(), int(tomorrow.timestamp())
    day = timezone.localdate(tomorrow)
    writer.append(moment, journal.view_line(day, moment, b"k" * 16, None, "/"))
    writer.close()
    said = "\n".join(lines_of(doctor()[1], "Đồng hồ"))
    for what in ("Nhật ký biên tập", "Số lượt truy cập", "Tệp ghi lượt xem"):
        assert f"{what} ghi" in said
    assert "ổn" not in said
    assert "→ .venv/bin/python manage.py redate_visits" in said


def test_views_of_days_to_come_are_told_until_they_are_set_right(well: Path) -> None:
    DailyVisits.objects.create(day=timezone.localdate() + 365 * DAY, visits=1)
    [line] = lines_of(doctor()[1], "Đồng hồ")
    assert line.startswith("nên xem Đồng hồ: Số lượt truy cập ghi")
    assert line.endswith("→ .venv/bin/python manage.py redate_visits")
    call_command("redate_visits", "--noinput", stdout=StringIO())
    [line] = lines_of(doctor()[1], "Đồng hồ")
    assert line.startswith("ổn")


def test_clock_that_differs_from_the_database_s_is_told(
    well: Path, time_machine: TimeMachineFixture
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has this machine's clock")
    time_machine.move_to(timezone.now() - datetime.timedelta(minutes=9))
    [line] = lines_of(doctor()[1], "Đồng hồ")
    assert re.search(r"lệch 5\d\d giây so với cơ sở dữ liệu", line)


@pytest.mark.parametrize(
    ("day", "word"), [("2027-04-20", "ổn"), ("2027-06-01", "nên xem"), ("2027-11-02", "LỖI")]
)
def test_end_of_support_is_told_half_a_year_ahead(
    day: str,
    word: str,
    well: Path,
    time_machine: TimeMachineFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time_machine.move_to(f"{day}T05:00:00Z", tick=False)
    monkeypatch.setattr("health.end_of_support.sys.version_info", (3, 11, 7))
    lines = lines_of(doctor()[1], "Hạn hỗ trợ")
    [line] = [each for each in lines if "Python 3.11" in each]
    assert line.startswith(word)
    assert "31-10-2027" in line


def test_system_that_nobody_knows_is_no_fault(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = {"ID": "ubuntu", "NAME": "Ubuntu", "VERSION_ID": "26.04"}
    monkeypatch.setattr("health.end_of_support.platform.freedesktop_os_release", lambda: release)
    lines = lines_of(doctor()[1], "Hạn hỗ trợ")
    [line] = [each for each in lines if "Ubuntu" in each]
    assert line.startswith("không kiểm tra được")


def test_mail_server_that_does_not_answer_is_told(well: Path, settings: Settings) -> None:
    assert "không gửi thư" in lines_of(doctor()[1], "Thư")[0]
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.ADMIN_MAIL = ["quan-tri@example.vn"]
    [line] = lines_of(doctor()[1], "Thư")
    assert line.startswith("LỖI Thư: Máy chủ thư không nhận")
    assert "SMTP_URL" in line
    settings.ADMIN_MAIL = []
    assert "chưa có ADMIN_MAIL" in lines_of(doctor()[1], "Thư")[0]
