"""What a site holds before a backup and after its restore, in a form that can be compared."""

import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from bench.databases import query
from bench.servers import ROOT, environment

PAGES = "20"
# Written anew from the articles; in no backup.
OTHERS = ("articles_search", "sqlite_", "visitors_daysalt")


class Contents(NamedTuple):
    """Rows by table, the SHA-256 of each picture, and those of some pages."""

    rows: dict[str, int]
    files: dict[str, str]
    pages: dict[str, list[str]]


def contents_of(data: Path, tables: list[str], database_url: str = "") -> Contents:
    """Nothing is changed in it."""
    env = environment(data, DATABASE_URL=database_url)
    rows = {table: count(data, table, database_url) for table in tables}
    return Contents(
        rows, digests(data / "media"), asked(env, "manage.py", "backup", "--render", PAGES)
    )


def views(data: Path, database_url: str = "") -> int:
    """The counter's total, once all that waits is added up."""
    return int(asked(environment(data, DATABASE_URL=database_url), "-m", "bench.pages", "views"))


def differences(was: Contents, now: Contents) -> list[str]:
    """The names of what is another."""
    pairs: Iterable[tuple[Mapping[str, object], Mapping[str, object]]] = zip(was, now, strict=True)
    return [
        name
        for before, after in pairs
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def tables_of(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "site.sqlite3")) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in found if not name.startswith(OTHERS)]


def count(data: Path, table: str, database_url: str) -> int:
    sql = f"SELECT count(*) FROM {table}"  # noqa: S608 (the tables' own names)
    if database_url:
        return int(query(database_url, sql)[0][0])
    with closing(sqlite3.connect(data / "site.sqlite3")) as database:
        return int(database.execute(sql).fetchone()[0])


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def asked(env: dict[str, str], *command: str) -> Any:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)
