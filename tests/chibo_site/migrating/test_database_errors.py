"""What the database does not allow is said in one clear line."""

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from health.database_errors import explained
from tests.chibo_site.migrating.arrange import TESTS_URL, Database, end_of
from tests.support.server import postgresql

on_sqlite = pytest.mark.skipif(bool(TESTS_URL), reason="SQLite's own")
on_postgresql = pytest.mark.skipif(not TESTS_URL, reason="PostgreSQL's own")


@pytest.fixture
def role(empty: Database) -> Iterator[str]:
    """The name of a role that may connect, and no more."""
    name = f"role_{secrets.token_hex(4)}"
    postgresql(empty.url, f"CREATE ROLE {name} LOGIN")
    postgresql(empty.url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    yield name
    postgresql(empty.url, f"DROP OWNED BY {name}")
    postgresql(empty.url, f"REASSIGN OWNED BY {name} TO CURRENT_USER")
    postgresql(empty.url, f"DROP ROLE {name}")


def as_role(database: Database, role: str) -> Database:
    parts = urlsplit(database.url)
    place = parts.netloc.rpartition("@")[2]
    return Database(parts._replace(netloc=f"{role}@{place}").geturl(), database.data.parent)


@on_postgresql
@pytest.mark.parametrize("command", ["migrate", "serve"])
def test_role_that_may_not_create_is_told_what_to_grant(
    empty: Database, role: str, command: str
) -> None:
    code, said = end_of(as_role(empty, role).start(sys.executable, "manage.py", command))
    name = urlsplit(empty.url).path[1:]
    assert code == 1
    assert f'Vai trò "{role}" không được tạo bảng trong cơ sở dữ liệu "{name}"' in said
    assert "Traceback" not in said
    assert empty.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []
    grant = said.split("chạy: ")[1].split(" — ")[0]
    assert grant == f'GRANT USAGE, CREATE ON SCHEMA "public" TO "{role}";'
    empty.query(grant)
    assert end_of(as_role(empty, role).manage("migrate", "--verbosity=0")) == (0, "")


@on_postgresql
def test_role_that_does_not_own_the_tables_is_told_so(migrated: Database, role: str) -> None:
    migrated.query(f"GRANT CREATE ON SCHEMA public TO {role}")
    code, said = end_of(as_role(migrated, role).manage("migrate"))
    assert code == 1
    assert f'Vai trò "{role}" không phải chủ sở hữu các bảng' in said
    assert f'OWNER TO "{role}";' in said
    assert "Traceback" not in said


@on_sqlite
@pytest.mark.parametrize("command", ["migrate", "serve"])
@pytest.mark.parametrize("read_only", ["file", "folder"])
def test_read_only_file_or_folder_is_one_clear_line(
    migrated: Database, command: str, read_only: str
) -> None:
    """Root may write everywhere, and so gives that up first."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() == 0 and not setpriv:
        pytest.skip("root may write everywhere")
    drop = [setpriv, "--bounding-set=-dac_override"] if setpriv and os.geteuid() == 0 else []
    path = migrated.file if read_only == "file" else migrated.data
    (migrated.data / "secret_key").write_text("k" * 60)
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    try:
        code, said = end_of(migrated.start(*drop, sys.executable, "manage.py", command))
    finally:
        path.chmod(mode)
    assert code == 1
    assert said.startswith("CommandError: Không ghi được vào ")
    assert str(path) in said
    assert said.count("\n") == 1


@pytest.mark.django_db(transaction=True)
def test_database_that_somebody_holds_is_one_clear_line() -> None:
    holder, waiting = connection.copy(), connection.copy()
    if connection.vendor == "sqlite":
        waiting.settings_dict["OPTIONS"]["timeout"] = 0
    try:
        holder.set_autocommit(False)
        with holder.cursor() as held, waiting.cursor() as cursor:
            held.execute("UPDATE django_migrations SET name = name")
            if connection.vendor == "postgresql":
                cursor.execute("SET lock_timeout = 1")
            with pytest.raises(CommandError, match="giữ quá lâu"), explained(waiting):
                cursor.execute("ALTER TABLE django_migrations ADD COLUMN more integer")
    finally:
        holder.close()
        waiting.close()


@pytest.mark.django_db
def test_a_fault_of_the_program_keeps_its_own_error() -> None:
    with (
        pytest.raises(DatabaseError, match="no_such_table"),
        explained(connection),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM no_such_table")
