"""After a restore the figures are those of the backup: each view in them once."""

import threading
from pathlib import Path

from tests.support.server import Site
from tests.support.visits import FIREFOX

BEFORE, DURING, AFTER = 40, 30, 20


def view(site: Site, number: int) -> None:
    assert site.get("/", f"203.0.113.{number}", FIREFOX) == 200


def counted(site: Site) -> tuple[int, int]:
    """Page views and visits, once all journals are added up."""
    site.restart()
    site.kill()
    [row] = site.query("SELECT sum(page_views), sum(visits) FROM visitors_dailyvisits")
    return int(row[0]), int(row[1])


def test_each_view_before_the_backup_is_counted_once_after_a_restore(
    empty: Site, tmp_path: Path
) -> None:
    """Those that wait in journals at that moment, and those that are in the database already."""
    file = str(tmp_path / "trang.tar")
    empty.start()
    for number in range(BEFORE):
        view(empty, number)
    empty.manage("backup", file)  # while the site runs, and adds up every three seconds
    for number in range(BEFORE, BEFORE + AFTER):
        view(empty, number)
    assert counted(empty) == (BEFORE + AFTER, BEFORE + AFTER)
    empty.manage("restore", file, "--noinput")
    assert counted(empty) == (BEFORE, BEFORE)
    assert counted(empty) == (BEFORE, BEFORE), "nor later"


def test_views_during_the_backup_are_counted_once_or_not_at_all(
    empty: Site, tmp_path: Path
) -> None:
    file = str(tmp_path / "trang.tar")
    empty.start()
    for number in range(BEFORE):
        view(empty, number)
    stop = threading.Event()
    seen = [BEFORE]

    def go_on() -> None:
        while not stop.is_set():
            view(empty, seen[0] % 250)
            seen[0] += 1

    reader = threading.Thread(target=go_on)
    reader.start()
    empty.manage("backup", file)
    stop.set()
    reader.join()
    empty.kill()
    empty.manage("restore", file, "--noinput")
    views, visits = counted(empty)
    assert BEFORE <= views <= seen[0]
    assert visits == min(views, 250)
