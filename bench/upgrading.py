"""Upgrade and rollback of an installed site under load: no request fails, no view and no save goes.

`make bench-upgrade` (SIZES, one of them; BENCH_DIR) copies a corpus, installs the site of this
checkout over it as deploy/install.sh would, without systemd, and upgrades twice, first with a
migration; then it goes back by `--rollback`. Meanwhile readers ask for articles all over the
archive, and an editor changes the lead of one after another. Exits with 1 where anything was lost.
"""
# ruff: noqa: E402 (a client of the desk knows the models, which may be imported only then)

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench import corpora
from bench.make_variables import numbers
from bench.servers import BROWSER, HOST, PATIENCE_SECONDS
from bench.tables import made_by, table, write_section
from tests.deploy.installed import MIGRATION, NAME, Installed
from tests.support.desk_client import SIGN_IN, DeskClient, sign_in

READERS = 4
QUIET_SECONDS = 5  # of load before and after each step
MIGRATES = MIGRATION.format(sql="CREATE TABLE of_the_next_version (id integer)")
VARIABLES = f"ALLOWED_HOSTS={NAME},{HOST}\nHTTPS=0\nSAVES_PER_MINUTE=100000\n"
PK = re.compile(r"/bai/(\d+)/")
HEAD = ["step", "s", "pages", "longest, s", "saves", "longest, s", "failed"]


class Load:
    """Readers and an editor at work until they are told to stop."""

    def __init__(self, server: Installed, paths: list[str], editor: DeskClient) -> None:
        self._port, self._paths, self._editor = server.port, paths, editor
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self.views: Counter[str] = Counter()
        self.leads: dict[int, str] = {}  # the last one of each article that was acknowledged
        self.saves = 0
        self.failed: list[str] = []
        self.longest = {"page": 0.0, "save": 0.0}

    @contextmanager
    def at_work(self) -> Iterator[None]:
        work = [self._read] * READERS + [self._save]
        threads = [threading.Thread(target=self._repeat, args=(each,)) for each in work]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(PATIENCE_SECONDS)

    def _repeat(self, work: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                work()
            except (OSError, HTTPException, AssertionError) as error:
                with self._lock:
                    self.failed.append(repr(error))

    def _read(self) -> None:
        path, began = random.choice(self._paths), time.perf_counter()
        address = f"203.0.{random.randrange(256)}.{random.randrange(1, 255)}"
        headers = {"X-Forwarded-For": address, "User-Agent": BROWSER, "Connection": "close"}
        with closing(HTTPConnection(HOST, self._port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
        with self._lock:
            self._note("page", began)
            if answer.status == 200:
                self.views[path] += 1
            else:
                self.failed.append(f"{path} gave {answer.status}")

    def _save(self) -> None:
        pk = int(PK.search(random.choice(self._paths))[1])  # type: ignore[index]
        page = f"/quan-tri/articles/article/{pk}/change/"
        form = self._editor.form(page)
        lead, began = f"Sapo lưu lần thứ {self.saves + 1}.", time.perf_counter()
        reply = self._editor.post(page, form | {"lead": lead})
        with self._lock:
            self._note("save", began)
            if reply.status == 302:
                self.saves, self.leads[pk] = self.saves + 1, lead
            else:
                self.failed.append(f"{page} gave {reply.status}")

    def _note(self, what: str, began: float) -> None:
        self.longest[what] = max(self.longest[what], time.perf_counter() - began)


def main() -> None:
    [size, *_] = numbers("SIZES", "1000")
    corpora.prepare([size])
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        server = Installed(Path(folder))
        shutil.rmtree(server.data)
        not_kept = shutil.ignore_patterns("cache", "visits")
        shutil.copytree(corpora.folder(size), server.data, ignore=not_kept)
        variables = server.etc / "chibo.env"
        text = variables.read_text().replace("WEB_WORKERS=1\n", "WEB_WORKERS=2\n")
        variables.write_text(text.replace(f"ALLOWED_HOSTS={NAME}\n", VARIABLES))
        paths, before = corpora.articles(server.data), corpora.views(server.data)
        server.manage("migrate", "--no-input", "--verbosity=0")
        server.service("start")
        try:
            rows, load = under_load(server, paths)
        finally:
            server.service("stop")
        counted = corpora.views(server.data) - before
        lost = lost_leads(server, load)
    bad = [*load.failed, *lost]
    if counted != load.views.total():
        bad.append(f"{load.views.total()} views, {counted} of them counted")
    if bad:
        sys.exit("\n".join(bad[:20]))
    write_section(section(rows, size, load))


def under_load(server: Installed, paths: list[str]) -> tuple[list[list[str]], Load]:
    key = server.manage(
        "shell", "--no-imports", "--verbosity=0", "--command", SIGN_IN.format(name="bientap")
    ).split()[-1]
    load = Load(server, paths, sign_in(server, key))  # type: ignore[arg-type]  # has a port, too
    rows = []
    with load.at_work():
        server.next_version("0.2", jobs__migrations__0900_next=MIGRATES)
        rows.append(step(load, "upgrade with a migration", server.upgrade))
        server.next_version("0.3")
        rows.append(step(load, "upgrade", server.upgrade))
        rows.append(step(load, "rollback", lambda: server.upgrade("--rollback", "--yes")))
    return rows, load


def step(load: Load, name: str, do: Callable[[], subprocess.CompletedProcess[str]]) -> list[str]:
    """Its row of the table; exits where the script does not end well."""
    load.longest = dict.fromkeys(load.longest, 0.0)
    pages, saves, failed = load.views.total(), load.saves, len(load.failed)
    began = time.monotonic()
    time.sleep(QUIET_SECONDS)
    done = do()
    if done.returncode:
        sys.exit(f"{name}:\n{done.stdout}{done.stderr}")
    time.sleep(QUIET_SECONDS)
    return [
        name,
        f"{time.monotonic() - began:.0f}",
        f"{load.views.total() - pages:,}",
        f"{load.longest['page']:.1f}",
        f"{load.saves - saves:,}",
        f"{load.longest['save']:.1f}",
        str(len(load.failed) - failed),
    ]


def lost_leads(server: Installed, load: Load) -> list[str]:
    """The saves that were acknowledged last and do not stand in the database."""
    with closing(sqlite3.connect(server.data / "site.sqlite3")) as database:
        stored = dict(database.execute("SELECT id, lead FROM articles_article"))
    return [f"lost: {lead}" for pk, lead in load.leads.items() if stored[pk] != lead]


def section(rows: list[list[str]], size: int, load: Load) -> str:
    return "\n".join(
        [
            "## Upgrade and rollback under load",
            "",
            f"{made_by('make bench-upgrade')} {size:,} articles, two workers, {READERS} readers and"
            f" an editor. All {load.views.total():,} views are counted, all {load.saves:,} saves"
            " stand.",
            *table(HEAD, rows),
            "",
        ]
    )


if __name__ == "__main__":
    main()
