"""Of those who count and seal, one at a time."""

import threading
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.support.server import PATIENCE_SECONDS
from visitors.models import JournalOffset
from visitors.writer_lock import lock_writers


@pytest.mark.django_db(transaction=True)
def test_second_writer_waits_until_the_first_ones_transaction_ends() -> None:
    began, done = threading.Event(), threading.Event()

    def write() -> None:
        began.set()
        with transaction.atomic():
            lock_writers()
            done.set()
        connection.close()

    second = threading.Thread(target=write)
    with transaction.atomic():
        lock_writers()
        second.start()
        assert began.wait(PATIENCE_SECONDS)
        assert not done.wait(0.2)
    assert done.wait(PATIENCE_SECONDS)
    second.join()


@pytest.mark.django_db
def test_row_that_was_the_lock_goes_and_offsets_stay() -> None:
    for name in ("turn", "1-a-000001.journal"):
        JournalOffset.objects.create(name=name, offset=7)
    migration = import_module("visitors.migrations.0004_drop_lock_row")
    migration.drop_lock_row(apps, SimpleNamespace(connection=connection))
    assert list(JournalOffset.objects.values_list("name", "offset")) == [("1-a-000001.journal", 7)]
