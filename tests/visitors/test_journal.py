"""The journal: what was written is there, whatever became of the process."""

import os
import signal

import pytest

from tests.visitors.arrange import make_view
from visitors import journal

VIEW = make_view("2026-11-23 10:00", path="/bai/7/lúa mới%\n\t?/", yesterday_key=b"\0" * 16)


def written(name: str) -> list[journal.View]:
    return [view for view, _ in journal.views(name, 0)]


def test_a_line_gives_back_its_view():
    assert journal.record_of(VIEW.line()) == VIEW
    assert VIEW.line().count(b"\n") == 1


def test_views_are_there_after_another_open():
    writer = journal.Writer()
    writer.append(VIEW)
    (name,) = journal.names()
    assert written(name) == [VIEW]
    writer.append(VIEW)
    writer.close()
    assert written(name) == [VIEW, VIEW]


def test_views_of_a_killed_process_are_there_and_its_file_is_free():
    child = os.fork()
    if child == 0:
        journal.writer.append(VIEW)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    (name,) = journal.names()
    assert written(name) == [VIEW]
    assert not journal.remove_if_finished(name, 0)
    assert journal.remove_if_finished(name, len(VIEW.line()))
    assert journal.names() == []


def test_a_forked_process_writes_a_file_of_its_own():
    journal.writer.append(VIEW)
    child = os.fork()
    if child == 0:
        journal.writer.append(VIEW)
        os._exit(0)
    os.waitpid(child, 0)
    journal.writer.append(VIEW)
    assert sorted(len(written(name)) for name in journal.names()) == [1, 2]


def test_file_of_a_living_process_is_kept():
    journal.writer.append(VIEW)
    (name,) = journal.names()
    assert not journal.remove_if_finished(name, len(VIEW.line()))
    journal.writer.close()
    assert journal.remove_if_finished(name, len(VIEW.line()))


def test_each_hour_has_a_file_and_an_hour_that_is_over_is_given_up():
    journal.writer.append(make_view("2026-11-23 10:59:59"))
    journal.writer.append(make_view("2026-11-23 11:00:00"))
    assert len(journal.names()) == 2
    journal.writer.close_after_hour(make_view("2026-11-23 11:59:59").moment)
    finished = [journal.remove_if_finished(name, 10_000) for name in journal.names()]
    assert sorted(finished) == [False, True]
    journal.writer.close_after_hour(make_view("2026-11-23 12:00:00").moment)
    assert journal.remove_if_finished(journal.names()[0], 10_000)


def test_half_a_record_at_the_end_is_left_for_later():
    journal.writer.append(VIEW)
    (name,) = journal.names()
    with (journal.folder() / name).open("ab") as file:
        file.write(VIEW.line()[:30])
        file.flush()
        assert written(name) == [VIEW]
        file.write(VIEW.line()[30:])
    assert written(name) == [VIEW, VIEW]


def test_damaged_lines_are_passed_over():
    path = journal.folder() / "1-a.journal"
    path.write_bytes(b"\n\0\xff\xff\nx y z\n" + VIEW.line() + b"2026-13-45 1 00 - /\n")
    assert written(path.name) == [VIEW]


def test_record_that_the_disk_took_half_of_leaves_nothing(monkeypatch):
    journal.writer.append(VIEW)
    real_write = os.write
    monkeypatch.setattr("os.write", lambda file, data: real_write(file, data[:20]))
    with pytest.raises(OSError, match="only a part"):
        journal.writer.append(VIEW)
    monkeypatch.undo()
    journal.writer.append(VIEW)
    (name,) = journal.names()
    assert (journal.folder() / name).read_bytes() == VIEW.line() * 2


def test_file_taken_away_before_it_was_locked_is_made_again(monkeypatch):
    real_flock = journal.fcntl.flock
    taken = []

    def tally_comes_first(file, how):
        if not taken:
            taken.extend(journal.names())
            (journal.folder() / taken[0]).unlink()
        real_flock(file, how)

    monkeypatch.setattr(journal.fcntl, "flock", tally_comes_first)
    journal.writer.append(VIEW)
    (name,) = journal.names()
    assert [name] != taken
    assert written(name) == [VIEW]
