"""One process at a time migrates and fills the site."""

import os
import signal
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.db import connection

from demo.reading import demo_articles
from locks.migration_lock import migration_lock
from tests.chibo_site.migrating.arrange import Database, end_of, said_until


def test_two_first_starts_at_once_make_one_demo_and_one_administrator(empty: Database) -> None:
    """Both get ready at the same time; one fills the site, the other finds it filled."""
    starts = [empty.manage("serve", DEMO="1") for _ in range(2)]
    try:
        screens = [said_until(start, "Nhấn Ctrl+C để dừng") for start in starts]
    finally:
        for start in starts:
            start.terminate()
            start.communicate()
    for words in ("đang nạp nội dung mẫu", "Mật khẩu:"):
        assert sorted(words in screen for screen in screens) == [False, True]
    assert all("Trang quản trị:" in screen for screen in screens)
    assert empty.query("SELECT username FROM auth_user") == [("quantri",)]
    titles = empty.query("SELECT title FROM articles_article")
    assert len(titles) == len(set(titles)) == len(demo_articles())


def test_first_starts_of_two_hosts_make_one_demo_and_tell_what_they_do_not_share(
    empty: Database, tmp_path: Path
) -> None:
    if not empty.url:
        pytest.skip("SQLite is one host's")
    (tmp_path / "other").mkdir()
    hosts = [empty, Database(empty.url, tmp_path / "other")]
    starts = [host.manage("serve", DEMO="1", REDIS_URL="") for host in hosts]
    try:
        screens = [said_until(start, "Nhấn Ctrl+C để dừng") for start in starts]
    finally:
        for start in starts:
            start.terminate()
            start.communicate()
    for words in ("đang nạp nội dung mẫu", "Mật khẩu:", "kho ảnh khác", "SECRET_KEY khác"):
        assert sorted(words in screen for screen in screens) == [False, True], words
    assert not any("Traceback" in screen for screen in screens)
    assert empty.query("SELECT username FROM auth_user") == [("quantri",)]
    titles = empty.query("SELECT title FROM articles_article")
    assert len(titles) == len(set(titles)) == len(demo_articles())


def test_whoever_waits_says_so_and_then_finds_nothing_to_do(migrated: Database) -> None:
    with migrated.locked():
        second = migrated.manage("migrate")
        waiting = said_until(second, "Đang đợi")
        assert waiting.startswith("Một tiến trình khác, ở máy này hay máy khác")
        assert second.poll() is None
    code, said = end_of(second)
    assert code == 0
    assert "No migrations to apply" in said


HOLD = """
import os, signal
from django.core.management.base import OutputWrapper
from django.db import DatabaseError, connection
from locks.migration_lock import migration_lock
import sys

with migration_lock(connection, OutputWrapper(sys.stdout)):
    child = os.fork()
    if not child:
        signal.pause()
    print("child", child, flush=True)
    signal.pause()
"""


def test_lock_is_free_once_its_holder_is_killed_though_a_child_lives_on(
    migrated: Database,
) -> None:
    holder = migrated.shell(HOLD)
    child = int(said_until(holder, "child").split()[-1])
    try:
        second = migrated.manage("migrate", "--verbosity=0")
        said_until(second, "Đang đợi")
        holder.kill()
        assert end_of(second) == (0, "")
    finally:
        os.kill(child, signal.SIGKILL)
        holder.communicate()


@pytest.mark.django_db
def test_lock_within_itself_is_no_second_one(capsys: pytest.CaptureFixture[str]) -> None:
    with migration_lock(connection, OutputWrapper(sys.stdout)):
        call_command("migrate", verbosity=0)
    assert capsys.readouterr().out == ""
