"""Why the site runs granian in a worker of its own: throughput of one cached page, answered by that
worker, by granian under its own master (the public interface), and by gunicorn's threads; each with
two processes of the same application.

`python -m bench.workers` (ROUNDS, SECONDS) prints a table, from a new SQLite file.
"""

import signal
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from bench import wrk
from bench.make_variables import numbers
from bench.servers import HOST, Server, environment, free_port, site
from bench.tables import made_by, ratio, spread, table

PAGE = "/bai/1/dai-hoi/"  # of bench.urls
OURS = "granian in the site's worker"
OTHERS = {
    "granian under its own master": (
        "granian bench.rsgi:site --interface rsgi --workers 2 --respawn-failed-workers --http 1"
        " --no-ws --loop asyncio --runtime-mode mt --backpressure 1024 --host {host} --port {port}"
    ),
    "gunicorn's threads": (
        "gunicorn chibo_site.wsgi:application --workers 2 --threads 5 --preload"
        " --no-control-socket --bind {host}:{port}"
    ),
}
HEAD = ["a kept page", "requests/s", "ratio", "server ms", "ratio"]
Figures = dict[str, list[float]]


def main() -> None:
    wrk.ensure_installed("wrk")
    rounds, seconds = numbers("ROUNDS", "5")[0], numbers("SECONDS", "4")[0]
    rates: Figures = defaultdict(list)
    costs: Figures = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as data, ExitStack() as running:
        env = environment(Path(data), DJANGO_SETTINGS_MODULE="bench.settings")
        servers = {OURS: running.enter_context(site(env, PAGE))[0]}  # it prepares the data
        for name, command in OTHERS.items():
            servers[name] = running.enter_context(started(command, env))
        for _ in range(rounds):
            for name, server in servers.items():
                rate, cost = measured(server, seconds)
                rates[name].append(rate)
                costs[name].append(cost)
    programs = (f"{name} {version(name)}" for name in ("gunicorn", "granian"))
    print(made_by("python -m bench.workers", *programs, wrk.version()))
    print(f"Median of {rounds} rounds of {seconds} s, in turn (least–most).")
    print("\n".join(table(HEAD, rows(rates, costs))))


@contextmanager
def started(command: str, env: dict[str, str]) -> Iterator[Server]:
    """A server program that answers the page."""
    port = free_port()
    words = [sys.executable, "-m", *command.format(host=HOST, port=port).split()]
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        server = Server(words, port, env | {"PORT": str(port)}, Path(folder) / "log")
        try:
            server.wait(PAGE)
            yield server
        finally:
            server.kill()


def measured(server: Server, seconds: int) -> tuple[float, float]:
    """Requests a second, and what each costs the server, adding up included: processor time, ms."""
    before = server.cpu_seconds()
    load = wrk.flawless(wrk.load(server.url(PAGE), seconds))
    server.settle()
    return load.per_second, (server.cpu_seconds() - before) * 1000 / load.answers


def rows(rates: Figures, costs: Figures) -> Iterator[list[str]]:
    for name in rates:
        by_rate, by_cost = ratio(rates[name], rates[OURS]), ratio(costs[name], costs[OURS])
        cost = statistics.median(costs[name])
        yield [name, spread(rates[name]), f"{by_rate:.2f}", f"{cost:.3f}", f"{by_cost:.2f}"]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers must not stay behind
    main()
