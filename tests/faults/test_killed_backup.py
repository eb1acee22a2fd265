"""kill -9 of a backup and of a restore, at any moment, and what the doctor says then."""

import os
import random
import re
import time
from pathlib import Path

import pytest

from backups.unpacking import open_backup, unpack
from tests.backups.sites import furnish, photo_of, titles
from tests.faults.conftest import Furnished
from tests.support.doctor import left_after_fix
from tests.support.killing import begin, kill_after
from tests.support.server import Site

pytestmark = pytest.mark.faults

ROUNDS = 3
PHOTOS, PHOTO_BYTES = 60, 500_000  # so that the writing of it takes its time
SECOND = "Tin thứ hai"
ACKNOWLEDGED = re.compile(r"Đã sao lưu vào .*/(chibo-\S+\.tar):")


@pytest.fixture
def site(furnished: Furnished, tmp_path: Path) -> Site:
    """Nobody serves it."""
    made = furnished.copy(tmp_path / "site")
    furnish(made)
    folder = made.data / "media" / "photos" / "2026" / "11"
    for number in range(PHOTOS):
        (folder / f"{number:016x}-1600.webp").write_bytes(os.urandom(PHOTO_BYTES))
    return made


def seconds_of(site: Site, *arguments: str) -> float:
    begun = time.monotonic()
    site.manage(*arguments)
    return time.monotonic() - begun


def unpacked(file: Path, folder: Path) -> int:
    """How many files the backup has; raises where it is not whole."""
    folder.mkdir()
    with file.open("rb") as content:
        return len(unpack(open_backup(content, lambda: ""), folder, lambda *_: None).files)


def test_backup_that_is_there_is_whole_and_the_last_that_was_told_is_there(
    site: Site, tmp_path: Path
) -> None:
    rng = random.Random(345)
    lasts = seconds_of(site, "backup")
    folder = site.data / "backups"
    [told] = [file.name for file in folder.iterdir()]
    for number in range(ROUNDS):
        moment = rng.uniform(lasts / 3, lasts * 1.1)
        said = kill_after(begin(site, "backup"), 0, moment)
        told = max([told, *ACKNOWLEDGED.findall(said)])
        there = [file for file in folder.iterdir() if not file.name.startswith(".")]
        assert told in [file.name for file in there]
        for file in there:
            assert unpacked(file, tmp_path / f"{number}-{file.name}") > PHOTOS
    assert left_after_fix(site) == []
    assert [path.name for path in site.data.glob("backup-work-*")] == []
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_restore_is_old_or_new_once_the_doctor_was_there(site: Site, tmp_path: Path) -> None:
    rng = random.Random(346)
    file = str(tmp_path / "trang.tar")
    site.manage("backup", file)
    new = titles(site), photo_of(site)
    furnish(site, SECOND)
    old = titles(site), photo_of(site)
    lasts = seconds_of(site, "restore", file, "--noinput")
    site.manage("restore", "--undo", "--noinput")
    for _ in range(ROUNDS):
        moment = rng.uniform(lasts / 3, lasts * 1.1)
        said = kill_after(begin(site, "restore", file, "--noinput"), 0, moment)
        site.run("doctor", "--fix")
        here = titles(site), photo_of(site)
        assert here == new if "Đã khôi phục" in said else here in (old, new)
        assert list(site.data.glob("restor*")) == []
        if here == new:
            site.manage("restore", "--undo", "--noinput")
            assert (titles(site), photo_of(site)) == old
    assert left_after_fix(site) == []
