"""What counting costs: throughput of fixed pages with the visit counter and without; of one page,
and of a thousand that as many read as come in a crowd.

`make bench-counter` (ROUNDS, SECONDS) prints a table and puts it into bench/README.md. It takes
four minutes. The database is a new SQLite file, or an empty one that DATABASE_URL names.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

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
from bench.make_variables import numbers
from bench.pages import views
from bench.servers import Server, environment, site
from bench.tables import made_by, ratio, spread, table, write_section
from bench.verdicts import Bound, verdict

PAGE = "/bai/{}/dai-hoi/"
CONNECTIONS = 8
LEAST_OF_UNCOUNTED = 0.75
# Over several, chance says how many of them get wrk's connections: 500 or 1,500 a second.
WORKERS = "1"


class Reading(NamedTuple):
    readers: int
    pages: int


ALONE, CROWD = Reading(1, 1), Reading(10_000, 1_000)
READINGS = (ALONE, Reading(CROWD.readers, ALONE.pages), CROWD)
Rates = dict[tuple[Reading, bool], list[float]]  # requests a second, with and without counting


def main() -> None:
    wrk.ensure_installed("wrk")
    if connection.introspection.table_names():
        sys.exit("DATABASE_URL phải là một cơ sở dữ liệu còn trống.")
    call_command("migrate", verbosity=0)
    rounds, seconds = numbers("ROUNDS", "5")[0], numbers("SECONDS", "4")[0]
    rates: Rates = {(reading, counting): [] for reading in READINGS for counting in (False, True)}
    counted = Counted()
    program = ""
    for number in range(rounds):
        for reading, counting in rates:
            with site(served(counting)) as (server, _):
                program = server.program()
                loads = [*warm_up(server, reading), read(server, reading, seconds)]
            rates[reading, counting].append(loads[-1].per_second)
            if counting:
                for load in loads:
                    counted.add(load)
        print(f"{number + 1}/{rounds}", flush=True)
    counted.check(views())
    write_section(section(rates, program, f"{rounds} rounds of {seconds} s"))


def warm_up(server: Server, reading: Reading) -> Iterator[wrk.Load]:
    """Until each page was asked for."""
    answers, seconds = 0, 1
    while answers < reading.pages:
        load = read(server, reading, seconds)
        answers, seconds = load.answers, 2 * seconds
        yield load


def read(server: Server, reading: Reading, seconds: int) -> wrk.Load:
    """Exits where a request was not answered."""
    load = wrk.load(
        server.url("/"),
        seconds,
        visitors=reading.readers,
        connections=CONNECTIONS,
        threads=1,
        paths=[PAGE.format(number + 1) for number in range(reading.pages)],
    )
    return wrk.flawless(load)


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


def section(rates: Rates, program: str, rounds: str) -> str:
    """The README's section on this database."""
    database = ".".join(map(str, connection.get_database_version()))
    programs = f"Django {version('Django')}", program, f"{connection.display_name} {database}"
    lines = [
        f"## What counting costs, on {connection.display_name}",
        "",
        made_by("make bench-counter", *programs, wrk.version()),
        f"One core for wrk, {WORKERS} worker. Median of {rounds}, off and on in turn (least–most).",
    ]
    return "\n".join([*lines, *table(HEAD, (row(rates, reading) for reading in READINGS))]) + "\n"


HEAD = ["readers", "pages", "counting off, requests/s", "counting on, requests/s", "on ÷ off"]
HEAD += ["÷ one reader of one page", "asked", ""]


def row(rates: Rates, reading: Reading) -> list[str]:
    off, on = rates[reading, False], rates[reading, True]
    of_off, of_alone = ratio(on, off), ratio(on, rates[ALONE, True])
    bound = Bound(f"≥ {LEAST_OF_UNCOUNTED:.2f} of off", of_off >= LEAST_OF_UNCOUNTED)
    cells = [f"{reading.readers:,}", f"{reading.pages:,}", spread(off), spread(on)]
    return [*cells, f"{of_off:.2f}", f"{of_alone:.2f}", *verdict(bound)]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server must not stay behind
    main()
