"""What a crowd gets that reads here and there in an archive, beside one that reads one article.

`python -m bench.crowd` (CROWD, ROUNDS, SECONDS, BENCH_DIR; part of `make bench`) prints a table and
puts it into bench/README.md. CROWD is how many articles there are. Each view is counted, and at the
end the counter must have gained exactly what was answered.
"""

import gzip
import random
import signal
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import lmdb

from bench import corpora, wrk
from bench.counted import Counted
from bench.make_variables import numbers
from bench.results import ANEW, CACHED, STATIC
from bench.servers import Server, ask, environment, nginx, site
from bench.tables import made_by, ratio, table, write_section
from bench.verdicts import Bound, verdict

IN_TURN, BY_ZIPF = "in turn", "by Zipf's law"
ONE, SOME, MANY = 1, 1_000, 10_000
REQUESTS_BY_ZIPF = 100_000
LEAST_OF_ONE = {(SOME, IN_TURN): 0.85, (MANY, BY_ZIPF): 0.70}
MOST_P99_OF_STATIC = 3.0

Reading = tuple[int, str]  # how many articles, and how they are asked for
READINGS: list[Reading] = [
    (ONE, IN_TURN), (SOME, IN_TURN), (SOME, BY_ZIPF), (MANY, IN_TURN), (MANY, BY_ZIPF),
]  # fmt: skip


@dataclass(frozen=True)
class Measured:
    load: wrk.Load
    cpu_ms: float  # of the server, for one request
    hits: float | None = None  # share of the answers for which nothing was rendered


def main() -> None:
    wrk.ensure_installed("wrk", "nginx")
    size = numbers("CROWD", str(MANY))[0]
    rounds, seconds = numbers("ROUNDS", "3")[0], numbers("SECONDS", "4")[0]
    corpora.prepare([size])
    data = corpora.folder(size)
    articles = corpora.articles(data)
    before, counted = corpora.views(data), Counted()
    found: dict[tuple[Reading, str], list[Measured]] = {}
    for _ in range(rounds):
        measure(data, articles, seconds, counted, found)
    counted.check(corpora.views(data) - before)
    write_section(section(size, rounds, seconds, found))


def measure(
    data: Path,
    articles: list[str],
    seconds: int,
    counted: Counted,
    found: dict[tuple[Reading, str], list[Measured]],
) -> None:
    """One round: kept pages beside nginx, then the same pages rendered anew."""
    with ExitStack() as running, tempfile.TemporaryDirectory(prefix="chibo-bench-") as name:
        anew, _ = running.enter_context(site(environment(data, PAGE_CACHE="0"), "/"))
        kept, _ = running.enter_context(
            site(environment(data), "/")
        )  # a start makes all pages anew
        for number, path in enumerate(articles):
            store(kept, path, Path(name) / str(number))
        static = running.enter_context(nginx(Path(name)))
        for reading in READINGS:
            if reading[0] > len(articles) * 1.1:
                continue
            places = asked(reading, len(articles))
            paths = [articles[place] for place in places]
            counted.add(wrk.load(kept.url("/"), 2, paths=paths))
            for who, server, wanted in (
                (STATIC, static, [f"/{place}" for place in places]),
                (CACHED, kept, paths),
                (ANEW, anew, paths),
            ):
                made = pages_made(kept)
                run = one_run(server, wanted, seconds)
                if who == CACHED:
                    made = pages_made(kept) - made
                    run = replace(run, hits=max(1 - made / max(run.load.answers, 1), 0.0))
                if who != STATIC:
                    counted.add(run.load)
                found.setdefault((reading, who), []).append(run)


def store(server: Server, path: str, file: Path) -> None:
    """The page as a reader gets it, for nginx to serve; kept by the site from now on."""
    answer = ask(server.url(path))
    if answer.status != 200:
        sys.exit(f"{path} trả lời {answer.status}.")
    file.write_bytes(answer.body)
    file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(answer.body, 6))


def asked(reading: Reading, articles: int) -> list[int]:
    """Which articles are asked for, one after another; the same in every run."""
    number, how = min(reading[0], articles), reading[1]
    places = random.Random(1).sample(range(articles), number)
    if how == IN_TURN:
        return places
    weights = [1 / rank for rank in range(1, number + 1)]
    return random.Random(2).choices(places, weights, k=REQUESTS_BY_ZIPF)


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


def section(
    size: int, rounds: int, seconds: int, found: dict[tuple[Reading, str], list[Measured]]
) -> str:
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
        f"{made_by('make bench', wrk.version())} {size:,} articles, each asked for once before."
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
        f"{reading[0]:,}",
        reading[1],
        who,
        f"{statistics.median(run.load.per_second for run in runs):.0f}",
        *(f"{each:.2f}" for each in times),
        f"{statistics.median(run.cpu_ms for run in runs):.3f}",
        f"{statistics.median(hits):.1%}" if hits else "",
    ]


def judged(
    reading: Reading, who: str, found: dict[tuple[Reading, str], list[Measured]]
) -> list[str]:
    """The rate beside that of one article, and what is asked of a kept page."""
    runs, alone = found[reading, who], found[READINGS[0], who]
    of_one = ratio([r.load.per_second for r in runs], [r.load.per_second for r in alone])
    bounds = []
    if who == CACHED and reading in LEAST_OF_ONE:
        least = LEAST_OF_ONE[reading]
        slowest = ratio(
            [run.load.p99 for run in runs], [run.load.p99 for run in found[reading, STATIC]]
        )
        bounds = [
            Bound(f"≥ {least:.2f} of one", of_one >= least),
            Bound(f"p99 ≤ {MOST_P99_OF_STATIC:.0f} S", slowest <= MOST_P99_OF_STATIC),
        ]
    return [f"{of_one:.2f}", *verdict(*bounds)]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server may stay behind
    main()
