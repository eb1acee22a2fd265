"""What the administrator is mailed about: jobs that failed for good, a site that is not ready."""

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from jobs.failures import tell_of
from jobs.models import MOST_ATTEMPTS, MOST_FAILURES, Job
from jobs.runner import Runner
from serving.readiness_watch import LOOK_SECONDS, ReadinessWatch

FULL = "Ổ đĩa còn dưới 100 MB."


@pytest.fixture(autouse=True)
def mailed(settings: Settings) -> None:
    settings.SMTP_URL, settings.ADMIN_MAIL = "smtp://localhost", ["quantri@example.vn"]
    settings.ALLOWED_HOSTS, settings.HTTPS = ["tin.example.vn"], True


@pytest.mark.django_db
def test_job_is_told_of_when_it_is_not_tried_again_and_not_before(
    mailoutbox: list[EmailMessage],
) -> None:
    job = Job.objects.create(name="backup")
    for number in range(MOST_FAILURES):
        assert mailoutbox == [], number
        job.fail(FULL)
        tell_of(job)
    (mail,) = mailoutbox
    assert mail.subject == "[tin.example.vn] Công việc nền không xong: Sao lưu"
    assert mail.to == ["quantri@example.vn"]
    assert f"Lý do: {FULL}" in mail.body
    assert f"https://tin.example.vn/quan-tri/jobs/job/{job.pk}/change/" in mail.body


@pytest.mark.django_db
def test_job_that_was_cut_off_too_often_is_told_of_too(mailoutbox: list[EmailMessage]) -> None:
    often = Job.objects.create(name="backup", state="running", attempts=MOST_ATTEMPTS)
    Job.objects.create(name="backup", state="running", attempts=MOST_ATTEMPTS - 1)
    Runner(is_wanted=lambda: False).run_once()
    (mail,) = mailoutbox
    assert "ngắt giữa chừng quá nhiều lần" in mail.body
    assert f"/quan-tri/jobs/job/{often.pk}/change/" in mail.body


@pytest.mark.django_db
def test_nobody_is_told_where_no_address_is_set(
    settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.ADMIN_MAIL = []
    job = Job.objects.create(name="backup")
    job.set_aside(FULL)
    tell_of(job)
    assert mailoutbox == []


def test_site_that_is_not_ready_is_told_of_once_and_when_it_is_over(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    now, found = [0.0], list[str]()
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr("serving.readiness_watch.faults", lambda: found)
    watch = ReadinessWatch()

    def pass_minutes(number: int) -> list[str]:
        for _ in range(number * 30):
            now[0] += LOOK_SECONDS / 30
            watch()
        said = [str(mail.subject) for mail in mailoutbox]
        mailoutbox.clear()
        return said

    assert pass_minutes(5) == []
    found.append(FULL)
    assert pass_minutes(2) == []
    found.clear()
    assert pass_minutes(5) == []  # a restart of the database is no news
    found.append(FULL)
    assert pass_minutes(60) == ["[tin.example.vn] Trang không còn sẵn sàng"]
    found.clear()
    assert pass_minutes(60) == ["[tin.example.vn] Trang đã sẵn sàng trở lại"]
