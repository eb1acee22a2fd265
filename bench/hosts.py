"""What a second host adds: throughput of one host of the site and of two, over one PostgreSQL and
one Redis, for cached pages and for pages rendered for each request.

`make bench-hosts` (ROUNDS, SECONDS) prints a table and puts it into bench/README.md. Each host is
one worker with a wrk of its own, so that no proxy is measured; DATABASE_URL names an empty
PostgreSQL database, which `make` provides.
"""

import os
import re
import signal
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import wrk
from bench.make_variables import numbers
from bench.servers import Server, ask, environment, site
from bench.tables import made_by, ratio, spread, table, write_section
from tests.support.redis_server import redis_server

KEPT, ANEW = "kept", "anew"
CONNECTIONS = 8
ARTICLE = re.compile(r'href="(/bai/\d+/[^"/]+/)"')
HEAD = ["article's page", "one host, requests/s", "two hosts, requests/s", "two ÷ one"]
Rates = dict[tuple[str, int], list[float]]  # requests a second, by mode and number of hosts


def main() -> None:
    wrk.ensure_installed("wrk")
    if not os.environ.get("DATABASE_URL"):
        sys.exit("Thiếu DATABASE_URL; hãy chạy: make bench-hosts")
    rounds, seconds = numbers("ROUNDS", "3")[0], numbers("SECONDS", "4")[0]
    rates: Rates = {(mode, number): [] for mode in (KEPT, ANEW) for number in (1, 2)}
    program = ""
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as name, redis_in(name) as redis_url:
        for done in range(rounds):
            for mode, number in rates:
                with hosts(Path(name), redis_url, mode, number) as servers:
                    program = servers[0].program()
                    rates[mode, number].append(rate(servers, seconds))
            print(f"{done + 1}/{rounds}", flush=True)
    write_section(section(rates, program, f"{rounds} rounds of {seconds} s"))


@contextmanager
def redis_in(folder: str) -> Iterator[str]:
    (Path(folder) / "redis").mkdir()
    with redis_server(Path(folder) / "redis") as url:
        yield url


@contextmanager
def hosts(folder: Path, redis_url: str, mode: str, number: int) -> Iterator[list[Server]]:
    """So many, each with a DATA_DIR of its own. The first start of all fills the database."""
    with ExitStack() as opened:
        yield [
            opened.enter_context(site(served(folder / f"host-{each}", redis_url, mode)))[0]
            for each in range(number)
        ]


def served(data: Path, redis_url: str, mode: str) -> dict[str, str]:
    return environment(
        data,
        DATABASE_URL=os.environ["DATABASE_URL"],
        REDIS_URL=redis_url,
        PAGE_CACHE=str(int(mode == KEPT)),
        WEB_WORKERS="1",
        DEMO="1",
    )


def rate(servers: list[Server], seconds: int) -> float:
    """Answers a second of all together. Exits where a request was not answered."""
    found = ARTICLE.search(ask(servers[0].url("/")).body.decode())
    if not found:
        sys.exit("Trang đầu không có bài nào.")
    urls = [server.url(found[1]) for server in servers]
    for url in urls:
        ask(url)
    with ThreadPoolExecutor(len(urls)) as threads:
        loads = list(threads.map(lambda url: read(url, seconds), urls))
    return sum(load.per_second for load in loads)


def read(url: str, seconds: int) -> wrk.Load:
    return wrk.flawless(wrk.load(url, seconds, connections=CONNECTIONS, threads=1))


def section(rates: Rates, program: str, rounds: str) -> str:
    lines = [
        "## A second host",
        "",
        made_by("make bench-hosts", program, wrk.version()),
        f"One worker a host, one wrk for each. Median of {rounds}, in turn (least–most).",
    ]
    return "\n".join([*lines, *table(HEAD, (row(rates, mode) for mode in (KEPT, ANEW)))]) + "\n"


def row(rates: Rates, mode: str) -> list[str]:
    one, two = rates[mode, 1], rates[mode, 2]
    return [mode, spread(one), spread(two), f"{ratio(two, one):.2f}"]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers must not stay behind
    main()
