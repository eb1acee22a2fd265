"""Views in memory on their way to the disk: none is lost with its process, none comes twice."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator

import pytest
import time_machine

from tests.support.server import PATIENCE_SECONDS
from tests.support.visits import make_view, note, visits_by_day, written
from visitors import aggregation, journal, staging
from visitors.counter import counter

VIEW = make_view("2026-11-23 10:00", path="/bai/7/")


@pytest.fixture(autouse=True)
def own_memory() -> Iterator[None]:
    yield
    shutil.rmtree(staging.folder() or "")


@pytest.fixture
def hanging_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """One on which no journal can be opened until the event."""
    goes_on = threading.Event()
    real = staging.open_journal

    def hangs(*arguments: object) -> int:
        goes_on.wait(PATIENCE_SECONDS)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(staging, "open_journal", hangs)
    yield goes_on
    goes_on.set()


def killed_after(number: int) -> None:
    """A process that has answered so many views, and written none to the disk."""
    child = os.fork()
    if child == 0:
        staging.GATHER_SECONDS = PATIENCE_SECONDS
        writer = journal.JournalWriter(is_staged=True)
        for _ in range(number):
            note(VIEW, writer)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def wait_until_written(number: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while sum(sum(written(name).values()) for name in journal.names()) < number:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_view_is_on_the_disk_a_moment_later() -> None:
    writer = journal.JournalWriter(is_staged=True)
    for _ in range(3):
        note(VIEW, writer)
    wait_until_written(3)


def test_no_view_waits_for_a_disk_that_hangs(hanging_disk: threading.Event) -> None:
    writer = journal.JournalWriter(is_staged=True)
    for _ in range(3):
        note(VIEW, writer)
    assert journal.names() == []
    hanging_disk.set()
    wait_until_written(3)


def test_what_memory_has_no_room_for_is_an_error(
    hanging_disk: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "MOST_WAITING", 2)
    monkeypatch.setattr(journal, "SIZE", len(VIEW.line()))
    writer = journal.JournalWriter(is_staged=True)
    note(VIEW, writer)
    note(VIEW, writer)
    with pytest.raises(OSError, match="đã đầy"):
        note(VIEW, writer)
    hanging_disk.set()
    wait_until_written(2)


def test_views_of_a_killed_process_are_counted_once(db: None) -> None:
    killed_after(3)
    assert journal.names() == []
    counter.aggregate()
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, 3)}
    assert journal.names() == []
    assert list((staging.folder() or journal.folder()).iterdir()) == []


@time_machine.travel(VIEW.moment)
def test_journal_of_which_a_part_is_in_memory_stays(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process died after the one who adds up had looked for what it left."""
    killed_after(3)
    with monkeypatch.context() as patch:
        patch.setattr(staging, "recover", lambda folder: None)
        name = next(path.name for path in (staging.folder() or journal.folder()).iterdir())
        (journal.folder() / name).write_bytes(VIEW.line())  # so much had been written
        counter.aggregate()
        assert visits_by_day() == {"2026-11-23": (1, 1)}
        assert journal.names() == [name]
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, 3)}
    assert journal.names() == []


def test_start_writes_to_the_disk_what_was_left(db: None) -> None:
    killed_after(2)
    aggregation.recover()
    [name] = journal.names()
    assert written(name) == {VIEW.path: 2}


def test_living_process_is_left_alone(hanging_disk: threading.Event) -> None:
    writer = journal.JournalWriter(is_staged=True)
    note(VIEW, writer)
    aggregation.recover()
    assert journal.names() == []
    hanging_disk.set()
    wait_until_written(1)


def test_without_such_memory_the_view_is_on_the_disk_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(staging, "folder", lambda: None)
        note(VIEW, journal.JournalWriter(is_staged=True))
    [name] = journal.names()
    assert written(name) == {VIEW.path: 1}
