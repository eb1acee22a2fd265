"""What counting costs: throughput of one fixed page with the visit counter and without.

`make bench-counter` prints a table and puts it into bench/README.md. It takes two to
three minutes. The database is a new SQLite file, or an empty one that DATABASE_URL names.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import atexit
import os
import shutil
import signal
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "bench.settings",
    "DATA_DIR": tempfile.mkdtemp(prefix="chibo-bench-"),
}
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from bench import wrk
from bench.counted import Counted
from bench.pages import views
from bench.servers import environment, site
from bench.tables import made_by, ratio, spread, table, write_section

PAGE = "/bai/1/dai-hoi/"
ROUNDS = 5
SECONDS = 4
CONNECTIONS = 8
VISITORS = (1, 10_000)
# Over several, chance says how many of them get wrk's connections: 500 or 1,500 a second.
WORKERS = "1"


def main() -> None:
    wrk.ensure_installed("wrk")
    if connection.introspection.table_names():
        sys.exit("DATABASE_URL phải là một cơ sở dữ liệu còn trống.")
    call_command("migrate", verbosity=0)
    rates: dict[tuple[int, bool], list[float]] = {
        (visitors, counting): [] for visitors in VISITORS for counting in (False, True)
    }
    counted = Counted()
    program = ""
    for number in range(ROUNDS):
        for visitors, counting in rates:
            with site(served(counting)) as (server, _):
                program = server.program()
                warm_up, measured = (
                    wrk.flawless(
                        wrk.load(
                            server.url(PAGE),
                            seconds,
                            visitors=visitors,
                            connections=CONNECTIONS,
                            threads=1,
                        )
                    )
                    for seconds in (1, SECONDS)
                )
            rates[visitors, counting].append(measured.per_second)
            if counting:
                counted.add(warm_up)
                counted.add(measured)
        print(f"{number + 1}/{ROUNDS}", flush=True)
    counted.check(views())
    write_section(section(rates, program))


def served(counting: bool) -> dict[str, str]:
    """The server's environment. What one server has not added up yet is left to the next one that
    counts, so that no run without counting pays for it."""
    return environment(
        Path(os.environ["DATA_DIR"]),
        DATABASE_URL=os.environ.get("DATABASE_URL", ""),
        DJANGO_SETTINGS_MODULE="bench.settings",
        WEB_WORKERS=WORKERS,
        COUNTING=str(int(counting)),
    )


def section(rates: dict[tuple[int, bool], list[float]], program: str) -> str:
    """The README's section on this database."""
    database = ".".join(map(str, connection.get_database_version()))
    programs = f"Django {version('Django')}", program, f"{connection.display_name} {database}"
    lines = [
        f"## What counting costs, on {connection.display_name}",
        "",
        made_by("make bench-counter", *programs, wrk.version()),
        f"One core for wrk, {WORKERS} worker."
        f" Median of {ROUNDS} rounds of {SECONDS} s, off and on in turn (least–most).",
    ]
    rows = []
    for visitors in VISITORS:
        off, on = rates[visitors, False], rates[visitors, True]
        rows.append([str(visitors), spread(off), spread(on), f"{ratio(on, off):.2f}"])
    head = ["visitors", "counting off, requests/s", "counting on, requests/s", "on ÷ off"]
    return "\n".join([*lines, *table(head, rows)]) + "\n"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server must not stay behind
    main()
