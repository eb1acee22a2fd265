"""A real server of this site, with a data folder and a database of its own."""

import ipaddress
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from django.test import override_settings

from chibo_site.management.commands.serve import HOST
from serving.server.gunicorn_command import gunicorn_command
from serving.server.listeners import listening
from visitors import staging

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120  # what a busy machine may take for one thing
WORKERS = 3
PROGRAM = "curl/8.5.0"
AHEAD = {"Sec-Purpose": "prefetch"}  # is shown pages, and never counted
SETTINGS = "tests.support.server_settings"


class NotSentError(Exception):
    """No server took the connection, so it knows nothing of the request."""


class Site:
    """Several worker processes at 127.0.0.1, behind which a test may be any client."""

    def __init__(
        self, folder: Path, database_url: str, settings: str = SETTINGS, *, jobs: bool = False
    ) -> None:
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.port = 0
        self._jobs = jobs
        self._database_url = database_url
        self._server: subprocess.Popen[bytes] | None = None
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": settings,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(self.data),
            "DEMO": "0",
            "TRUSTED_PROXIES": "127.0.0.0/8",
        }

    def configure(self, **environment: str) -> None:
        """Variables of all that is started from now on."""
        self.environment |= environment

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(
        self, *arguments: str, answer: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """A management command to its end, whatever that is; `answer` is what it reads."""
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            check=False,
            capture_output=True,
            text=True,
            input=answer,
            timeout=PATIENCE_SECONDS,
        )

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A management command that a test may kill, with all that it starts."""
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def shell(self, code: str) -> str:
        """What a piece of Python prints that knows the site's models."""
        return self.manage("shell", "--no-imports", "--verbosity=0", "--command", code).strip()

    def start(self, port: int = 0) -> None:
        """Starts the server as `manage.py serve` does and returns once it answers.

        The sockets are made here and handed over, at this port or one that is free. They are the
        server's alone: when its processes die, clients are cut off and refused.
        """
        with listening(HOST, port, WORKERS) as listeners, self.log.open("ab") as log:
            self.port = listeners[0].getsockname()[1]
            with override_settings(
                PORT=self.port,
                WEB_WORKERS=WORKERS,
                RUN_JOBS=self._jobs,
                TRUSTED_PROXIES=[ipaddress.ip_network("127.0.0.0/8")],
            ):
                command = gunicorn_command(listeners)
            self._server = subprocess.Popen(  # noqa: S603
                command,
                cwd=ROOT,
                env=self.environment,
                pass_fds=[listener.fileno() for listener in listeners],
                start_new_session=True,
                stdout=log,
                stderr=log,
            )
        assert self.get("/up", "198.51.100.1", PROGRAM) == 200, self.log.read_text()

    def kill(self) -> None:
        """kill -9 of the master and all its workers at once."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def send(self, which: signal.Signals) -> None:
        """A signal to the master."""
        assert self._server is not None
        self._server.send_signal(which)

    def stop(self) -> int:
        """SIGTERM to the master, as a service manager does it; returns its exit code."""
        assert self._server is not None
        self.send(signal.SIGTERM)
        code = self._server.wait(PATIENCE_SECONDS)
        self._server = None
        return code

    def workers(self) -> set[int]:
        """The process ids of the workers that are there now."""
        assert self._server is not None
        master = self._server.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text()
        return {int(pid) for pid in children.split()}

    def restart(self) -> None:
        """Kills the server, starts it again and lets it add up all that the dead ones left.

        A journal of a dead process goes only when each of its views is in the database.
        """
        self.kill()
        self.start()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(self.journals()):
            assert time.monotonic() < deadline, f"journals stay: {list(self.journals())}"
            # A page shown keeps it adding up.
            assert self.get("/", "198.51.100.1", PROGRAM, AHEAD) == 200
            time.sleep(0.05)

    def journals(self) -> Iterator[Path]:
        return (self.data / "visits").glob("*.journal")

    def get(
        self,
        path: str,
        address: str,
        agent: str,
        more: Mapping[str, str] | None = None,
        timeout: float = PATIENCE_SECONDS,
    ) -> int:
        """The status of an answer that was read to its end.

        Raises NotSentError; OSError or HTTPException where the server may have got the request
        but no whole answer came back.
        """
        with closing(HTTPConnection(HOST, self.port, timeout=timeout)) as connection:
            try:
                connection.connect()
            except OSError as error:
                raise NotSentError(str(error)) from error
            headers = {"X-Forwarded-For": address, "User-Agent": agent, "Connection": "close"}
            headers |= more or {}
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            # Otherwise nobody knows whether it is whole.
            assert answer.chunked or answer.length is not None
            answer.read()
            return answer.status

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT, asked past Django."""
        if not self._database_url:
            with closing(sqlite3.connect(self.data / "site.sqlite3")) as connection:
                return connection.execute(sql).fetchall()
        return postgresql(self._database_url, sql)


@contextmanager
def make_site(folder: Path, settings: str = SETTINGS, *, jobs: bool = False) -> Iterator[Site]:
    """A migrated site that is running; on PostgreSQL where the tests run there."""
    with own_database(os.environ.get("DATABASE_URL", "")) as database_url:
        site = Site(folder, database_url, settings, jobs=jobs)
        site.manage("migrate", "--verbosity=0")
        try:
            site.start()
            yield site
        finally:
            site.kill()
            with override_settings(DATA_DIR=site.data):
                shutil.rmtree(staging.folder() or "", ignore_errors=True)


@contextmanager
def own_database(tests_url: str, template: str = "template1") -> Iterator[str]:
    """The URL of a new database on the server of the tests' own, a copy of the one of that name; ""
    stands for SQLite."""
    if not tests_url:
        yield ""
        return
    name = f"visits_{secrets.token_hex(8)}"
    postgresql(tests_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield urlsplit(tests_url)._replace(path=f"/{name}").geturl()
    finally:
        postgresql(tests_url, f"DROP DATABASE {name} WITH (FORCE)")


def postgresql(url: str, sql: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
