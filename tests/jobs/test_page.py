"""“Công việc nền” and the administrator's first page: what people see of jobs."""

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from jobs import models
from jobs.models import Job
from tests.chibo_site.first_page import first_page
from tests.support.admin_pages import texts
from tests.support.factories import make_identity, make_person

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/jobs/job/"


def client_of(role: str) -> Client:
    client = Client()
    client.force_login(make_person("nguoi-xem", role))
    return client


def make_failed_job() -> Job:
    job = Job.objects.create(name="self_check")
    for _ in range(models.MOST_FAILURES):
        job.start()
        job.fail("Không có ổ đĩa sao lưu.")
    return job


def test_page_says_how_far_a_job_is() -> None:
    job = Job.objects.create(name="nhap-bai")
    job.start()
    Job.objects.filter(pk=job.pk).update(done=3, total=12, progress="Bài thứ ba")
    client = client_of(ADMINISTRATOR)
    for address in (PAGE, f"{PAGE}tinh-trang/"):
        html = client.get(address).content.decode()
        assert "Đang chạy" in html
        assert '<progress class="jobs__bar" max="12" value="3"' in html
        assert "3/12 Bài thứ ba" in html
    assert "3/12 Bài thứ ba" in client.get(f"{PAGE}{job.pk}/change/").content.decode()


@pytest.mark.parametrize("rest", ["change/", "history/"])
def test_pages_of_a_job_call_it_as_the_list_does(rest: str) -> None:
    job = Job.objects.create(name="self_check")
    client = client_of(ADMINISTRATOR)
    [way] = texts(client.get(f"{PAGE}{job.pk}/{rest}").content.decode(), "breadcrumbs")
    assert "Tự kiểm tra nội dung" in way
    assert "self_check" not in way


def test_page_has_no_script_of_its_own_in_it() -> None:
    response = client_of(ADMINISTRATOR).get(PAGE)
    html = response.content.decode()
    assert "<script>" not in html
    assert "style=" not in html
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_an_open_page_keeps_nobody_signed_in(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    client = client_of(ADMINISTRATOR)
    client.get(PAGE)
    for hours in range(1, 11):
        time_machine.move_to(f"2026-06-15T{12 + hours}:00:00Z", tick=False)
        status = client.get(f"{PAGE}tinh-trang/").status_code
    assert status == 302


def test_job_that_failed_three_times_is_on_the_administrator_s_first_page() -> None:
    make_identity(logo="identity/a.webp", governing_body="Tỉnh ủy")
    job = make_failed_job()
    html = first_page(make_person("quantri", ADMINISTRATOR))
    assert texts(html, "tasks__name") == ["Việc nền không xong 1"]
    [item] = texts(html, "tasks__item")
    assert "Không có ổ đĩa sao lưu." in item
    assert item.endswith("Chạy lại")
    client = client_of(ADMINISTRATOR)
    response = client.post(f"{PAGE}{job.pk}/chay-lai/", follow=True)
    assert "sẽ chạy lại trong giây lát" in response.content.decode()
    job.refresh_from_db()
    assert (job.state, job.failures, job.error) == ("waiting", 0, "")
    assert "Việc nền không xong" not in first_page(make_person("quantri", ADMINISTRATOR))
    assert client.post(f"{PAGE}{job.pk}/chay-lai/").status_code == 404


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_jobs_are_the_administrator_s_alone(role: str) -> None:
    job = make_failed_job()
    client = client_of(role)
    assert "Việc nền" not in first_page(make_person("nguoi-xem", role))
    for address in (PAGE, f"{PAGE}tinh-trang/", f"{PAGE}{job.pk}/change/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{PAGE}{job.pk}/chay-lai/").status_code == 403
    job.refresh_from_db()
    assert job.state == "set_aside"


def test_third_failure_alone_sets_a_job_aside() -> None:
    job = Job.objects.create(name="nhap-bai")
    states = []
    for _ in range(3):
        job.start()
        job.fail("Hỏng.")
        states.append(job.state)
    assert states == ["waiting", "waiting", "set_aside"]


def test_job_that_takes_the_machine_down_each_time_is_set_aside_at_last() -> None:
    job = Job.objects.create(name="nhap-bai")
    for _ in range(models.MOST_ATTEMPTS):
        job.start()
        Job.objects.all().begin_anew()
        job.refresh_from_db()
    assert (job.state, job.error) == ("set_aside", models.ALWAYS_CUT_OFF)


def test_what_is_done_does_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "FINISHED_KEPT", 3)
    Job.objects.bulk_create(Job(name=str(number), state="done") for number in range(6))
    failed = make_failed_job()
    Job.objects.all().prune()
    assert [job.name for job in Job.objects.all()] == [failed.name, "5", "4", "3"]
