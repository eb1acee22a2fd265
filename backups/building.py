"""A backup made into a site aside: its files in a folder of DATA_DIR, its database beside the live
one, both compared with what the manifest says. PostgreSQL's tables are made by a process of their
own while the files are unpacked: one waits for the processor, the other for the disk."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from backups.database_dump import Facts, facts_of, quoted
from backups.errors import BackupError
from backups.manifest import DATABASE, Manifest, is_current
from backups.other_site import OtherSite, database_url
from backups.soundness import damage_in
from backups.tables import counts_of, fill_postgresql, fill_sqlite
from backups.unpacking import Opened, unpack
from jobs.progress import Report

DUMP = "dump.sqlite3"

DAMAGED = "Cơ sở dữ liệu trong bản sao lưu bị hỏng: {reason}."
DIFFERENT = (
    "Khi dựng lại cơ sở dữ liệu, số dòng không khớp với bản sao lưu ({table}: có {there}, phải là"
    " {wanted})."
)
NOT_LOADED = "Không nạp được dữ liệu của bản sao lưu vào cơ sở dữ liệu: {reason}"
MAY_NOT_CREATE = (
    "Tài khoản PostgreSQL của trang không được tạo schema trong cơ sở dữ liệu {name}. Hãy nhờ người"
    " quản trị PostgreSQL chạy: GRANT CREATE ON DATABASE {name} TO {role};"
)


class BuiltSite(NamedTuple):
    """`schema` is that of PostgreSQL; "" with SQLite, whose file is in `folder`."""

    manifest: Manifest
    folder: Path
    schema: str
    site: OtherSite


def build(opened: Opened, folder: Path, stamp: str, progress: Report) -> BuiltSite:
    """Verifies and unpacks into `folder`, a new one, and makes the database. BackupError where
    anything was altered, or comes to anything else than what the backup was made of; what was made
    in PostgreSQL is the caller's to drop."""
    if connection.vendor == "postgresql":
        return _build_postgresql(opened, folder, f"restoring_{stamp}", progress)
    return _build_sqlite(opened, folder, progress)


def _unpacked(opened: Opened, folder: Path, progress: Report) -> Manifest:
    manifest = unpack(opened, folder, progress)
    _ensure_sound(folder / DATABASE, manifest)
    return manifest


def _ensure_sound(file: Path, manifest: Manifest) -> None:
    try:
        with closing(sqlite3.connect(file)) as database:
            reason = damage_in(database)
        facts = facts_of(file)
    except sqlite3.DatabaseError as error:
        raise BackupError(DAMAGED.format(reason=error)) from error
    if reason:
        raise BackupError(DAMAGED.format(reason=reason))
    if facts != Facts(manifest.counts, manifest.sequences, manifest.migrations):
        _compare(facts.counts, manifest.counts)
        raise BackupError(DAMAGED.format(reason="khác với bản kê"))


def _build_sqlite(opened: Opened, folder: Path, progress: Report) -> BuiltSite:
    manifest = _unpacked(opened, folder, progress)
    site = OtherSite(folder, "")
    if manifest.database == "sqlite3":
        # As it was: with its search index, and nothing to be made anew.
        _migrate_further(site, manifest)
    else:
        dump = (folder / DATABASE).rename(folder / DUMP)
        progress(0, 0, "Đang tạo bảng")
        _migrate_to(site, manifest)
        progress(0, 0, "Đang nạp dữ liệu")
        try:
            fill_sqlite(folder / DATABASE, dump)
        except sqlite3.Error as error:
            raise BackupError(NOT_LOADED.format(reason=error)) from error
        _compare(facts_of(folder / DATABASE).counts, manifest.counts)
        dump.unlink()
        _derive(site, manifest, progress)
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("PRAGMA journal_mode=DELETE")  # one file, to be moved
    return BuiltSite(manifest, folder, "", site)


def _build_postgresql(opened: Opened, folder: Path, schema: str, progress: Report) -> BuiltSite:
    url = database_url(connection.settings_dict, schema)
    _create_schema(schema)
    with ThreadPoolExecutor(1) as beside, TemporaryDirectory(dir=folder) as scratch:
        tables = beside.submit(_migrate_to, OtherSite(Path(scratch), url), opened.about)
        manifest = _unpacked(opened, folder, progress)
        progress(0, 0, "Đang tạo bảng")
        tables.result()
    progress(0, 0, "Đang nạp dữ liệu")
    dump = folder / DATABASE
    with in_schema(schema) as database:
        try:
            fill_postgresql(database, dump)
        except DatabaseError as error:
            raise BackupError(NOT_LOADED.format(reason=" ".join(str(error).split()))) from error
        _compare(counts_of(database), manifest.counts)
    dump.unlink()
    site = OtherSite(folder, url)
    _derive(site, manifest, progress)
    return BuiltSite(manifest, folder, schema, site)


def _create_schema(schema: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {quoted(schema)}")
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", "") != "42501":
            raise
        of = connection.settings_dict
        raise BackupError(MAY_NOT_CREATE.format(name=of["NAME"], role=of["USER"])) from error


@contextmanager
def in_schema(schema: str) -> Iterator[BaseDatabaseWrapper]:
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute(f"SET search_path TO {quoted(schema)}")
        yield own
    finally:
        own.close()


def _derive(site: OtherSite, manifest: Manifest, progress: Report) -> None:
    _migrate_further(site, manifest)
    progress(0, 0, "Đang lập lại chỉ mục tìm kiếm")
    site.manage("rebuild_search")


def _migrate_to(site: OtherSite, manifest: Manifest) -> None:
    """The tables as they were in the backup's program, which may be an older one."""
    if is_current(manifest):
        site.manage("migrate", "--verbosity=0")
        return
    for app in sorted({app for app, _ in manifest.migrations}):
        last = max(name for other, name in manifest.migrations if other == app)
        site.manage("migrate", app, last, "--verbosity=0")


def _migrate_further(site: OtherSite, manifest: Manifest) -> None:
    if not is_current(manifest):
        site.manage("migrate", "--verbosity=0")


def _compare(there: dict[str, int], wanted: dict[str, int]) -> None:
    """BackupError with the first table that has another number of rows."""
    for table in sorted(there.keys() | wanted.keys()):
        if there.get(table) != wanted.get(table):
            words = {"there": there.get(table, 0), "wanted": wanted.get(table, 0)}
            raise BackupError(DIFFERENT.format(table=table, **words))
