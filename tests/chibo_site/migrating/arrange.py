"""Databases that a test migrates in processes of their own."""

import fcntl
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from locks import migration_lock
from tests.support.server import PATIENCE_SECONDS, ROOT, SETTINGS, postgresql

TESTS_URL = os.environ.get("DATABASE_URL", "")


class Database:
    """A database that no other test has, and processes of the site on it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.data = folder / "data"
        self.data.mkdir(exist_ok=True)
        self.file = self.data / "site.sqlite3"

    def start(self, *command: str, **environment: str) -> subprocess.Popen[str]:
        port = 20_000 + secrets.randbelow(10_000)  # below those that the kernel gives away
        return subprocess.Popen(  # noqa: S603 (our own arguments)
            command,
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": SETTINGS,
                "DATABASE_URL": self.url,
                "DATA_DIR": str(self.data),
                "DEMO": "0",
                "WEB_WORKERS": "1",
                "PORT": str(port),
            }
            | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def manage(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return self.start(sys.executable, "manage.py", *arguments, **environment)

    def shell(self, code: str) -> subprocess.Popen[str]:
        return self.manage("shell", "--no-imports", "--command", code)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        if self.url:
            return postgresql(self.url, sql)
        with closing(sqlite3.connect(self.file)) as opened, opened:
            return opened.execute(sql).fetchall()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """As another process of the site, perhaps on another host, holds the lock."""
        if self.url:
            with closing(psycopg2.connect(self.url)) as other, other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [migration_lock.LOCK.key])
                yield
        else:
            with (self.data / migration_lock.LOCK.file).open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield


def end_of(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code and all that it has said."""
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, said


def said_until(process: subprocess.Popen[str], words: str) -> str:
    """What it says, up to a line with these words."""
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        if words in line:
            break
    return "".join(lines)
