"""A program older than its database refuses to run on it."""

import sys
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoAssertNumQueries

from articles import migrations
from chibo_site import schema_version
from tests.chibo_site.migrating.arrange import Database, end_of

GUNICORN = ["-m", "gunicorn", "chibo_site.wsgi:application", "--bind=127.0.0.1:0"]
UNKNOWN = ("articles", "0999_from_the_future")


def migrate_further(database: Database) -> None:
    """As version 0.3 of the program will have done."""
    database.query(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('articles', '0999_from_the_future', CURRENT_TIMESTAMP)"
    )
    database.query("INSERT INTO chibo_site_schema_version VALUES ('0.3', CURRENT_TIMESTAMP)")


def contents(database: Database) -> list[list[tuple[Any, ...]]]:
    """What a start or a migration would have written to."""
    return [
        database.query("SELECT * FROM django_migrations ORDER BY 1"),
        database.query("SELECT * FROM chibo_site_schema_version ORDER BY 1"),
        database.query("SELECT * FROM auth_permission ORDER BY 1"),
        database.query("SELECT * FROM auth_user ORDER BY 1"),
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "serve"],
        ["manage.py", "migrate"],
        ["manage.py", "migrate", "--prune", "articles"],
        [*GUNICORN, "--workers=2", "--preload"],
        [*GUNICORN, "--workers=1"],  # of several gunicorn itself may trip over the second one's end
    ],
    ids=" ".join,
)
def test_older_program_names_the_version_needed_and_changes_nothing(
    migrated: Database, command: list[str]
) -> None:
    migrate_further(migrated)
    before = contents(migrated)
    code, said = end_of(migrated.start(sys.executable, *command))
    assert code != 0
    assert "Cơ sở dữ liệu này thuộc phiên bản 0.3, chương trình đang chạy là 0.1" in said
    assert "hãy chạy phiên bản 0.3 trở lên" in said
    assert "Traceback" not in said
    assert contents(migrated) == before


@pytest.mark.django_db
@pytest.mark.parametrize("app", ["articles", "axes", "auth", "otp_totp", "gone"])
def test_unknown_migration_of_any_app_counts(app: str) -> None:
    MigrationRecorder(connection).record_applied(app, "0999_from_the_future")
    with pytest.raises(schema_version.NewerDatabaseError, match=rf"{app}\.0999_from_the_future"):
        schema_version.refuse_newer(connection)


@pytest.mark.django_db
def test_an_app_that_was_removed_on_purpose_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    MigrationRecorder(connection).record_applied("gone", "0001_initial")
    monkeypatch.setattr(schema_version, "REMOVED_APPS", frozenset({"gone"}))
    schema_version.refuse_newer(connection)


@pytest.mark.django_db
def test_nor_does_a_migration_that_another_one_replaces(monkeypatch: pytest.MonkeyPatch) -> None:
    MigrationRecorder(connection).record_applied(*UNKNOWN)
    first = sys.modules[f"{migrations.__name__}.0001_initial"].Migration
    monkeypatch.setattr(first, "replaces", [UNKNOWN])
    schema_version.refuse_newer(connection)


@pytest.mark.django_db
def test_the_highest_version_is_named_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("0.9", "0.10", "0.3"):
        monkeypatch.setattr(schema_version, "__version__", version)
        schema_version.record_begin(connection)
    monkeypatch.undo()
    MigrationRecorder(connection).record_applied(*UNKNOWN)
    with pytest.raises(schema_version.NewerDatabaseError, match=r"thuộc phiên bản 0\.10,"):
        schema_version.refuse_newer(connection)


@pytest.mark.django_db
def test_a_higher_version_with_the_same_migrations_is_no_obstacle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schema_version, "__version__", "0.3")
    schema_version.record_begin(connection)
    monkeypatch.undo()
    schema_version.refuse_newer(connection)


@pytest.mark.django_db
def test_database_without_a_recorded_version_is_refused_likewise() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE chibo_site_schema_version")
    MigrationRecorder(connection).record_applied(*UNKNOWN)
    with pytest.raises(CommandError, match=r"phiên bản mới hơn chương trình đang chạy \(0\.1\)"):
        schema_version.refuse_newer(connection)


@pytest.mark.django_db
def test_looking_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        schema_version.refuse_newer(connection)


def test_a_server_starts_without_its_database(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, db: None
) -> None:
    gone = connection.copy()
    gone.settings_dict |= {"HOST": "/nowhere", "NAME": "/nowhere/database"}
    monkeypatch.setattr(connection, "copy", lambda: gone)
    schema_version.end_on_newer()
    assert "cơ sở dữ liệu không trả lời" in caplog.text
