"""kill -9 in the middle: what was there is there, and a restore is old or new, never both."""

import os
import random
import signal
import time
from pathlib import Path

from tests.backups.sites import digests, furnish, photo_of, titles
from tests.support.server import Site

FIRST, SECOND = "Hội nghị tổng kết", "Tin thứ hai"
MOMENTS = 6


def kill_after(site: Site, seconds: float, *arguments: str) -> None:
    process = site.begin(*arguments)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def seconds_of(site: Site, *arguments: str) -> float:
    begun = time.monotonic()
    site.manage(*arguments)
    return time.monotonic() - begun


def test_a_backup_that_is_killed_leaves_the_one_before(empty: Site, tmp_path: Path) -> None:
    file = tmp_path / "trang.tar"
    lasts = seconds_of(empty, "backup", str(file))
    whole, before = file.read_bytes(), digests(empty.data)
    (empty.data / "media" / "lon.bin").write_bytes(os.urandom(40 << 20))
    chance = random.Random(7)
    for _ in range(MOMENTS):
        kill_after(empty, chance.uniform(lasts / 2, lasts * 1.1), "backup", str(file))
        if file.stat().st_size == len(whole):
            assert file.read_bytes() == whole
        else:
            assert file.stat().st_size > 40 << 20  # it had come to its end
    empty.manage("backup", str(file))
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []
    left = digests(empty.data)
    del left["media/lon.bin"]
    assert left == before
    empty.manage("restore", str(file), "--noinput")


def test_a_restore_that_is_killed_is_old_or_new(empty: Site, tmp_path: Path) -> None:
    file = tmp_path / "trang.tar"
    empty.manage("backup", str(file))
    furnish(empty, SECOND)
    old, new = ([FIRST, SECOND], SECOND), ([FIRST], FIRST)
    lasts = seconds_of(empty, "restore", str(file), "--noinput")
    empty.manage("restore", "--undo", "--noinput")
    chance = random.Random(11)
    for _ in range(MOMENTS):
        kill_after(empty, chance.uniform(lasts / 3, lasts), "restore", str(file), "--noinput")
        said = empty.manage("restore", "--finish")
        is_new = (titles(empty), photo_of(empty)) == new
        assert is_new or (titles(empty), photo_of(empty)) == old
        if "đã làm nốt" in said:
            assert is_new
        elif "vẫn dùng dữ liệu cũ" in said:
            assert not is_new
        assert list(empty.data.glob("restor*")) == []
        if is_new:
            empty.manage("restore", "--undo", "--noinput")
            assert (titles(empty), photo_of(empty)) == old
