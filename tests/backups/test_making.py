"""Backups by the clock: where they go, which stay, and what is said where there can be none."""

import datetime
import os
import shutil
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django import Settings

from backups import creating, making
from backups.errors import BackupError
from backups.jobs import backup
from backups.models import Backup
from jobs.registry import JobFailed
from tests.support.factories import make_article
from visitors.models import DaySalt
from visitors.salts import make_salt

# The snapshot has a connection of its own, and sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


def silent(done: int, total: int, sentence: str = "") -> None:
    pass


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.MEDIA_ROOT.mkdir()
    make_article()
    yield settings.DATA_DIR
    assert list(settings.DATA_DIR.glob("backup-work-*")) == []


def test_each_is_written_down_and_those_that_need_not_stay_go(data: Path) -> None:
    folder = making.folder()
    for day in range(1, 29):
        (folder / f"chibo-202601{day:02}-021000.tar").touch()
    (folder / "ghi-chu.txt").touch()
    Backup.objects.create(name="chibo-20260102-021000.tar", state="done")
    made = making.make(silent)
    row, *others = Backup.objects.all()
    assert {each.name for each in others} == {path.name for path in making.stored()[:-1]}
    assert (row.name, row.size, row.is_encrypted) == (made.file.name, made.size, False)
    assert made.file.stat().st_size == made.size
    assert stat.S_IMODE(made.file.stat().st_mode) & 0o077 == 0
    days = [18, *range(23, 29)]  # of a week of its own, and six before the one of today
    expected = [f"chibo-202601{day:02}-021000.tar" for day in days]
    assert [path.name for path in making.stored()] == [*expected, made.file.name]
    assert (folder / "ghi-chu.txt").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_TO = str(tmp_path / "o-dia-chua-gan")
    with pytest.raises(JobFailed, match=r"Không có thư mục .*o-dia-chua-gan"):
        backup.function(silent)
    [row] = Backup.objects.all()
    assert (row.state, "ổ đĩa chưa gắn" in row.error) == ("failed", True)


def test_place_where_the_account_may_not_look_is_told(tmp_path: Path, settings: Settings) -> None:
    """As in root's home. Root itself may look anywhere, but for too long a name."""
    where = tmp_path / ("a" * 300)
    settings.BACKUP_TO = str(where)
    for file in (where, where / "trang.tar"):
        with pytest.raises(BackupError, match=r"Không đọc hay ghi được .*tên quá dài"):
            making.make(silent, file)
    with pytest.raises(JobFailed, match="tên quá dài"):
        backup.function(silent)
    assert "tên quá dài" in Backup.objects.get().error


def test_nothing_but_an_older_backup_is_written_over(data: Path, tmp_path: Path) -> None:
    database = data / "site.sqlite3"
    database.write_bytes(b"SQLite format 3\0")
    for other in (database, Path("/dev/null")):
        with pytest.raises(BackupError, match="không phải bản sao lưu, nên không ghi đè"):
            making.make(silent, other)
    assert database.read_bytes() == b"SQLite format 3\0"
    assert Path("/dev/null").is_char_device()
    empty = tmp_path / "trang.tar"
    empty.touch()
    for _ in range(2):
        assert making.make(silent, empty).size == empty.stat().st_size


def test_a_full_disk_leaves_the_one_before_and_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "trang.tar"
    making.make(silent, file)
    whole = file.read_bytes()

    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(BackupError, match="đã đầy"):
            making.make(silent, file)
    assert file.read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["trang.tar"]


def test_a_failure_that_cannot_be_written_down_is_said_all_the_same(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DISK_RESERVE_MB = 10**9

    def full(**row: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Backup.objects, "create", full)
    with pytest.raises(BackupError, match="Không đủ chỗ"):
        making.make(silent)


def test_too_little_room_is_said_before_anything_is_written(
    tmp_path: Path, settings: Settings
) -> None:
    settings.DISK_RESERVE_MB = 10**9
    with pytest.raises(BackupError, match="Không đủ chỗ"):
        making.make(silent, tmp_path / "trang.tar")
    assert not (tmp_path / "trang.tar").exists()


def test_two_at_once_are_one(tmp_path: Path) -> None:
    with creating.snapshot_alone(None, silent), pytest.raises(BackupError, match="đang chạy"):
        making.make(silent, tmp_path / "trang.tar")


def test_a_picture_that_is_deleted_meanwhile_is_in_it(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = Path(settings.MEDIA_ROOT) / "anh.webp"
    picture.write_bytes(b"anh")
    original = creating.manifest_of

    def deleting(work: Path) -> Any:
        picture.unlink()
        return original(work)

    monkeypatch.setattr(creating, "manifest_of", deleting)
    making.make(silent, tmp_path / "trang.tar")
    with tarfile.open(tmp_path / "trang.tar") as opened:
        assert "media/anh.webp" in opened.getnames()


def test_salts_of_visitors_keys_are_in_no_backup(tmp_path: Path) -> None:
    """They would tell, for as long as the backup stays, whose address a key is."""
    salt = make_salt(datetime.date(2026, 11, 30))
    making.make(silent, tmp_path / "trang.tar")
    data = (tmp_path / "trang.tar").read_bytes()
    assert salt not in data
    assert bytes(DaySalt.objects.get().salt) == salt


RESTIC = """#!/bin/sh
for word; do case $word in snapshots|init|backup|forget|dump) what=$word; break;; esac; done
case $what in
snapshots)
    test -e "$STORE" || { echo "Fatal: unable to open config file: no" >&2; exit 1; }
    echo '[{"id": "1", "time": "2026-11-30T02:10:00.123456789+07:00"}]';;
init) : > "$STORE";;
backup) cat > "$STORE";;
dump) cat "$STORE";;
esac
"""


@pytest.fixture
def remote(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.BACKUP_TO = "sftp:may-khac:/sao-luu"
    settings.BACKUP_PASSWORD_FILE = str(tmp_path / "mat-khau")
    (tmp_path / "mat-khau").write_text("mật khẩu")
    monkeypatch.setenv("STORE", str(tmp_path / "kho"))
    return tmp_path / "kho"


def test_restic_is_asked_for_where_it_is_missing(
    remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(BackupError, match="cần lệnh restic"):
        making.make(silent)


def test_restic_gets_the_archive(
    remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "restic"
    program.write_text(RESTIC)
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    made = making.make(silent)
    assert remote.stat().st_size == made.size
    with tarfile.open(remote) as opened:
        assert opened.getnames()[:2] == ["about.json", "site.sqlite3"]
    program.write_text("#!/bin/sh\necho 'Fatal: no route to host' >&2; exit 1\n")
    with pytest.raises(BackupError, match="no route to host"):
        making.make(silent)
    assert [row.state for row in Backup.objects.all()] == ["failed", "done"]
