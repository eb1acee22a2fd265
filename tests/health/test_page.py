"""“Tình trạng máy chủ”, the nightly job behind it, and the administrator's first page."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from articles import search
from articles.models import Article
from chibo_site.roles import ADMINISTRATOR
from health import jobs
from health.examination import examine_and_remember
from health.models import CheckRun
from jobs.models import Job
from portal.models import Identity
from tests.chibo_site.first_page import first_page
from tests.health.doctor import doctor
from tests.support.accounts import make_person
from tests.support.admin_pages import texts
from tests.support.factories import make_person as make_staff

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/health/checkrun/"
AGAIN = f"{PAGE}xem-lai/"


@pytest.fixture
def person() -> User:
    return make_person("quan-tri")


@pytest.fixture
def client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def say_nothing(done: int, total: int, sentence: str = "") -> None:
    """A progress that nobody watches."""


def results_on(html: str) -> list[str]:
    return texts(html, "health__result")


def test_page_shows_quick_checks_as_they_are_and_writes_nothing(well: Path, client: Client) -> None:
    Identity.objects.update(phone="")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(PAGE).content.decode()
    assert any("Còn trống: điện thoại" in each for each in results_on(html))
    assert "lần xem đầu tiên, chưa chạy" in html
    assert not any("Tìm kiếm" in each for each in results_on(html))
    assert not CheckRun.objects.exists()
    wrote = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert wrote == []
    assert len(queries) <= 40


def test_page_shows_slow_checks_as_the_last_run_found_them(well: Path, client: Client) -> None:
    article = Article.objects.get()
    search.remove(article.pk)
    examine_and_remember(say_nothing)
    search.index(article)
    html = client.get(PAGE).content.decode()
    results = results_on(html)
    [line] = [each for each in results if each.startswith("Tìm kiếm")]
    assert "thiếu 1 bài" in line
    assert "manage.py doctor --fix" in line
    assert "của lần xem lúc" in html
    # What is worst comes first.
    assert results[0] == line


def test_page_needs_no_script_and_no_style_of_its_own(well: Path, client: Client) -> None:
    html = client.get(PAGE).content.decode()
    assert "<script>" not in html
    assert "style=" not in html


def test_button_lets_the_same_runner_look_again_once(well: Path, client: Client) -> None:
    assert client.get(AGAIN).status_code == 405
    assert "sẽ chạy trong giây lát" in client.post(AGAIN, follow=True).content.decode()
    assert "đang chờ hoặc đang chạy rồi" in client.post(AGAIN, follow=True).content.decode()
    assert [each.name for each in Job.objects.all()] == ["health_check"]
    html = client.get(PAGE).content.decode()
    assert "Đang xem lại" in html
    assert "Xem lại ngay" not in html


def test_nobody_else_gets_in(well: Path) -> None:
    client = Client()
    client.force_login(make_staff("nguoi-khac", ADMINISTRATOR))
    assert client.get(PAGE).status_code == 403
    assert client.post(AGAIN).status_code == 403
    assert "Tình trạng máy chủ" not in client.get("/quan-tri/").content.decode()
    assert not Job.objects.exists()


def test_first_page_names_faults_until_they_are_mended(well: Path, person: User) -> None:
    assert "Lỗi ở máy chủ" not in first_page(person)
    search.remove(Article.objects.get().pk)
    Identity.objects.update(phone="")
    jobs.health_check.function(say_nothing)
    html = first_page(person)
    assert "Lỗi ở máy chủ 1" in texts(html, "tasks__name")
    [item] = [each for each in texts(html, "tasks__item") if each.startswith("Tìm kiếm")]
    assert "thiếu 1 bài" in item
    assert f'href="{PAGE}"' in html
    administrator = make_staff("nguoi-khac", ADMINISTRATOR)
    assert "Lỗi ở máy chủ" not in first_page(administrator)
    doctor("--fix")
    assert "Lỗi ở máy chủ" not in first_page(person)


def test_administrator_is_mailed_what_is_new(
    well: Path, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.SMTP_URL, settings.ADMIN_MAIL = "smtp://localhost", ["quantri@example.vn"]
    settings.ALLOWED_HOSTS = ["tin.example.vn"]
    jobs.health_check.function(say_nothing)
    mailoutbox.clear()
    search.remove(Article.objects.get().pk)
    for _ in range(2):
        jobs.health_check.function(say_nothing)
        (mail,) = mailoutbox  # once for all nights in which it stays so
        assert mail.subject == "[tin.example.vn] Lỗi ở máy chủ"
        assert "Tìm kiếm: " in mail.body
        assert f"tin.example.vn{PAGE}" in mail.body
    doctor("--fix")
    jobs.health_check.function(say_nothing)
    assert len(mailoutbox) == 1


def test_the_job_runs_by_itself_each_night() -> None:
    assert jobs.health_check.schedule is not None
    assert jobs.health_check.schedule.period.days == 1
