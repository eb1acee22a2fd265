"""`manage.py run_jobs --once`: all that is due, and then an end."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.background import enqueue, state_of
from tests.support.server import Site, own_database


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    """A migrated site that nobody serves."""
    with own_database(os.environ.get("DATABASE_URL", "")) as url:
        made = Site(tmp_path, url, "tests.jobs.site_settings")
        made.manage("migrate", "--verbosity=0")
        yield made


def test_all_that_is_due_is_done(empty: Site, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    for line in ("một", "hai", "ba"):
        enqueue(empty, "note", file=str(notes), line=line)
    enqueue(empty, "fail")
    enqueue(empty, "no_such_job")
    assert empty.manage("run_jobs", "--once") == ""
    assert notes.read_text() == "một\nhai\nba\n"
    assert state_of(empty, "fail") == ("waiting", 1, 1, "Không có ổ đĩa sao lưu.")
    state, _, _, error = state_of(empty, "no_such_job")
    assert state == "set_aside"
    assert error == "Phiên bản này của chương trình không có công việc “no_such_job”."
