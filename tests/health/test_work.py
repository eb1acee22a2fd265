"""Backups, jobs, tampering and the counter: what was not done, or done past the program."""

import datetime
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings
from time_machine import TimeMachineFixture

from backups.models import Backup
from integrity.models import Finding
from jobs.models import Job
from tests.health.doctor import doctor, lines_of
from tests.visitors.ledgers import make_day
from visitors.counter import counter
from visitors.models import DailyVisits

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def make_backup(data: Path, age: datetime.timedelta, **fields: object) -> Backup:
    (data / "backups").mkdir(mode=0o700, exist_ok=True)
    (data / "backups" / "chibo-20261130-021000.tar").touch(0o600)
    values = {"state": "done", "name": "chibo-20261130-021000.tar", "size": 1_200_000}
    return Backup.objects.create(at=timezone.now() - age, **{**values, **fields})


@pytest.mark.parametrize(("days", "word"), [(0.5, "ổn"), (3, "nên xem"), (9, "LỖI")])
def test_age_of_the_last_backup_is_told(days: float, word: str, well: Path) -> None:
    make_backup(well, days * DAY)
    _, said = doctor()
    [line] = lines_of(said, "Sao lưu")
    assert line.startswith(word)
    if word != "ổn":
        assert line.endswith("→ .venv/bin/python manage.py backup")


def test_site_in_production_without_any_backup_is_told(well: Path, settings: Settings) -> None:
    settings.PRODUCTION = True
    _, said = doctor()
    assert lines_of(said, "Sao lưu")[0].startswith("LỖI Sao lưu: Chưa có bản sao lưu nào.")


def test_backup_that_failed_and_one_that_is_gone_are_told(well: Path) -> None:
    made = make_backup(well, DAY)
    Backup.objects.create(state="failed", error="Ổ đĩa chứa /x đã đầy.")
    _, said = doctor()
    [line] = lines_of(said, "Sao lưu")
    assert "không xong: Ổ đĩa chứa /x đã đầy." in line
    (well / "backups" / made.name).unlink()
    _, said = doctor()
    assert "không còn ở" in lines_of(said, "Sao lưu")[1]


def test_drill_that_failed_or_never_was_is_told(well: Path) -> None:
    made = make_backup(well, 50 * DAY)
    _, said = doctor()
    [line] = lines_of(said, "Diễn tập khôi phục")
    assert line.startswith("nên xem")
    assert line.endswith("manage.py backup --drill")
    made.drilled_at, made.is_restorable = timezone.now(), True
    made.save()
    assert lines_of(doctor()[1], "Diễn tập khôi phục")[0].startswith("ổn")
    made.is_restorable, made.drill_result = False, "thiếu một tệp."
    made.save()
    [line] = lines_of(doctor()[1], "Diễn tập khôi phục")
    assert line.startswith("LỖI")
    assert "thiếu một tệp." in line


def test_place_that_takes_no_backup_is_told(well: Path, settings: Settings) -> None:
    settings.BACKUP_TO = str(well / "o-dia-roi")
    [line] = lines_of(doctor()[1], "Nơi sao lưu")
    assert line.startswith("LỖI Nơi sao lưu: Không ghi được bản sao lưu vào")
    assert "BACKUP_TO" in line
    (well / "o-dia-roi").mkdir(mode=0o700)
    assert lines_of(doctor()[1], "Nơi sao lưu")[0].startswith("ổn")
    settings.BACKUP_PASSWORD_FILE = str(well / "mat-khau")
    [line] = lines_of(doctor()[1], "Nơi sao lưu")
    assert line.startswith("LỖI")
    assert "BACKUP_PASSWORD_FILE" in line


def test_place_elsewhere_needs_restic(
    well: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BACKUP_TO = "sftp:nguoi@may-khac:/sao-luu"
    monkeypatch.setenv("PATH", str(well))
    [line] = lines_of(doctor()[1], "Nơi sao lưu")
    assert "apt install restic" in line


def test_job_that_was_set_aside_and_one_that_nobody_does_are_told(well: Path) -> None:
    Job.objects.create(name="backup", state="set_aside", error="Ổ đĩa đã đầy")
    _, said = doctor()
    [line] = lines_of(said, "Công việc nền")
    assert line.startswith("nên xem Công việc nền: Việc “Sao lưu” không xong: Ổ đĩa đã đầy.")
    Job.objects.create(name="self_check", queued_at=timezone.now() - DAY)
    _, said = doctor()
    line = lines_of(said, "Công việc nền")[1]
    assert line.startswith("LỖI Công việc nền: Không có tiến trình nào làm")
    assert line.endswith("manage.py run_jobs --once")


def test_tampering_that_nobody_has_seen_is_told(well: Path) -> None:
    Finding.objects.create(fingerprint="x", message="Bài “A” bị đổi không qua phần mềm")
    _, said = doctor()
    [line] = lines_of(said, "Tự kiểm tra nội dung")
    assert "1 điều chưa ai xem: Bài “A” bị đổi" in line
    assert line.endswith("manage.py self_check")


def test_day_of_the_counter_that_was_altered_is_told(
    well: Path, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-25T05:00:00Z", tick=False)
    make_day("2026-11-17", 10, 100)
    counter.restart()  # days are sealed once a day of the clock
    counter.aggregate()
    assert lines_of(doctor()[1], "Sổ lượt truy cập")[0].startswith("ổn")
    DailyVisits.objects.update(visits=99)
    [line] = lines_of(doctor()[1], "Sổ lượt truy cập")
    assert line.startswith("LỖI Sổ lượt truy cập: Có 1 chỗ bị sửa. Ngày 17-11-2026")
    assert line.endswith("manage.py verify_visits")
