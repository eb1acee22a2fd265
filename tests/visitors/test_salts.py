"""The day's salt."""

import datetime

import pytest
from django.db import OperationalError

from visitors import salts
from visitors.models import DaySalt

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 23)


def test_a_restart_changes_nothing():
    salt = salts.salt_of(DAY)
    salts.forget()
    assert salts.salt_of(DAY) == salt
    assert len(salt) == 32


def test_each_day_has_its_own():
    assert salts.salt_of(DAY) != salts.salt_of(DAY + datetime.timedelta(days=1))


def test_salt_of_the_process_that_was_first_holds(monkeypatch):
    real_make = salts._make

    def another_was_first(day):
        DaySalt.objects.create(day=day, salt=b"1" * 32)
        return real_make(day)

    monkeypatch.setattr(salts, "_make", another_was_first)
    assert salts.salt_of(DAY) == b"1" * 32


def test_known_salt_costs_no_query(django_assert_num_queries):
    salts.salt_of(DAY)
    with django_assert_num_queries(0):
        salts.salt_of(DAY)
        salts.existing_salt_of(DAY)


def test_salt_that_a_slower_process_makes_later_is_found():
    assert salts.existing_salt_of(DAY) is None
    made = DaySalt.objects.create(day=DAY, salt=b"s" * 32)
    assert salts.existing_salt_of(DAY) == made.salt


def test_memory_keeps_no_salt_of_the_days_before_yesterday():
    for days in range(5):
        salts.salt_of(DAY + datetime.timedelta(days=days))
    assert min(salts._known) == DAY + datetime.timedelta(days=3)


def test_database_that_failed_is_left_alone_for_five_seconds(monkeypatch):
    asked = []
    seconds = [1000.0]

    def fail(day):
        asked.append(day)
        raise OperationalError("connection refused")

    monkeypatch.setattr(salts.time, "monotonic", lambda: seconds[0])
    with monkeypatch.context() as broken:
        broken.setattr(salts, "_read", fail)
        for _ in range(10):
            with pytest.raises(salts.NoSaltError):
                salts.salt_of(DAY)
        assert len(asked) == 1
    seconds[0] += 5
    assert salts.salt_of(DAY)
