"""What each kind of page costs when it is rendered anew: processor time in one process, without
a server or a network around it. For finding out where it goes; `make bench` says how fast the site is.

`python -m bench.cold` (SIZES, ROUNDS) prints the table; `python -m bench.cold list` prints where
the time of that page goes. The corpus is one of `make bench`.
"""

import cProfile
import io
import os
import pstats
import statistics
import sys
import time
from typing import Any
from urllib.parse import unquote, urlsplit

from bench import corpora
from bench.inputs import numbers
from bench.servers import HOST, environment
from bench.tables import table

WARM_UP, REPEATS = 30, 20
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def main(kinds: list[str]) -> None:
    size = numbers("SIZES", "1000")[0]
    pass  # corpora.prepare([size])
    os.environ |= environment(corpora.folder(size), PAGE_CACHE="0")
    addresses = corpora.addresses(corpora.folder(size))
    from chibo_site.serving.worker import spare_the_collector  # noqa: PLC0415 (wants the environment)
    from chibo_site.wsgi import application  # noqa: PLC0415

    spare_the_collector()
    if kinds:
        for kind in kinds:
            profile(application, addresses[kind])
        return
    for path in addresses.values():
        milliseconds(application, path, WARM_UP)
    costs: dict[str, list[float]] = {kind: [] for kind in addresses}
    for _ in range(numbers("ROUNDS", "7")[0]):
        for kind, path in addresses.items():
            costs[kind].append(milliseconds(application, path, REPEATS))
    rows = [[kind, f"{statistics.median(of):.2f}", f"{min(of):.2f}"] for kind, of in costs.items()]
    print("\n".join(table(["page", "ms, median", "least"], rows)))


def milliseconds(application: Any, path: str, repeats: int) -> float:
    """Processor time of this thread for one request."""
    started = time.thread_time()
    for _ in range(repeats):
        ask(application, path)
    return (time.thread_time() - started) * 1000 / repeats


def profile(application: Any, path: str) -> None:
    milliseconds(application, path, WARM_UP)
    profiler = cProfile.Profile()
    profiler.runcall(milliseconds, application, path, REPEATS * 5)
    pstats.Stats(profiler).sort_stats(os.environ.get("SORT", "tottime")).print_stats(60)


def ask(application: Any, path: str) -> None:
    """As the gateway asks; exits where the answer is none."""
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
    response = application(environ, lambda status, headers: begun.append(status))
    b"".join(response)
    response.close()
    if begun != ["200 OK"]:
        sys.exit(f"{path}: {begun}")


if __name__ == "__main__":
    main(sys.argv[1:])
