"""Full load for some minutes, while an editor works: does anything fail, grow or go stale?

`make bench-soak` (MINUTES, SIZES, BENCH_DIR) prints what came of it and puts it into
bench/README.md. It works on a copy of the corpus.
"""

import json
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import corpora, wrk
from bench.counted import Counted
from bench.make_variables import numbers
from bench.servers import ROOT, Server, environment, site
from bench.tables import made_by, table, write_section
from bench.verdicts import Bound, verdict
from bench.wrk import Load

STRETCH_SECONDS = 10  # after each of them the server is weighed
WARM_UP_STRETCHES = 6  # caches fill
MOST_GROWTH = 1.10  # from the end of the warm-up to the last weighing
NO_VIEWS = {"feed", "sitemap"}


@dataclass
class Soak:
    size: int
    minutes: int
    loads: list[Load]
    memory_mb: list[float]
    edits: dict[str, Any]  # as bench/editing.py tells them
    counted: Counted
    views: int
    program: str


def main() -> None:
    wrk.ensure_installed("wrk")
    size, minutes = min(numbers("SIZES", "1000")), numbers("MINUTES", "10")[0]
    corpora.prepare([size])
    with copied(corpora.folder(size)) as data:
        write_section(section(soaked(data, size, minutes)))


@contextmanager
def copied(corpus: Path) -> Iterator[Path]:
    """A copy, because editing changes a corpus that other measurements rely on."""
    copy = corpus.with_name("soak")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(corpus, copy)
    try:
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def soaked(data: Path, size: int, minutes: int) -> Soak:
    addresses = corpora.addresses(data)
    paths = tuple(path for kind, path in addresses.items() if kind not in NO_VIEWS)
    before = corpora.views(data)
    env = environment(data)
    loads: list[Load] = []
    memory_mb: list[float] = []
    counted = Counted()
    with site(env) as (server, _), editor(server, env, minutes) as editing:
        end = time.monotonic() + 60 * minutes
        while time.monotonic() < end:
            loads.append(wrk.load(server.url("/"), STRETCH_SECONDS, paths=paths))
            counted.add(loads[-1])
            memory_mb.append(server.memory_mb())
        edits = json.loads(editing.communicate(timeout=120)[0])
        program = server.program()
    views = corpora.views(data) - before
    return Soak(size, minutes, loads, memory_mb, edits, counted, views, program)


@contextmanager
def editor(server: Server, env: dict[str, str], minutes: int) -> Iterator[subprocess.Popen[str]]:
    """bench/editing.py at work in a process of its own."""
    command = [sys.executable, "-m", "bench.editing", server.url(""), str(60 * minutes)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def section(soak: Soak) -> str:
    answers, errors = soak.counted.answers, sum(load.errors for load in soak.loads)
    rate = statistics.median(load.per_second for load in soak.loads)
    weighed = soak.memory_mb
    cold, warm, last = weighed[0], weighed[min(WARM_UP_STRETCHES, len(weighed)) - 1], weighed[-1]
    edits, stale = soak.edits["edits"], soak.edits["stale"]
    rows = [
        ["requests answered", f"{answers} ({rate:.0f}/s)", "", ""],
        ["requests failed", str(errors), *verdict(Bound("0", errors == 0))],
        [
            "page views counted",
            str(soak.views),
            *verdict(
                Bound(
                    f"{answers} to {answers + soak.counted.doubtful}",
                    soak.counted.is_exact(soak.views),
                )
            ),
        ],
        ["edits", str(edits), *verdict(Bound("≥ 1", edits > 0))],
        ["edits that the next request missed", str(len(stale)), *verdict(Bound("0", not stale))],
        [
            "memory after 10 s, after a minute, at the end, MB",
            f"{cold:.0f}, {warm:.0f}, {last:.0f}",
            *verdict(Bound(f"≤ {MOST_GROWTH:.2f} × a minute's", last <= warm * MOST_GROWTH)),
        ],
    ]
    lines = [
        "## Under load while an editor works",
        "",
        f"{made_by('make bench-soak', soak.program, wrk.version())}"
        f" {soak.minutes} minutes over {soak.size:,} articles.",
        *table(["", "figure", "asked", ""], rows),
    ]
    if stale:
        lines += ["", *(f"- {line}" for line in stale[:10])]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server may stay behind
    main()
