"""A disk that hangs, as network storage does: readers get their pages, and views are counted."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.server import make_site
from tests.support.visits import FIREFOX

HANGS_SECONDS = 15  # far longer than figures stay fresh, and than a page may wait for newer ones
PAGE = "/cach-tinh-luot-truy-cap/"
TOOLS = ("mkfs.ext4", "mount", "umount", "fsfreeze")
PATHS = [PAGE, "/up"]
PATIENCE_SECONDS = HANGS_SECONDS / 3  # of a client: who waits for the disk gets nothing in time


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which the test may freeze."""
    if os.geteuid() != 0 or not all(map(shutil.which, TOOLS)):
        pytest.skip("only root may mount and freeze a file system (ext4 on a loop device)")
    image, folder = tmp_path / "image", tmp_path / "disk"
    with image.open("wb") as file:
        file.truncate(512 << 20)
    folder.mkdir()
    run("mkfs.ext4", "-q", str(image))
    try:
        run("mount", "-o", "loop", str(image), str(folder))
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no loop device can be mounted here: {error.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        run("umount", "--lazy", str(folder))


@contextmanager
def frozen(folder: Path) -> Iterator[None]:
    """Whoever writes to the disk hangs, as does a store into a mapped file of it."""
    run("fsfreeze", "--freeze", str(folder))
    try:
        yield
    finally:
        run("fsfreeze", "--unfreeze", str(folder))


def test_pages_from_memory_and_up_answer_while_the_disk_hangs(disk: Path) -> None:
    asked = 0
    with make_site(disk) as site:
        while asked < 200:  # every process has both in memory then
            assert [site.get(path, "203.0.113.1", FIREFOX) for path in PATHS] == [200, 200]
            asked += 1
        with frozen(disk):
            end = time.monotonic() + HANGS_SECONDS
            while time.monotonic() < end:
                for path in PATHS:
                    assert site.get(path, "203.0.113.1", FIREFOX, timeout=PATIENCE_SECONDS) == 200
                asked += 1
        site.restart()
        [(views,)] = site.query("SELECT SUM(page_views) FROM visitors_dailyvisits")
    assert views == asked
