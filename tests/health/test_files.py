"""The disk, and what lies on it: told, and mended where that cannot hurt."""

import datetime
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from pytest_django import Settings
from time_machine import TimeMachineFixture

from jobs.models import Job
from tests.health.doctor import doctor, lines_of, store
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(("megabytes", "word"), [(499, "LỖI"), (900, "nên xem"), (5000, "ổn")])
def test_room_is_measured_against_the_reserve(
    megabytes: int, word: str, well: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.DISK_RESERVE_MB = 500
    free = SimpleNamespace(free=megabytes << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: free)
    _, said = doctor()
    assert lines_of(said, "Ổ đĩa")[0].startswith(word)


def test_disk_without_room_for_names_is_told(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=1 << 40))
    counts = SimpleNamespace(f_files=1000, f_favail=3)
    monkeypatch.setattr("health.disk.os.statvfs", lambda folder: counts)
    _, said = doctor()
    assert "gần hết số tệp" in lines_of(said, "Ổ đĩa")[0]


def test_file_that_others_can_read_is_told_and_closed(well: Path) -> None:
    (well / "visits").mkdir()
    (well / "visits").chmod(0o755)
    (well / "secret_key").touch()
    (well / "secret_key").chmod(0o640)
    _, said = doctor()
    [line] = lines_of(said, "Quyền của tệp")
    assert line.startswith("nên xem Quyền của tệp: 2 tệp, thư mục")
    assert "secret_key" in line
    _, said = doctor("--fix")
    assert lines_of(said, "Quyền của tệp")[-1].startswith("ổn")
    assert [(well / name).stat().st_mode & 0o777 for name in ("visits", "secret_key")] == [
        0o700,
        0o600,
    ]


def test_folder_that_others_can_enter_is_a_fault(well: Path) -> None:
    well.chmod(0o755)
    code, said = doctor()
    assert lines_of(said, "Quyền của tệp")[0].startswith("LỖI")
    assert code == 2
    doctor("--fix")
    assert well.stat().st_mode & 0o777 == 0o700


def test_link_out_of_the_folder_is_not_followed(well: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.touch()
    outside.chmod(0o644)
    (well / "link").symlink_to(outside)
    well.chmod(0o755)
    doctor("--fix")
    assert outside.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_file_of_another_account_is_told_and_nothing_is_mended_by_another_account(
    well: Path,
) -> None:
    (well / "secret_key").touch()
    os.chown(well / "secret_key", 12345, -1)
    _, said = doctor()
    [line] = lines_of(said, "Quyền của tệp")
    assert "không thuộc tài khoản" in line
    assert "sudo chown -R" in line
    os.chown(well, 12345, -1)
    with pytest.raises(CommandError, match="sudo -u 12345"):
        call_command("doctor", "--fix")


def test_file_that_an_article_names_and_that_is_gone_is_told(well: Path) -> None:
    article = make_article()
    name = "photos/2026/11/aaaaaaaaaaaaaaaa-960.webp"
    article.photos.create(file=name, order=1)
    files = store(name)
    smaller = next(file for file in files if file.name.endswith("-480.jpg"))
    smaller.unlink()
    code, said = doctor()
    [line] = lines_of(said, "Tệp ảnh")
    assert line.startswith("LỖI Tệp ảnh: 1 ảnh có tên trong bài mà thiếu tệp")
    assert f"{smaller.relative_to(well / 'media')} (bài số {article.pk})" in line
    assert code == 2
    for file in files:
        file.unlink(missing_ok=True)
    [line] = lines_of(doctor()[1], "Tệp ảnh")
    assert f"và {len(files) - 1} cỡ khác (bài số {article.pk})" in line


def test_file_that_no_row_names_is_told_after_a_day_and_moved_aside(
    well: Path, time_machine: TimeMachineFixture
) -> None:
    orphan = "photos/2026/11/bbbbbbbbbbbbbbbb-480.webp"
    files = store(orphan)
    before = sorted(path for path in (well / "media").rglob("*.*") if path not in files)
    assert lines_of(doctor("--fix")[1], "Tệp ảnh")[0].startswith("ổn")
    time_machine.move_to(timezone.now() + 2 * DAY, tick=False)
    _, said = doctor()
    [line] = lines_of(said, "Tệp ảnh")
    assert line.startswith("nên xem Tệp ảnh: 2 tệp ảnh không bài nào dùng")
    assert line.endswith("doctor --fix")
    _, said = doctor("--fix")
    assert "Đã chuyển 2 tệp ảnh" in said
    assert lines_of(said, "Tệp ảnh")[-1].startswith("ổn")
    assert sorted((well / "media").rglob("*.*")) == before
    [aside] = well.glob("orphans-*")
    assert (aside / orphan).read_bytes() == b"anh"
    assert aside.stat().st_mode & 0o077 == 0


def test_upload_that_a_killed_process_has_left_is_told_after_an_hour_and_deleted(
    well: Path, time_machine: TimeMachineFixture
) -> None:
    left = well / "tmpabc.upload.jpg"
    left.write_bytes(b"a" * (3 << 20))
    left.chmod(0o600)
    assert lines_of(doctor("--fix")[1], "Tệp gửi dở")[0].startswith("ổn")
    time_machine.move_to(timezone.now() + DAY, tick=False)
    [line] = lines_of(doctor()[1], "Tệp gửi dở")
    assert line.startswith("nên xem Tệp gửi dở: 1 tệp gửi lên dở dang")
    assert "chiếm 3 MB" in line
    assert line.endswith("doctor --fix")
    assert "Đã xóa 1 tệp gửi lên dở dang" in doctor("--fix")[1]
    assert not left.exists()


@pytest.mark.parametrize("what", ["job", "upload"])
def test_nothing_is_moved_while_pictures_may_be_coming_in(
    what: str, well: Path, time_machine: TimeMachineFixture
) -> None:
    files = store("photos/2026/11/cccccccccccccccc-480.webp")
    now = timezone.now() + 2 * DAY
    time_machine.move_to(now, tick=False)
    if what == "job":
        Job.objects.create(name="backup", state="running")
    else:
        coming = well / "tmpabc.upload.jpg"
        coming.touch(0o600)
        os.utime(coming, (now.timestamp(), now.timestamp()))
    _, said = doctor("--fix")
    assert "Chưa chuyển tệp ảnh thừa nào" in said
    assert all(file.exists() for file in files)


def test_place_of_views_that_cannot_be_written_is_told(well: Path) -> None:
    visits = well / "visits"
    assert lines_of(doctor()[1], "Tệp ghi lượt xem")[0].startswith("ổn")
    shutil.rmtree(visits, ignore_errors=True)
    visits.touch(mode=0o600)
    code, said = doctor()
    [line] = lines_of(said, "Tệp ghi lượt xem")
    assert line.startswith(
        f"LỖI Tệp ghi lượt xem: Không đọc hay ghi được {visits}: đường dẫn đi qua"
    )
    assert code == 2
    with pytest.raises(CommandError, match=f"Không đọc hay ghi được {visits}"):
        call_command("backup", str(well / "trang.tar"))
