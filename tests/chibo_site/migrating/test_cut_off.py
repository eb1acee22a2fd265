"""What a migration that was killed leaves behind, and what the next start makes of it."""

import signal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection

import chibo_site
from chibo_site import schema_version
from chibo_site.management.commands import serve
from tests.chibo_site.migrating.arrange import Database, end_of

VERSION = "SELECT version, finished_at FROM chibo_site_schema_version"


def test_version_stands_beside_what_it_migrated(migrated: Database) -> None:
    (row,) = migrated.query(VERSION)
    assert row[0] == chibo_site.__version__
    assert row[1]


KILLED_WITHIN = """
import os, signal
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor

record = MigrationExecutor.record_migration

def record_and_die(executor, migration):
    record(executor, migration)
    if migration.name == "0002_search_index":
        os.kill(os.getpid(), signal.SIGKILL)

MigrationExecutor.record_migration = record_and_die
call_command("migrate", verbosity=0)
"""


def test_migrating_goes_on_where_it_was_killed(empty: Database) -> None:
    assert end_of(empty.shell(KILLED_WITHIN)) == (-signal.SIGKILL, "")
    assert empty.query(VERSION) == [(chibo_site.__version__, None)]
    applied = "SELECT name FROM django_migrations WHERE app = 'articles'"
    assert empty.query(applied) == [("0001_initial",)]
    assert end_of(empty.manage("migrate", "--verbosity=0")) == (0, "")
    assert end_of(empty.manage("migrate", "--check")) == (0, "")


@pytest.mark.django_db
def test_a_start_makes_up_for_what_came_after_the_last_migration() -> None:
    schema_version.record_begin(connection)  # and killed, every migration applied
    Permission.objects.filter(codename="add_article").delete()
    serve.migrate_if_needed()
    assert Permission.objects.filter(codename="add_article").exists()
    assert not schema_version.was_cut_off(connection)
