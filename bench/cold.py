"""What the first readers after a start wait for: a site that has just been started is asked for a
hundred different articles, one after another, each once.

`python -m bench.cold` (SIZES, ROUNDS, BENCH_DIR; part of `make bench`) prints a table and puts it
into bench/README.md. BESIDE=/other/checkout starts that one too and asks both in turn.
"""

import signal
import socket
import statistics
import sys
import time
from collections import defaultdict
from contextlib import ExitStack
from urllib.parse import urlsplit

from bench.checkouts import BESIDE, HERE, Checkout, checkouts
from bench.make_variables import numbers
from bench.servers import BROWSER, HOST, PATIENCE_SECONDS, Server
from bench.tables import made_by, p95, table, write_section
from bench.verdicts import Bound, verdict

ARTICLES = 100
MOST_P95_OF_MEDIAN = 2.0
MOST_OF_BESIDE = 0.5

Key = tuple[int, str]  # size and checkout
Times = dict[Key, list[list[float]]]  # ms; a list each round


def main() -> None:
    sizes, rounds = sorted(numbers("SIZES", "1000")), numbers("ROUNDS", "5")[0]
    found = checkouts()
    times: Times = defaultdict(list)
    for size in sizes:
        articles = {checkout: articles_of(checkout, size) for checkout in found}
        for number in range(rounds):
            order = found if number % 2 == 0 else found[::-1]
            for checkout, waited in one_start(size, order, articles).items():
                times[size, checkout.name].append(waited)
        print(f"Xong {size} bài.", flush=True)
    write_section(section(times, rounds))


def articles_of(checkout: Checkout, size: int) -> list[str]:
    """From all over the archive."""
    checkout.prepare(size)
    with checkout.asked(size) as site:
        return site.addresses["article"][:: len(site.addresses["article"]) // ARTICLES][:ARTICLES]


def one_start(
    size: int, order: list[Checkout], articles: dict[Checkout, list[str]]
) -> dict[Checkout, list[float]]:
    with ExitStack() as running:
        servers = {each: running.enter_context(each.served(size))[0] for each in order}
        for server in servers.values():
            server.settle()
        times: dict[Checkout, list[float]] = {checkout: [] for checkout in order}
        for number in range(ARTICLES):
            for checkout, server in servers.items():
                times[checkout].append(waited(server, articles[checkout][number]))
    return times


def waited(server: Server, path: str) -> float:
    """Milliseconds from the connection to the whole page, as a browser asks for it. Nothing is read
    out of the answer meanwhile: that would be this program's time."""
    lines = (
        f"GET {urlsplit(server.url(path)).path} HTTP/1.1",
        *(f"Host: {HOST}:{server.port}", f"User-Agent: {BROWSER}"),
        *("Accept-Encoding: gzip", "Connection: close", "", ""),
    )
    request = "\r\n".join(lines).encode()
    started = time.monotonic()
    with socket.create_connection((HOST, server.port), PATIENCE_SECONDS) as connection:
        connection.sendall(request)
        answer = b"".join(iter(lambda: connection.recv(1 << 20), b""))
    took = (time.monotonic() - started) * 1000
    status, _, _ = answer.partition(b"\r\n")
    if b" 200 " not in status:
        sys.exit(f"{path} trả lời {status.decode()}.")
    return took


def section(times: Times, rounds: int) -> str:
    lines = [
        "## The first hundred readers",
        "",
        f"{made_by('python -m bench.cold')} {ARTICLES} different articles after each start, one"
        f" after another. Median of {rounds} starts.",
    ]
    rows = [
        [f"{size:,}", name, *figures(times[size, name]), *judged(times, size, name)]
        for size, name in times
    ]
    head = ["articles", "checkout", "median, ms", "p95, ms", "slowest, ms", "p95 ÷ median"]
    return "\n".join([*lines, *table([*head, "median ÷ beside", "asked", ""], rows)]) + "\n"


def figures(starts: list[list[float]]) -> list[str]:
    medians = (
        statistics.median(of(waits) for waits in starts) for of in (median, p95, max, p95_of_median)
    )
    return [f"{each:.2f}" for each in medians]


def median(waits: list[float]) -> float:
    return statistics.median(waits)


def p95_of_median(waits: list[float]) -> float:
    return p95(waits) / median(waits)


def judged(times: Times, size: int, name: str) -> list[str]:
    """How it compares with the other checkout, and whether this one does what is asked of it."""
    if name != HERE:
        return ["", "", ""]
    steady = statistics.median(map(p95_of_median, times[size, HERE]))
    bounds = [Bound(f"p95 ≤ {MOST_P95_OF_MEDIAN:.0f} × median", steady <= MOST_P95_OF_MEDIAN)]
    if not (others := times.get((size, BESIDE))):
        return ["", *verdict(*bounds)]
    of_beside = statistics.median(
        median(ours) / median(theirs)
        for ours, theirs in zip(times[size, HERE], others, strict=True)
    )
    bounds.append(Bound(f"≤ {MOST_OF_BESIDE} × beside", of_beside <= MOST_OF_BESIDE))
    return [f"{of_beside:.2f}", *verdict(*bounds)]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server may stay behind
    main()
