"""Throughput for a crowd whose readers read many articles of an archive, beside one that reads one.

`python -m bench.crowd` (CROWD, ROUNDS, SECONDS, BENCH_DIR; part of `make bench`) prints a table and
puts it into bench/README.md. CROWD is the number of articles. Every view must be counted, or there
is no table. Each page was requested once before; in the row "new" those before were other readers,
who chose their articles by the same law.
"""

import gzip
import signal
import statistics
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import lmdb

from bench import corpora, wrk
from bench.counted import Counted
from bench.crawler import crawler
from bench.make_variables import numbers
from bench.readings import BY_ZIPF, IN_TURN, asked
from bench.results import ANEW, CACHED, STATIC
from bench.servers import Server, ask, environment, nginx, site
from bench.tables import made_by, ratio, table, write_section
from bench.verdicts import Bound, verdict

ONE, SOME, MANY, ALL = 1, 1_000, 10_000, 1_000_000
REQUESTS_OF_ALL = 15_000  # for some 7,800 different pages, each a file for nginx
OTHERS = 100  # the run of those who read before
WARM_UP_SECONDS = 2
OF_ALL_SECONDS = 60
MOST_P99_OF_STATIC = 3.0
MOST_P99_OF_STATIC_CRAWLED = 4.0


class Reading(NamedTuple):
    articles: int
    how: str
    is_crawled: bool = False  # a crawler walks the whole archive meanwhile
    is_new: bool = False  # others have read before, and not these pages


READINGS = [
    Reading(ONE, IN_TURN),
    Reading(SOME, IN_TURN),
    Reading(SOME, BY_ZIPF),
    Reading(MANY, IN_TURN),
    Reading(MANY, BY_ZIPF),
    Reading(MANY, BY_ZIPF, is_crawled=True),
    Reading(ALL, BY_ZIPF),
    Reading(ALL, BY_ZIPF, is_crawled=True),
    Reading(ALL, BY_ZIPF, is_new=True),
]
LEAST_OF_ONE = {Reading(SOME, IN_TURN): 0.85, Reading(MANY, BY_ZIPF): 0.70}


@dataclass(frozen=True)
class Measured:
    load: wrk.Load
    cpu_ms: float  # of the server, for one request
    hits: float | None = None  # share of the answers for which nothing was rendered


Found = dict[tuple[Reading, str], list[Measured]]


def main() -> None:
    wrk.ensure_installed("wrk", "nginx")
    size = numbers("CROWD", str(MANY))[0]
    rounds, seconds = numbers("ROUNDS", "3")[0], numbers("SECONDS", "4")[0]
    corpora.prepare([size])
    data = corpora.folder(size)
    articles = corpora.articles(data, size)
    before, counted = corpora.views(data), Counted()
    found: Found = {}
    for _ in range(rounds):
        Round(articles, seconds, counted, found).measure(data)
    counted.check(corpora.views(data) - before)
    write_section(section(size, rounds, seconds, found))


class Round:
    """Kept pages beside nginx, and the same pages rendered anew."""

    def __init__(self, articles: list[str], seconds: int, counted: Counted, found: Found) -> None:
        self.articles = articles
        self.seconds = seconds
        self.counted = counted
        self.found = found
        self.places = {
            reading: places_of(reading, len(articles))
            for reading in READINGS
            if reading.articles <= len(articles) * 1.1
        }

    def measure(self, data: Path) -> None:
        with ExitStack() as running, tempfile.TemporaryDirectory(prefix="chibo-bench-") as name:
            self.folder = Path(name)
            anew, _ = running.enter_context(site(environment(data, PAGE_CACHE="0"), "/"))
            # A start makes all pages anew.
            kept, _ = running.enter_context(site(environment(data), "/"))
            self.store(kept, [reading for reading in self.places if reading.articles < ALL])
            self.store(anew, [reading for reading in self.places if reading.articles == ALL])
            static = running.enter_context(nginx(self.folder))
            for reading, places in self.places.items():
                paths = [self.articles[place] for place in places]
                files = [f"/{place}" for place in places]
                self.warm_up(kept, reading, paths)
                self.run(reading, STATIC, static, files, sorted(set(files)))
                self.run(reading, CACHED, kept, paths, self.articles)
                if not reading.is_crawled:
                    self.run(reading, ANEW, anew, paths, [])

    def store(self, server: Server, readings: list[Reading]) -> None:
        """What is read, as files for nginx; asked for from this server."""
        places = {place for reading in readings for place in self.places[reading]}
        missing = [place for place in sorted(places) if not (self.folder / f"{place}").exists()]
        with ThreadPoolExecutor(4) as readers:
            for place in missing:
                readers.submit(store, server, self.articles[place], self.folder / str(place))
        if unread := [place for place in missing if not (self.folder / f"{place}").exists()]:
            sys.exit(f"{self.articles[unread[0]]} không trả lời.")

    def warm_up(self, kept: Server, reading: Reading, paths: list[str]) -> None:
        seconds = WARM_UP_SECONDS
        if reading.articles == ALL:
            seconds = OF_ALL_SECONDS
        if reading.is_new:
            others = places_of(reading, len(self.articles), OTHERS)
            paths = [self.articles[place] for place in others]
        self.counted.add(wrk.load(kept.url("/"), seconds, paths=paths))

    def run(
        self, reading: Reading, who: str, server: Server, paths: list[str], walked: list[str]
    ) -> None:
        made = pages_made(server) if who == CACHED else 0
        with crawler(server, walked) if reading.is_crawled else nullcontext() as crawl:
            run = one_run(server, paths, self.seconds)
        if crawl and crawl.failed:
            sys.exit(f"Không thu thập được: {crawl.failures[0]}")
        if who == CACHED and not reading.is_crawled:
            made = pages_made(server) - made
            run = replace(run, hits=max(1 - made / max(run.load.answers, 1), 0.0))
        if who != STATIC:
            self.counted.add(run.load)
        self.found.setdefault((reading, who), []).append(run)


def places_of(reading: Reading, articles: int, run: int | None = None) -> list[int]:
    """Of a million each reading, and each run, has requests of its own."""
    if reading.articles < ALL:
        return asked(reading.articles, reading.how, articles)
    run = READINGS.index(reading) if run is None else run
    return asked(reading.articles, reading.how, articles, run)[:REQUESTS_OF_ALL]


def store(server: Server, path: str, file: Path) -> None:
    """The page as a reader gets it, for nginx to serve; nothing where it is not shown."""
    answer = ask(server.url(path))
    if answer.status == 200:
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(answer.body, 6))
        file.write_bytes(answer.body)


def one_run(server: Server, paths: Sequence[str], seconds: int) -> Measured:
    used = server.cpu_seconds()
    load = wrk.load(server.url("/"), seconds, paths=paths)
    used = server.cpu_seconds() - used
    server.settle()
    return Measured(load, used * 1000 / max(load.answers, 1))


def pages_made(server: Server) -> int:
    """How many finished pages the site has stored so far: each is one transaction."""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as name:
        for link, file in memory_of(server).items():
            (Path(name) / link).symlink_to(file)
        with lmdb.open(name, readonly=True) as store_:
            return int(store_.info()["last_txnid"])


def memory_of(server: Server) -> dict[str, str]:
    """The nameless files in which the site keeps its pages, as LMDB calls them."""
    folder = Path(f"/proc/{server.process.pid}/fd")
    names = {"/memfd:chibo-pages (deleted)": "data.mdb", "/memfd:chibo-lock (deleted)": "lock.mdb"}
    links = {file: str(file.readlink()) for file in folder.iterdir()}
    return {names[target]: str(file) for file, target in links.items() if target in names}


def section(size: int, rounds: int, seconds: int, found: Found) -> str:
    rows = [
        [*cells(reading, who, runs), *judged(reading, who, found)]
        for reading in READINGS
        for who in (CACHED, ANEW, STATIC)
        if (runs := found.get((reading, who)))
    ]
    head = [
        "articles",
        "asked for",
        "by",
        "requests/s",
        "p50, ms",
        "p95, ms",
        "p99, ms",
        "server ms",
    ]
    lines = [
        "## A crowd over the archive",
        "",
        f"{made_by('make bench', wrk.version())} {size:,} articles."
        f" Median of {rounds} rounds of {seconds} s.",
        *table([*head, "hits", "÷ one article", "asked", ""], rows),
    ]
    return "\n".join(lines) + "\n"


def cells(reading: Reading, who: str, runs: list[Measured]) -> list[str]:
    times = [
        statistics.median(getattr(run.load, name) for run in runs) for name in ("p50", "p95", "p99")
    ]
    hits = [run.hits for run in runs if run.hits is not None]
    return [
        f"{reading.articles:,}",
        how(reading),
        who,
        f"{statistics.median(run.load.per_second for run in runs):.0f}",
        *(f"{each:.2f}" for each in times),
        f"{statistics.median(run.cpu_ms for run in runs):.3f}",
        f"{statistics.median(hits):.1%}" if hits else "",
    ]


def how(reading: Reading) -> str:
    marks = {"crawled": reading.is_crawled, "new": reading.is_new}
    return ", ".join([reading.how, *(mark for mark, applies in marks.items() if applies)])


def judged(reading: Reading, who: str, found: Found) -> list[str]:
    """The rate beside that of one article, and what is asked of a kept page."""
    runs, alone = found[reading, who], found[READINGS[0], who]
    of_one = ratio([r.load.per_second for r in runs], [r.load.per_second for r in alone])
    bounds = []
    if who == CACHED and (least := LEAST_OF_ONE.get(reading)):
        bounds.append(Bound(f"≥ {least:.2f} of one", of_one >= least))
        bounds.append(slowest(reading, found, MOST_P99_OF_STATIC))
    if who == CACHED and reading.is_crawled:
        bounds.append(slowest(reading, found, MOST_P99_OF_STATIC_CRAWLED))
    return [f"{of_one:.2f}", *verdict(*bounds)]


def slowest(reading: Reading, found: Found, most: float) -> Bound:
    runs, static = found[reading, CACHED], found[reading, STATIC]
    of_static = ratio([run.load.p99 for run in runs], [run.load.p99 for run in static])
    return Bound(f"p99 ≤ {most:.0f} S", of_static <= most)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server may stay behind
    main()
