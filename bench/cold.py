"""What each kind of page costs when it is rendered anew: processor time in one process, without a
server or a network around it. To find out where it goes; `make bench` says how fast the site is.

`python -m bench.cold` (SIZES, ROUNDS, BENCH_DIR) prints a table: as pages are rendered once their
parts are kept, and the first time, when none is. `python -m bench.cold list` prints where the time
of a page goes. Over a corpus of `make bench`; of several sizes the first.
"""
# ruff: noqa: E402 (the site may be imported only in its environment)

import cProfile
import io
import os
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from bench import corpora
from bench.make_variables import numbers
from bench.servers import HOST, environment
from bench.tables import table

SIZE = numbers("SIZES", "1000")[0]
corpora.prepare([SIZE])
os.environ |= environment(corpora.folder(SIZE), PAGE_CACHE="0")

from caching.backend import backend
from chibo_site.wsgi import application
from serving.server.worker import spare_the_collector

WARM_UP, REPEATS, FIRST_TIMES = 30, 20, 5
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

Headers = list[tuple[str, str]]
Write = Callable[[bytes], object]


def main(kinds: list[str]) -> None:
    addresses = corpora.addresses(corpora.folder(SIZE))
    spare_the_collector()
    for path in addresses.values():
        milliseconds(path, WARM_UP)
    if kinds:
        for kind in kinds:
            profile(addresses[kind])
        return
    kept: dict[str, list[float]] = {kind: [] for kind in addresses}
    first: dict[str, list[float]] = {kind: [] for kind in addresses}
    for _ in range(numbers("ROUNDS", "7")[0]):
        for kind, path in addresses.items():
            first[kind] += [first_time(path) for _ in range(FIRST_TIMES)]
            kept[kind].append(milliseconds(path, REPEATS))
    rows = [
        [kind, *(f"{statistics.median(costs[kind]):.2f}" for costs in (kept, first))]
        for kind in addresses
    ]
    print("\n".join(table(["page", "ms", "first time, ms"], rows)))


def milliseconds(path: str, repeats: int) -> float:
    """Processor time of this thread for one request."""
    started = time.thread_time()
    for _ in range(repeats):
        ask(path)
    return (time.thread_time() - started) * 1000 / repeats


def first_time(path: str) -> float:
    backend.clear()
    cost = milliseconds(path, 1)
    ask(path)  # what is measured next finds the parts kept
    return cost


def profile(path: str) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(milliseconds, path, REPEATS * 5)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(80)


def ask(path: str) -> None:
    """As the gateway asks; exits where there is no such page."""
    parts = urlsplit(path)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path, "latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "HTTP_HOST": HOST,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_USER_AGENT": BROWSER,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    begun: list[str] = []

    def start_response(status: str, _headers: Headers, _exc_info: object = None) -> Write:
        begun.append(status)
        return io.BytesIO().write  # WSGI asks for it, Django leaves it alone

    response = application(environ, start_response)
    b"".join(response)
    response.close()
    if begun != ["200 OK"]:
        sys.exit(f"{path} trả lời {begun[0]}.")


if __name__ == "__main__":
    main(sys.argv[1:])
