"""The process that does the jobs, beside the server's workers: killed, stopped and started anew."""

import os
import signal
from pathlib import Path

import pytest

from tests.jobs.background import (
    enqueue,
    is_running,
    lines_of,
    parent_of,
    state_of,
    wait_for_end_of,
    wait_for_failure,
    wait_until,
)
from tests.support.server import WORKERS, Site


def test_server_does_what_is_put_into_the_table(site: Site, tmp_path: Path) -> None:
    enqueue(site, "note", file=str(tmp_path / "notes"), line="đã làm")
    assert wait_until(site, "note", "done") == ("done", 1, 0, "")
    assert (tmp_path / "notes").read_text() == "đã làm\n"
    assert site.query("SELECT done, total, progress FROM jobs_job WHERE name = 'note'") == [
        (1, 1, "Đã ghi")
    ]


def test_killed_job_begins_anew(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    enqueue(site, "wait", file=str(file))
    [first] = lines_of(file, 1)
    os.kill(int(first), signal.SIGKILL)
    lines_of(file, 2)
    assert state_of(site, "wait")[:2] == ("running", 2)
    Path(f"{file}.go").touch()
    assert wait_until(site, "wait", "done")[1:] == (2, 1, "")


def test_killed_runner_is_started_again_and_its_job_begins_anew(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    enqueue(site, "wait", file=str(file))
    [first] = lines_of(file, 1)
    runner = parent_of(int(first))
    assert runner in site.workers()
    os.kill(runner, signal.SIGKILL)
    second = lines_of(file, 2)[1]
    wait_for_end_of(int(first))  # the kernel lets the lock go just before it ends the job
    assert parent_of(int(second)) not in (1, runner)
    assert len(site.workers()) == WORKERS + 1
    Path(f"{file}.go").touch()
    assert wait_until(site, "wait", "done")[1:] == (2, 0, "")


def test_power_cut_leaves_nothing_undone(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    enqueue(site, "wait", file=str(file))
    [first] = lines_of(file, 1)
    site.kill()
    wait_for_end_of(int(first))
    Path(f"{file}.go").touch()
    site.start()
    assert wait_until(site, "wait", "done")[1:] == (2, 0, "")


def test_stopped_server_leaves_no_process_behind(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    enqueue(site, "wait", file=str(file))
    [first] = lines_of(file, 1)
    assert site.stop() == 0
    assert not is_running(int(first))
    Path(f"{file}.go").touch()
    site.start()
    assert wait_until(site, "wait", "done")[2:] == (0, "")


def test_reload_leaves_one_runner(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    enqueue(site, "wait", file=str(file))
    [first] = lines_of(file, 1)
    old = site.workers()
    site.send(signal.SIGHUP)
    second = lines_of(file, 2)[1]
    assert parent_of(int(second)) not in old
    wait_for_end_of(int(first))
    Path(f"{file}.go").touch()
    wait_until(site, "wait", "done")
    assert len(file.read_text().splitlines()) == 2


def test_job_that_never_ends_is_ended_with_all_it_has_started(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    enqueue(site, "endless", file=str(file))
    [child] = lines_of(file, 1)
    wait_for_end_of(int(child))
    failures, error = wait_for_failure(site, "endless")
    assert failures == 1
    assert error == "Việc chạy quá 1 phút mà chưa xong nên đã bị dừng."


def test_a_short_job_does_not_wait_for_a_long_one(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    enqueue(site, "wait", file=str(file))
    lines_of(file, 1)
    enqueue(site, "note", file=str(tmp_path / "notes"))
    lines_of(tmp_path / "notes", 1)
    assert state_of(site, "wait")[0] == "running"
    Path(f"{file}.go").touch()
    wait_until(site, "wait", "done")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("fail", "Không có ổ đĩa sao lưu."),
        ("divide", "Chương trình gặp lỗi chưa lường trước (ZeroDivisionError: "),
    ],
)
def test_failure_is_told_in_words_and_tried_again_after_a_pause(
    site: Site, name: str, reason: str
) -> None:
    enqueue(site, name)
    failures, error = wait_for_failure(site, name)
    assert failures == 1
    assert error.startswith(reason)
    assert state_of(site, name)[:2] == ("waiting", 1)


def test_command_leaves_the_jobs_to_the_server_that_does_them(site: Site) -> None:
    assert site.manage("run_jobs", "--once") == (
        "Một tiến trình khác của trang đang làm các công việc nền; ở đây không phải làm gì.\n"
    )
