"""Backups through the real restic, where it is installed."""

import datetime
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from articles.models import Article
from backups import making, restic
from backups.errors import BackupError
from backups.manifest import DATABASE
from backups.unpacking import open_backup, unpack
from tests.support.factories import make_article

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("restic") is None, reason="restic is not installed"),
]

PHOTOS, PHOTO_BYTES = 100, 300_000


def silent(done: int, total: int, sentence: str = "") -> None:
    pass


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    settings.BACKUP_TO = f"local:{tmp_path / 'kho'}"
    settings.BACKUP_PASSWORD_FILE = str(tmp_path / "mat-khau")
    (tmp_path / "mat-khau").write_text("mật khẩu\n")
    make_article()
    return tmp_path / "kho"


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def add_photo(name: str) -> None:
    folder = Path(django_settings.MEDIA_ROOT) / "photos" / "2026" / "11"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.jpg").write_bytes(os.urandom(PHOTO_BYTES))


def ask(*arguments: str) -> str:
    where = ["-r", django_settings.BACKUP_TO.removeprefix("local:")]
    password = ["--password-file", django_settings.BACKUP_PASSWORD_FILE]
    return subprocess.run(  # noqa: S603
        [str(shutil.which("restic")), *where, *password, *arguments],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def moments() -> list[str]:
    return sorted(each["time"][:10] for each in json.loads(ask("snapshots", "--json")))


def lay(day: datetime.date) -> None:
    """A backup of that day."""
    blank = Path(django_settings.DATA_DIR) / "nothing"
    blank.write_text("")
    ask("backup", "--host", "chibo", "--time", f"{day} 02:10:00", str(blank))


def test_pictures_are_stored_once(repository: Path) -> None:
    for number in range(PHOTOS):
        add_photo(f"{number:03}")
    making.make(silent)
    first = size_of(repository)
    assert first > PHOTOS * PHOTO_BYTES
    add_photo("050-moi")
    Article.objects.update(title="Tựa đã sửa")
    making.make(silent)
    assert size_of(repository) < 1.1 * first


def test_what_is_fetched_is_the_backup(tmp_path: Path) -> None:
    add_photo("001")
    made = making.make(silent)
    restic.fetch(tmp_path / "chibo.tar")
    (tmp_path / "site").mkdir()
    with (tmp_path / "chibo.tar").open("rb") as file:
        manifest = unpack(open_backup(file, lambda: ""), tmp_path / "site", silent)
    assert manifest == made.manifest
    assert (tmp_path / "site" / DATABASE).exists()


def test_days_weeks_and_months_stay_and_those_to_come_take_nobody_s_place() -> None:
    making.make(silent)  # makes the repository
    today = datetime.datetime.now(datetime.UTC).date()
    for ago in (*range(1, 12), -400, -401):
        lay(today - datetime.timedelta(days=ago))
    making.make(silent)
    found = moments()
    assert str(today) in found
    for ago in (*range(1, 7), -400, -401):
        assert str(today - datetime.timedelta(days=ago)) in found
    assert len(found) < 13


def test_a_repository_without_any_is_named(tmp_path: Path) -> None:
    ask("init")
    with pytest.raises(BackupError, match="Chưa có bản sao lưu nào ở local:"):
        restic.fetch(tmp_path / "chibo.tar")


def test_another_password_is_refused_in_words(tmp_path: Path) -> None:
    making.make(silent)
    (tmp_path / "mat-khau").write_text("mật khẩu khác\n")
    with pytest.raises(BackupError, match=r"restic không sao lưu được.*wrong password"):
        making.make(silent)


@contextmanager
def another_at_work(repository: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A restic that waits for what it is to store, and has its lock."""
    command = [str(shutil.which("restic")), "-r", str(repository), "backup", "--stdin"]
    password = ["--password-file", django_settings.BACKUP_PASSWORD_FILE]
    with subprocess.Popen([*command, *password], stdin=subprocess.PIPE) as busy:  # noqa: S603
        while not locks_of(repository):
            assert busy.poll() is None
        yield busy
        busy.kill()


def locks_of(repository: Path) -> list[Path]:
    return [file for file in (repository / "locks").iterdir() if "-tmp-" not in file.name]


@pytest.fixture
def one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something is to be thinned out, which wants the repository for itself."""
    monkeypatch.setattr(restic, "to_keep", lambda moments, now: {max(moments)})


@pytest.mark.usefixtures("one_stays")
def test_lock_of_one_that_was_killed_hinders_no_other(repository: Path, tmp_path: Path) -> None:
    making.make(silent)
    with another_at_work(repository):
        pass
    assert locks_of(repository)
    making.make(silent)
    assert len(moments()) == 1
    with another_at_work(repository):
        pass
    restic.fetch(tmp_path / "chibo.tar")
    assert locks_of(repository) == []


@pytest.mark.usefixtures("one_stays")
def test_one_that_is_at_work_is_named_and_not_disturbed(repository: Path) -> None:
    making.make(silent)
    with another_at_work(repository):
        with pytest.raises(BackupError, match="already locked by PID"):
            making.make(silent)
        assert locks_of(repository)
