"""No address and no browser's name is kept anywhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.db import connection

from tests.support.visits import FIREFOX, moment
from vietnamese import clock
from visitors import counting, journal, secure_delete
from visitors.counter import counter
from visitors.models import DaySalt, Reader
from visitors.visitor_key import visitor_key

SECRETS = ["203.0.113.77", "2001:db8:7:7", "Firefox", "Mozilla"]


def everything_stored() -> str:
    rows = [
        repr(row)
        for model in apps.get_app_config("visitors").get_models()
        for row in model._default_manager.values_list()
    ]
    files = [path.name + repr(path.read_bytes()) for path in journal.folder().iterdir()]
    return "\n".join(rows + files)


def test_no_table_and_no_journal_holds_an_address_or_a_user_agent(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    with time_machine.travel(moment("2026-11-23 00:02"), tick=False):
        for network in ("203.0.113.77", "2001:db8:7:7::/64"):
            counting.count_view(network, FIREFOX, "/bai/7/lua/")
        before = everything_stored()
        counter.figures()
        after = everything_stored()
    assert "/bai/7/lua/" in before
    assert "/bai/7/lua/" in after
    for secret in SECRETS:
        assert secret not in before + after + caplog.text
        assert secret.encode().hex() not in before + after


def bytes_on_disk() -> bytes:
    """The database with its log, and the journals, as whoever takes the disk would read them."""
    database = Path(connection.settings_dict["NAME"])
    files = [*database.parent.glob(f"{database.name}*"), *journal.folder().iterdir()]
    return b"".join(file.name.encode() + file.read_bytes() for file in files)


@pytest.fixture
def old_readers(transactional_db: None) -> Iterator[list[bytes]]:
    """2,000 readers at midnight, the keys they had and their salts; three days later."""
    with time_machine.travel(moment("2026-11-20 23:59"), tick=False) as traveller:
        days = []
        for when in ("2026-11-20 23:59", "2026-11-21 00:01"):
            traveller.move_to(moment(when))
            days.append(counter.salts.get(clock.day_of(clock.now())))
            for number in range(2000):
                counting.count_view(f"203.0.113.{number}", FIREFOX, "/bai/7/lua/")
                if number % 500 == 499:
                    counter.aggregate()
        counter.journal.close_after_hour(moment("2026-11-21 01:00"))
        keys = [
            visitor_key(salt, f"203.0.113.{number}", FIREFOX)
            for salt in days
            for number in range(2000)
        ]
        assert {bytes(key) for key in Reader.objects.values_list("key", flat=True)} == set(keys)
        traveller.move_to(moment("2026-11-23 00:00"))
        yield keys + days


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's files")
def test_two_days_later_the_disk_holds_no_key_no_salt_no_address_and_no_browser(
    old_readers: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    assert old_readers[0] in bytes_on_disk()
    counter.aggregate()
    on_disk = bytes_on_disk() + caplog.text.encode()
    assert b"/bai/7/lua/" in on_disk
    for secret in [*old_readers, *(text.encode() for text in SECRETS), b"203.0.113."]:
        assert secret not in on_disk
        assert secret.hex().encode() not in on_disk


def test_two_days_later_no_table_holds_a_key_or_a_salt(old_readers: list[bytes]) -> None:
    counter.aggregate()
    assert not Reader.objects.exists()
    assert not DaySalt.objects.exists()
    stored = everything_stored()
    assert not any(repr(secret) in stored for secret in old_readers)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's log")
def test_log_that_another_connection_reads_is_emptied_at_the_next_aggregation(
    old_readers: list[bytes],
) -> None:
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM visitors_reader").fetchone()
        counter.aggregate()
        assert old_readers[0] in bytes_on_disk()
    counter.aggregate()
    assert old_readers[0] not in bytes_on_disk()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's setting")
def test_waiting_for_a_lock_is_as_long_as_before_after_erasing(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()
        assert secure_delete.erase_deleted()
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == before
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
