"""Why granian speaks HTTP here: one kept page, answered by granian's server and by gunicorn's own
threads; the same program, with as many processes and threads.

`python -m bench.workers` (ROUNDS, SECONDS) prints a table, from a new SQLite file.
"""

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from bench import wrk
from bench.inputs import numbers
from bench.servers import HOST, Server, environment, free_port, site
from bench.tables import made_by, ratio, spread, table

PAGE = "/bai/1/dai-hoi/"  # of bench.urls
OWN_THREADS = ["--worker-class", "gthread", "--threads", "5", "--workers", "2", "--preload"]


def main() -> None:
    wrk.ensure_installed("wrk")
    rounds, seconds = numbers("ROUNDS", "5")[0], numbers("SECONDS", "4")[0]
    rates: dict[str, list[float]] = {"granian's server": [], "gunicorn's threads": []}
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as data, ExitStack() as running:
        env = environment(Path(data), DJANGO_SETTINGS_MODULE="bench.settings")
        granian, _ = running.enter_context(site(env, PAGE))
        servers = dict(zip(rates, (granian, running.enter_context(own_threads(env))), strict=True))
        for _ in range(rounds):
            for name, server in servers.items():
                measured = wrk.flawless(wrk.load(server.url(PAGE), seconds))
                rates[name].append(measured.per_second)
    programs = (f"{name} {version(name)}" for name in ("gunicorn", "granian"))
    print(made_by("python -m bench.workers", *programs, wrk.version()))
    print(f"Median of {rounds} rounds of {seconds} s, in turn (least–most).")
    rows = [[name, spread(found)] for name, found in rates.items()]
    rows.append(["ratio", f"{ratio(*rates.values()):.1f}"])
    print("\n".join(table(["a kept page", "requests/s"], rows)))


@contextmanager
def own_threads(env: dict[str, str]) -> Iterator[Server]:
    """gunicorn without granian, once `manage.py serve` has prepared the data."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "chibo_site.wsgi:application", *OWN_THREADS]
    command += ["--bind", f"{HOST}:{port}", "--log-level", "warning", "--no-control-socket"]
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        server = Server(command, port, env | {"PORT": str(port)}, Path(folder) / "log")
        try:
            server.wait(PAGE)
            yield server
        finally:
            server.kill()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers must not stay behind
    main()
