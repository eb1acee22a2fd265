"""The server's clock was a year ahead, or stands at 1970: good backups stay, the newest is the one
that was made last, and failures are told."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings
from time_machine import Traveller

from backups import making
from backups.models import Backup
from backups.newest import newest
from health import backup_age
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def silent(done: int, total: int, sentence: str = "") -> None:
    pass


@pytest.fixture(autouse=True)
def clock(tmp_path: Path, settings: Settings) -> Iterator[Traveller]:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.MEDIA_ROOT.mkdir()
    with time_machine.travel("2026-11-23T02:10:00+07:00", tick=False) as clock:
        make_article()
        yield clock


def lay(*names: str) -> set[str]:
    """Backups that were made before, as empty files with their rows."""
    for name in names:
        (making.folder() / f"chibo-{name}-021000.tar").touch()
        at = datetime.datetime.strptime(f"{name} 0210+0700", "%Y%m%d %H%M%z")
        Backup.objects.create(name=f"chibo-{name}-021000.tar", at=at, state=Backup.State.DONE)
    return {f"chibo-{name}-021000.tar" for name in names}


def names() -> set[str]:
    return {file.name for file in making.stored()}


def test_backups_of_days_to_come_push_no_other_out() -> None:
    right = lay(*[f"202611{day}" for day in range(17, 23)])
    lay(*[f"202711{day}" for day in range(10, 30)])
    made = making.make(silent)
    assert right | {made.file.name} <= names()


def test_backup_made_at_1970_stays_beside_the_others(clock: Traveller) -> None:
    right = lay(*[f"202611{day}" for day in range(16, 23)])
    clock.move_to(3600.0)
    made = making.make(silent)
    assert made.file.exists()
    assert right <= names()


def test_newest_is_the_last_that_was_made(clock: Traveller) -> None:
    lay("20271110")
    made = making.make(silent)
    assert making.newest_stored() == made.file
    assert "23-11-2026" in newest()[0][0]


def test_backup_of_days_to_come_hides_neither_failures_nor_age(clock: Traveller) -> None:
    lay("20261101", "20271110")
    assert "đã lâu chưa sao lưu lại" in newest()[0][2]
    assert any("đã cũ" in each.sentence for each in backup_age.backups())
    Backup.objects.create(state=Backup.State.FAILED, error="Ổ đĩa đã đầy.", at=timezone.now())
    assert "Ổ đĩa đã đầy." in newest()[0][2]
    assert any("Ổ đĩa đã đầy." in each.sentence for each in backup_age.backups())
