"""Full load for some minutes, while editors work: does anything fail, grow or go stale?

Readers read the whole archive by Zipf's law, and each other kind of page; a crawler walks it.
`make bench-soak` (MINUTES, SIZES, BENCH_DIR) prints what came of it and puts it into
bench/README.md. It works on a copy of the corpus, and fails where anything is missed.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from bench import corpora, readings, wrk
from bench.counted import Counted
from bench.crawler import Crawl, crawler
from bench.make_variables import numbers
from bench.servers import ROOT, Memory, Server, environment, site
from bench.tables import made_by, table, write_section
from bench.verdicts import Bound, verdict
from bench.wrk import Load

STRETCH_SECONDS = 10  # after each of them the server is weighed
WARM_UP_STRETCHES = 6  # caches fill
MOST_GROWTH = 1.10  # from the end of the warm-up to the last weighing
NO_VIEWS = {"feed", "sitemap"}
ONE_OTHER_PAGE_IN = 10  # of the readers' requests; the others are for articles
EDITORS = ("bench.editing", "bench.revising")


@dataclass
class Soak:
    size: int
    minutes: int
    articles: int  # that are read
    loads: list[Load]
    memory: list[Memory]
    edits: int
    stale: list[str]
    crawl: Crawl
    counted: Counted
    views: int
    program: str


def main() -> None:
    wrk.ensure_installed("wrk")
    size, minutes = min(numbers("SIZES", "1000")), numbers("MINUTES", "10")[0]
    corpora.prepare([size])
    with copied(corpora.folder(size)) as data:
        text = section(soaked(data, size, minutes))
    write_section(text)
    if "missed**" in text:
        sys.exit("Có điều không đạt, xem bảng trên.")


@contextmanager
def copied(corpus: Path) -> Iterator[Path]:
    """A copy, because editing changes a corpus that other measurements rely on."""
    copy = corpus.with_name("soak")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(corpus, copy, ignore=shutil.ignore_patterns("cache"))  # has links to memory
    try:
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def soaked(data: Path, size: int, minutes: int) -> Soak:
    others = [path for kind, path in corpora.addresses(data).items() if kind not in NO_VIEWS]
    articles = corpora.articles(data)
    walked = [*articles, *(f"{article}in/" for article in articles), *others]
    before = corpora.views(data)
    env = environment(data)
    loads: list[Load] = []
    memory: list[Memory] = []
    counted = Counted()
    with site(env) as (server, _), editors(server, env, minutes) as editing:
        with crawler(server, walked) as crawl:
            end = time.monotonic() + 60 * minutes
            while time.monotonic() < end:
                paths = read_in_turn(articles, others, run=len(loads))
                loads.append(wrk.load(server.url("/"), STRETCH_SECONDS, paths=paths))
                counted.add(loads[-1])
                memory.append(server.memory())
        told = [json.loads(editor.communicate(timeout=120)[0]) for editor in editing]
        program = server.program()
    views = corpora.views(data) - before
    edits = sum(each["edits"] for each in told)
    stale = [line for each in told for line in each["stale"]]
    return Soak(
        size, minutes, len(articles), loads, memory, edits, stale, crawl, counted, views, program
    )


def read_in_turn(articles: list[str], others: list[str], run: int) -> list[str]:
    """What the readers of a stretch ask for, one after another; each stretch asks for others."""
    places = readings.asked(len(articles), readings.BY_ZIPF, len(articles), run)
    other = cycle(others)
    return [
        articles[place] if number % ONE_OTHER_PAGE_IN else next(other)
        for number, place in enumerate(places)
    ]


@contextmanager
def editors(
    server: Server, env: dict[str, str], minutes: int
) -> Iterator[list[subprocess.Popen[str]]]:
    """All at work, each in a process of its own."""
    with ExitStack() as running:
        yield [running.enter_context(editor(name, server, env, minutes)) for name in EDITORS]


@contextmanager
def editor(
    name: str, server: Server, env: dict[str, str], minutes: int
) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", name, server.url(""), str(60 * minutes)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def section(soak: Soak) -> str:
    answers, errors = soak.counted.answers, sum(load.errors for load in soak.loads)
    rate = statistics.median(load.per_second for load in soak.loads)
    weighed = soak.memory[0], soak.memory[:WARM_UP_STRETCHES][-1], soak.memory[-1]
    _, warm, last = (each.own for each in weighed)
    store_mb = int(os.environ.get("PAGE_CACHE_MB", "64"))
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
        ["pages crawled", str(soak.crawl.pages), *verdict(Bound("≥ 1", soak.crawl.pages > 0))],
        [
            "crawled pages failed",
            str(soak.crawl.failed),
            *verdict(Bound("0", soak.crawl.failed == 0)),
        ],
        ["edits", str(soak.edits), *verdict(Bound("≥ 1", soak.edits > 0))],
        [
            "edits that a later request missed",
            str(len(soak.stale)),
            *verdict(Bound("0", not soak.stale)),
        ],
        [
            "own memory after 10 s, after a minute, at the end, MB",
            ", ".join(f"{each.own:.0f}" for each in weighed),
            *verdict(Bound(f"≤ {MOST_GROWTH:.2f} × a minute's", last <= warm * MOST_GROWTH)),
        ],
        [
            "store of kept pages, likewise, MB",
            ", ".join(f"{each.store:.0f}" for each in weighed),
            *verdict(Bound(f"≤ {store_mb}", weighed[-1].store <= store_mb)),
        ],
    ]
    lines = [
        "## Under load while editors work",
        "",
        f"{made_by('make bench-soak', soak.program, wrk.version())}"
        f" {soak.minutes} minutes over {soak.size:,} articles; {soak.articles:,} are read.",
        *table(["", "figure", "asked", ""], rows),
    ]
    if told := soak.crawl.failures + soak.stale[:10]:
        lines += ["", *(f"- {line}" for line in told)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server may stay behind
    main()
