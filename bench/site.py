"""How fast the site is: each kind of page, cached and rendered for each request, over corpora of
several sizes, beside nginx and beside a bare Django view that return the same bytes.

`make bench` (SIZES, ROUNDS, SECONDS, BENCH_DIR) prints the tables and puts them into
bench/README.md. All runs of a page follow one another, and every second round runs backwards.
"""

import gzip
import math
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import corpora, wrk
from bench.counted import Counted
from bench.make_variables import numbers
from bench.results import ANEW, BARE, CACHED, HELLO, LONE, STATIC, Results, Run, Stack
from bench.servers import Server, ask, environment, nginx, site
from bench.tables import write_section
from bench.verdicts import section

CACHE = {CACHED: {"PAGE_CACHE": "1"}, ANEW: {"PAGE_CACHE": "0"}}
NO_VIEWS = {"feed", "sitemap"}  # are no pages, and not counted
LEAST_ANSWERS = 40  # below that, what wrk cuts off at the end weighs too much
MOST_SECONDS = 30


def main() -> None:
    wrk.ensure_installed("wrk", "nginx")
    sizes = sorted(numbers("SIZES", "1000 100000 1000000"))
    rounds, seconds = numbers("ROUNDS", "3")[0], numbers("SECONDS", "4")[0]
    corpora.prepare(sizes)
    results = Results(sizes, rounds, seconds)
    for number in range(rounds):
        for size in sizes:
            Round(results, size, backwards=number % 2 == 1).measure()
            print(f"Vòng {number + 1}/{rounds}: xong {size} bài.", flush=True)
    write_section(section(results))


class Round:
    """One round over one corpus."""

    def __init__(self, results: Results, size: int, backwards: bool) -> None:
        self.results = results
        self.size = size
        self.backwards = backwards
        self.data = corpora.folder(size)
        self.addresses = corpora.addresses(self.data)
        self.counted = Counted()

    def measure(self) -> None:
        """Exits where the counter gained something else than was answered."""
        before = corpora.views(self.data)
        for mode in CACHE:
            self.results.stacks[self.size, mode].append(self.alone(mode))
        self.side_by_side()
        self.counted.check(corpora.views(self.data) - before)

    def alone(self, mode: str) -> Stack:
        """How long a server takes to its first page, and what it weighs when all kinds of pages
        were asked for; without another server beside it, which would bear a part of the weight."""
        with site(environment(self.data, **CACHE[mode]), "/") as (server, start):
            for kind, path in self.addresses.items():
                self.run(server, kind, path, 1)
            return Stack(start, server.memory().own)

    def side_by_side(self) -> None:
        with ExitStack() as running, tempfile.TemporaryDirectory(prefix="chibo-bench-") as name:
            modes = {
                mode: running.enter_context(site(environment(self.data, **setting)))[0]
                for mode, setting in CACHE.items()
            }
            self.store_pages(modes[CACHED], Path(name))
            bare = environment(
                self.data, DJANGO_SETTINGS_MODULE="bench.bare", BARE_FILES=name, PAGE_CACHE="0"
            )
            copies = {
                STATIC: running.enter_context(nginx(Path(name))),
                BARE: running.enter_context(site(bare, f"/{HELLO}"))[0],
            }
            self.results.program = modes[CACHED].program()
            for kind, path in self.addresses.items():
                asked = [(who, server, f"/{file_name(kind)}") for who, server in copies.items()]
                asked += [(who, server, path) for who, server in modes.items()]
                for who, server, address in reversed(asked) if self.backwards else asked:
                    self.note(kind, who, self.steady(server, kind, address))
            seconds, address = self.results.seconds, self.addresses["search"]
            search = self.run(modes[ANEW], "search", address, seconds, connections=1, threads=1)
            self.note("search", LONE, search)
            self.note(HELLO, BARE, self.steady(copies[BARE], HELLO, f"/{HELLO}"))

    def store_pages(self, server: Server, folder: Path) -> None:
        """The bytes that a reader gets, for nginx and the bare view to return; exits where an
        address does not answer."""
        (folder / HELLO).write_text("Hello, world")
        for kind, path in self.addresses.items():
            answer = ask(server.url(path))
            if answer.status != 200:
                sys.exit(f"{path} trả lời {answer.status}.")
            file = folder / file_name(kind)
            file.write_bytes(answer.body)
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(answer.body, 6))
            self.results.kilobytes[self.size, kind] = len(answer.body) / 1000

    def steady(self, server: Server, kind: str, path: str) -> Run:
        """A run after a warm-up of a second, long enough for a slow page."""
        rate = self.run(server, kind, path, 1).load.per_second
        needed = math.ceil(LEAST_ANSWERS / rate) if rate else MOST_SECONDS
        seconds = max(self.results.seconds, min(needed, MOST_SECONDS))
        return self.run(server, kind, path, seconds)

    def run(
        self,
        server: Server,
        kind: str,
        path: str,
        seconds: int,
        *,
        connections: int = wrk.CONNECTIONS,
        threads: int = wrk.THREADS,
    ) -> Run:
        before = server.cpu_seconds()
        load = wrk.load(server.url(path), seconds, connections=connections, threads=threads)
        used = server.cpu_seconds() - before
        server.settle()
        self.results.failed += load.errors
        if path == self.addresses.get(kind) and kind not in NO_VIEWS:
            self.counted.add(load)
        return Run(load, used * 1000 / max(load.answers, 1))

    def note(self, kind: str, who: str, run: Run) -> None:
        self.results.runs[self.size, kind, who].append(run)


def file_name(kind: str) -> str:
    return kind.replace(" ", "-")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server may stay behind
    main()
