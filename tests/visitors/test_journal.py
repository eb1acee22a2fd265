"""The journal: what was written is there, whatever became of the process."""

import fcntl
import os
import resource
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import IO

import pytest

from tests.support.visits import make_view, note, written
from visitors import journal
from visitors.counter import counter
from visitors.journal_reader import JournalSecond, read_seconds, remove_if_finished
from visitors.models import PATH_CHARACTERS

VIEW = make_view("2026-11-23 10:00", path="/bai/7/lúa mới%\n\t?/", yesterday_key=b"\0" * 16)


def test_a_line_gives_back_its_view() -> None:
    note(VIEW)
    (name,) = journal.names()
    *_, second = read_seconds(name, 0)
    assert second == JournalSecond(
        moment=VIEW.moment,
        day=VIEW.day,
        page_views={VIEW.path: 1},
        readers={VIEW.key: VIEW.yesterday_key},
        bots=0,
        end=len(VIEW.line()),
    )
    assert VIEW.line().count(b"\n") == 1


def test_views_are_there_after_another_open() -> None:
    writer = journal.JournalWriter()
    note(VIEW, writer)
    (name,) = journal.names()
    assert written(name) == {VIEW.path: 1}
    note(VIEW, writer)
    writer.close()
    assert written(name) == {VIEW.path: 2}


def test_views_of_a_killed_process_are_there_and_its_file_is_free() -> None:
    child = os.fork()
    if child == 0:
        note(VIEW)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    (name,) = journal.names()
    assert written(name) == {VIEW.path: 1}
    assert not remove_if_finished(name, 0)
    assert remove_if_finished(name, len(VIEW.line()))
    assert journal.names() == []


def test_a_forked_process_writes_a_file_of_its_own() -> None:
    note(VIEW)
    child = os.fork()
    if child == 0:
        note(VIEW)
        os._exit(0)
    os.waitpid(child, 0)
    note(VIEW)
    assert sorted(written(name)[VIEW.path] for name in journal.names()) == [1, 2]


def test_file_of_a_living_process_is_kept() -> None:
    note(VIEW)
    (name,) = journal.names()
    assert not remove_if_finished(name, len(VIEW.line()))
    counter.journal.close()
    assert remove_if_finished(name, len(VIEW.line()))


def test_each_hour_has_a_file_and_an_hour_that_is_over_is_given_up() -> None:
    note(make_view("2026-11-23 10:59:59"))
    note(make_view("2026-11-23 11:00:00"))
    assert len(journal.names()) == 2
    counter.journal.close_after_hour(make_view("2026-11-23 11:59:59").moment)
    finished = [remove_if_finished(name, 10_000) for name in journal.names()]
    assert sorted(finished) == [False, True]
    counter.journal.close_after_hour(make_view("2026-11-23 12:00:00").moment)
    assert remove_if_finished(journal.names()[0], 10_000)


def test_half_a_record_at_the_end_is_left_for_later() -> None:
    note(VIEW)
    (name,) = journal.names()
    line = VIEW.line()
    with (journal.folder() / name).open("r+b", buffering=0) as file:
        for part in (slice(60, None), slice(30)):  # the end may be seen before the beginning is
            file.seek(len(line) + (part.start or 0))
            file.write(line[part])
            assert written(name) == {VIEW.path: 1}
        file.seek(len(line) + 30)
        file.write(line[30:60])
    assert written(name) == {VIEW.path: 2}


def test_half_a_record_of_a_dead_process_hides_nothing_behind_it() -> None:
    line = VIEW.line()
    path = journal.folder() / "1-a.journal"
    middle = b"\0" * 30 + line[30:] + line[:-8] + b"\0" * 7 + b"\n"
    path.write_bytes(line + middle + line + b"\0" * 100)
    assert written(path.name) == {VIEW.path: 2}
    assert not remove_if_finished(path.name, len(line))
    assert remove_if_finished(path.name, 4 * len(line))


STAMP, KEY, YESTERDAY, PATH = VIEW.line()[:21], b"6b" * 16, b"00" * 16, b"/"
DAMAGED = [
    b"",
    b"\0\xff\xff",
    b"x y z",
    b"2026-13-45 1 00 - /",
    b"9999" + VIEW.line()[4:-1],  # a day that is not the second's
    b" ".join([STAMP, KEY, PATH]),
    b" ".join([STAMP, KEY[:-1], YESTERDAY, PATH]),
    b" ".join([STAMP, KEY, b"yesterday", PATH]),
    b" ".join([STAMP, KEY, YESTERDAY, b"/\xff"]),
    b" ".join([STAMP, KEY, YESTERDAY, b"/\0"]),
    b" ".join([STAMP, KEY, YESTERDAY, b"/%00"]),
    b" ".join([STAMP, KEY, YESTERDAY, b"/%ff"]),
    b" ".join([STAMP, KEY, YESTERDAY, b"/" * (PATH_CHARACTERS + 1)]),
]


@pytest.mark.parametrize("damaged", DAMAGED)
def test_damaged_line_is_passed_over_and_hides_nothing(damaged: bytes) -> None:
    path = journal.folder() / "1-a.journal"
    path.write_bytes(VIEW.line() + damaged + b"\n" + VIEW.line())
    assert written(path.name) == {VIEW.path: 2}
    assert remove_if_finished(path.name, 2 * len(VIEW.line()) + len(damaged) + 1)


def test_what_is_no_file_is_no_journal() -> None:
    (journal.folder() / "1-a.journal").mkdir()
    os.mkfifo(journal.folder() / "1-b.journal")
    note(VIEW)
    assert [written(name) for name in journal.names()] == [{VIEW.path: 1}]


def test_journal_that_somebody_deleted_is_followed_by_another(
    caplog: pytest.LogCaptureFixture,
) -> None:
    note(VIEW)
    counter.journal.close_if_deleted()
    assert caplog.messages == []
    (name,) = journal.names()
    (journal.folder() / name).unlink()
    counter.journal.close_if_deleted()
    note(VIEW)
    assert [written(name) for name in journal.names()] == [{VIEW.path: 1}]
    assert caplog.messages == [
        "tệp nhật ký lượt xem bị xóa; lượt xem của vài giây vừa qua không được đếm"
    ]


def test_full_file_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SIZE", 3 * len(VIEW.line()) - 1)
    for _ in range(5):
        note(VIEW)
    names = journal.names()
    assert sorted(written(name)[VIEW.path] for name in names) == [1, 2, 2]
    assert sorted(remove_if_finished(name, journal.SIZE) for name in names) == [
        False,
        True,
        True,
    ]


def test_disk_without_room_is_an_error_and_leaves_nothing() -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.SIZE // 2, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            note(VIEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(journal.folder().iterdir()) == []
    note(VIEW)
    assert [written(name) for name in journal.names()] == [{VIEW.path: 1}]


def test_threads_share_the_file() -> None:
    views = [VIEW._replace(path=f"/{number}/") for number in range(2_000)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(note, views))
    (name,) = journal.names()
    assert written(name) == {view.path: 1 for view in views}


def test_file_taken_away_before_it_was_locked_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real_flock = fcntl.flock
    taken: list[str] = []

    def aggregation_comes_first(file: IO[bytes], how: int) -> None:
        if not taken:
            taken.extend(journal.names())
            (journal.folder() / taken[0]).unlink()
        real_flock(file, how)

    monkeypatch.setattr(fcntl, "flock", aggregation_comes_first)
    note(VIEW)
    (name,) = journal.names()
    assert [name] != taken
    assert written(name) == {VIEW.path: 1}
