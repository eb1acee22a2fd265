"""From the journals into the database: each view once."""

import fcntl
import secrets
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from tests.support.server import PATIENCE_SECONDS
from tests.support.visits import make_view, moment, note, visits_by_day, write
from visitors import aggregation, bulk_sql, journal, readers
from visitors.counter import counter
from visitors.models import DaySalt, JournalOffset, PageViews, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_noon() -> Iterator[Traveller]:
    with time_machine.travel(moment("2026-11-23 12:00"), tick=False) as traveller:
        yield traveller


def test_aggregating_twice_counts_once() -> None:
    note(make_view("2026-11-23 11:00"))
    assert counter.aggregate() == 1
    assert counter.aggregate() == 0
    note(make_view("2026-11-23 11:05"))
    assert counter.aggregate() == 1
    assert visits_by_day() == {"2026-11-23": (1, 2)}


def test_page_views_add_up_by_page_and_day() -> None:
    write(make_view("2026-11-23 11:00", path="/a"), make_view("2026-11-23 11:00", path="/b"))
    counter.aggregate()
    write(make_view("2026-11-23 11:01", path="/a"), make_view("2026-11-22 11:00", path="/a"))
    counter.aggregate()
    bulk_sql = {(str(row.day), row.path): row.views for row in PageViews.objects.all()}
    assert bulk_sql == {("2026-11-23", "/a"): 2, ("2026-11-23", "/b"): 1, ("2026-11-22", "/a"): 1}


def test_journals_of_two_processes_are_counted_in_the_order_of_time() -> None:
    write(make_view("2026-11-23 10:00"), make_view("2026-11-23 10:50"))
    write(make_view("2026-11-23 10:25"))
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (1, 3)}


def test_journals_from_before_they_had_numbers_are_counted_in_the_order_of_time() -> None:
    folder = journal.folder()
    (folder / "10-bbbb.journal").write_bytes(make_view("2026-11-23 08:00").line())
    (folder / "10-aaaa.journal").write_bytes(make_view("2026-11-23 10:00").line())
    counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (2, 2)}


def test_order_of_time_holds_over_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aggregation, "BATCH_SIZE", 2)
    write(*[make_view(f"2026-11-23 {hour:02}:00") for hour in range(6, 12)])
    write(*[make_view(f"2026-11-23 {hour:02}:25") for hour in range(6, 12)])
    write(*[make_view(f"2026-11-23 {hour:02}:50") for hour in range(6, 12)])
    assert counter.aggregate() == 18
    assert visits_by_day() == {"2026-11-23": (1, 18)}


def test_more_readers_and_pages_than_one_query_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "IN_ONE_QUERY", 3)
    monkeypatch.setattr(bulk_sql, "PARAMETERS", 15)
    for _ in range(2):
        write(
            *[
                make_view("2026-11-23 10:00", key=bytes([number]) * 16, path=f"/{number}")
                for number in range(10)
            ]
        )
        counter.aggregate()
    assert visits_by_day() == {"2026-11-23": (10, 20)}
    assert set(PageViews.objects.values_list("views", flat=True)) == {2}


def test_readers_and_pages_of_one_second_are_told_apart() -> None:
    one, other = b"1" * 16, b"2" * 16
    at = "2026-11-23 00:01"
    write(
        make_view(at, key=one, path="/a", yesterday_key=b"y" * 16),
        make_view(at, key=other, path="/a"),
        make_view(at, key=one, path="/a", yesterday_key=b"y" * 16),
        make_view(at, key=one, path="/b"),
    )
    assert counter.aggregate() == 4
    assert visits_by_day() == {"2026-11-23": (2, 4)}
    assert dict(PageViews.objects.values_list("path", "views")) == {"/a": 3, "/b": 1}
    came_over = {bytes(reader.key): reader.yesterday_key for reader in Reader.objects.all()}
    assert bytes(came_over[one] or b"") == b"y" * 16
    assert came_over[other] is None


def test_journals_of_a_long_outage_are_not_all_in_memory_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal, "SIZE", 100_000)
    first = moment("2026-11-23 09:00")
    for writer in range(30):
        write(*[make_view(first + writer * 10 + number // 100) for number in range(1_000)])
    held = sum((journal.folder() / name).stat().st_size for name in journal.names())
    tracemalloc.start()
    assert counter.aggregate() == 30_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < held / 2
    assert journal.names() == []


def test_crash_before_the_commit_loses_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    write(make_view("2026-11-23 11:00"))

    def crash(batch: aggregation.Batch) -> None:
        save(batch)
        raise OperationalError("the server closed the connection")

    save = aggregation.Batch.save
    with monkeypatch.context() as broken:
        broken.setattr(aggregation.Batch, "save", crash)
        with pytest.raises(OperationalError):
            counter.aggregate()
    assert visits_by_day() == {}
    assert counter.aggregate() == 1
    assert visits_by_day() == {"2026-11-23": (1, 1)}


def test_crash_after_the_commit_loses_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    write(make_view("2026-11-23 11:00"))

    def crash(name: str, offset: int) -> None:
        raise OSError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(aggregation, "remove_if_finished", crash)
        with pytest.raises(OSError, match="killed"):
            counter.aggregate()
    assert counter.aggregate() == 0
    assert visits_by_day() == {"2026-11-23": (1, 1)}
    assert journal.names() == []


def test_journal_of_a_process_that_is_gone_is_deleted_with_its_row() -> None:
    write(make_view("2026-11-23 11:00"))
    note(make_view("2026-11-23 11:00"))
    counter.aggregate()
    assert len(journal.names()) == 1
    names = set(JournalOffset.objects.values_list("name", flat=True))
    assert names == set(journal.names())


def test_half_a_record_of_a_living_process_waits_and_of_a_dead_one_goes() -> None:
    line = make_view("2026-11-23 11:00").line()
    note(make_view("2026-11-23 11:00"))
    path = journal.folder() / journal.names()[0]
    with path.open("r+b") as file:
        file.seek(len(line))
        file.write(line[:20])
        file.flush()
        assert counter.aggregate() == 1
        file.write(line[20:] + line[:20])
    assert counter.aggregate() == 1
    counter.journal.close()
    assert counter.aggregate() == 0
    assert journal.names() == []


def test_only_one_process_of_a_host_aggregates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aggregation, "WAIT_SECONDS", 0.1)
    write(make_view("2026-11-23 11:00"))
    with (journal.folder() / "tally.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert counter.aggregate() == 0
    assert counter.aggregate() == 1


def test_aggregation_waits_for_the_one_that_is_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the figures next would miss what that one has not yet written."""
    monkeypatch.setattr(aggregation, "WAIT_SECONDS", PATIENCE_SECONDS)
    write(make_view("2026-11-23 11:00"))
    with (journal.folder() / "tally.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        threading.Timer(0.1, fcntl.flock, [other, fcntl.LOCK_UN]).start()
        assert counter.aggregate() == 1


def test_nothing_to_do_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    note(make_view("2026-11-23 11:00"))
    counter.aggregate()
    with django_assert_num_queries(1):
        counter.aggregate()


def test_keys_and_salts_are_deleted_two_days_later(monday_noon: Traveller) -> None:
    for day in ("2026-11-21", "2026-11-22", "2026-11-23"):
        DaySalt.objects.create(day=day, salt=b"s" * 32)
        write(make_view(f"{day} 11:00"))
    counter.aggregate()
    kept = ["2026-11-22", "2026-11-23"]
    assert sorted(str(row.day) for row in Reader.objects.all()) == kept
    assert sorted(str(row.day) for row in DaySalt.objects.all()) == kept
    monday_noon.move_to(moment("2026-11-24 00:00:01"))
    counter.aggregate()
    assert [str(row.day) for row in Reader.objects.all()] == kept[1:]
    assert [str(row.day) for row in DaySalt.objects.all()] == kept[1:]
    assert len(visits_by_day()) == 3


def test_many_different_numbers_of_readers_come_to_few_statements() -> None:
    """A connection keeps each of them, the larger ones with 100 kB."""
    said = set()

    def hear(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        said.add(sql)
        return execute(sql, params, many, context)

    for number in range(1, 400, 19):
        keys = [secrets.token_bytes(16) for _ in range(number)]
        write(*[make_view("2026-11-23 10:00", key=key, path=f"/{key.hex()}") for key in keys])
        with connection.execute_wrapper(hear):
            counter.aggregate()
    about_readers = [sql for sql in said if f'"{Reader._meta.db_table}"' in sql]
    about_pages = [sql for sql in said if f'"{PageViews._meta.db_table}"' in sql]
    assert len(about_readers) <= 20
    assert len(about_pages) <= 10
    assert Reader.objects.count() == sum(range(1, 400, 19))
