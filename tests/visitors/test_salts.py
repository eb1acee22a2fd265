"""The day's salt."""

import datetime

import pytest
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from visitors import salts
from visitors.counter import counter
from visitors.models import DaySalt

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 23)


def test_a_restart_changes_nothing() -> None:
    salt = counter.salts.get(DAY)
    counter.salts = salts.Salts()
    assert counter.salts.get(DAY) == salt
    assert len(salt) == 32


def test_each_day_has_its_own() -> None:
    assert counter.salts.get(DAY) != counter.salts.get(DAY + datetime.timedelta(days=1))


def test_salt_of_the_process_that_was_first_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    real_make = salts.make_salt

    def another_was_first(day: datetime.date) -> bytes:
        DaySalt.objects.create(day=day, salt=b"1" * 32)
        return real_make(day)

    monkeypatch.setattr(salts, "make_salt", another_was_first)
    assert counter.salts.get(DAY) == b"1" * 32


def test_known_salt_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    counter.salts.get(DAY)
    with django_assert_num_queries(0):
        counter.salts.get(DAY)
        counter.salts.get_existing(DAY)


def test_salt_that_a_slower_process_makes_later_is_found() -> None:
    assert counter.salts.get_existing(DAY) is None
    made = DaySalt.objects.create(day=DAY, salt=b"s" * 32)
    assert counter.salts.get_existing(DAY) == made.salt


def test_memory_keeps_no_salt_of_the_days_before_yesterday() -> None:
    for days in range(5):
        counter.salts.get(DAY + datetime.timedelta(days=days))
    assert min(counter.salts.known) == DAY + datetime.timedelta(days=3)


def test_database_that_failed_is_left_alone_for_five_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    seconds = [1000.0]

    def fail(day: datetime.date) -> None:
        asked.append(day)
        raise OperationalError("connection refused")

    monkeypatch.setattr("visitors.salts.time.monotonic", lambda: seconds[0])
    with monkeypatch.context() as broken:
        broken.setattr(salts, "read_salt", fail)
        for _ in range(10):
            with pytest.raises(salts.NoSaltError):
                counter.salts.get(DAY)
        assert len(asked) == 1
    seconds[0] += 5
    assert counter.salts.get(DAY)
