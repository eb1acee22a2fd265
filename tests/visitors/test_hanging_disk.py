"""A disk that hangs, as network storage does: readers get their pages, and views are counted."""

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.server import Site, make_site
from tests.support.visits import FIREFOX

HANGS_SECONDS = 15  # far longer than figures stay fresh, and than a page may wait for newer ones
PAGE = "/cach-tinh-luot-truy-cap/"
TOOLS = ("mkfs.ext4", "mount", "umount", "fsfreeze")
PATHS = [PAGE, "/up"]
LEAST_SECONDS = 0.1  # of the bound: a busy machine's own pauses are no disk's


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


def seconds_for(site: Site, path: str) -> float:
    begun = time.perf_counter()
    assert site.get(path, "203.0.113.1", FIREFOX) == 200
    return time.perf_counter() - begun


def test_pages_from_memory_and_up_answer_while_the_disk_hangs(disk: Path) -> None:
    asked = 0
    with make_site(disk) as site:
        healthy: dict[str, list[float]] = {path: [] for path in PATHS}
        for _ in range(200):
            for path in PATHS:
                healthy[path].append(seconds_for(site, path))
            asked += 1
        most = {
            path: max(10 * statistics.quantiles(times, n=100)[98], LEAST_SECONDS)
            for path, times in healthy.items()
        }
        slow: list[tuple[str, float]] = []
        with frozen(disk):
            end = time.monotonic() + HANGS_SECONDS
            while time.monotonic() < end:
                times = {path: seconds_for(site, path) for path in PATHS}
                slow += [(path, took) for path, took in times.items() if took > most[path]]
                asked += 1
        site.restart()
        [(views,)] = site.query("SELECT SUM(page_views) FROM visitors_dailyvisits")
    assert slow == [], most
    assert views == asked
