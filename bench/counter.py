"""What counting costs: throughput of one fixed page with the visit counter and without.

`make bench-counter` prints a table and puts it into bench/README.md. It takes two to
three minutes. The database is a new SQLite file, or an empty one that DATABASE_URL names.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import atexit
import datetime
import ipaddress
import os
import platform
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

PROXIES = "127.0.0.0/8"
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "bench.settings",
    "DATA_DIR": tempfile.mkdtemp(prefix="chibo-bench-"),
    "TRUSTED_PROXIES": PROXIES,
    # Over several, chance says how many of them get wrk's connections: 500 or 1,500 a second.
    "WEB_WORKERS": "1",
}
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.test import override_settings

from chibo_site.management.commands.serve import HOST, gunicorn_command
from visitors import journal
from visitors.models import DailyVisits
from visitors.tally import tally

README = Path(__file__).with_name("README.md")
PAGE = "/bai/1/dai-hoi/"
ROUNDS = 5
SECONDS = 4
WARM_UP_SECONDS = 1
CONNECTIONS = 8
VISITORS = (1, 10_000)


class Load:
    """What wrk had answered, and how fast."""

    def __init__(self, report: str) -> None:
        if "Socket errors" in report or "Non-2xx" in report:
            sys.exit(f"Có yêu cầu không được trả lời:\n{report}")
        self.answers = int(re.search(r"(\d+) requests in", report)[1])
        self.per_second = float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("Thiếu wrk. Trên Debian hoặc Ubuntu, hãy chạy: sudo apt-get install wrk")
    if connection.introspection.table_names():
        sys.exit("DATABASE_URL phải là một cơ sở dữ liệu còn trống.")
    call_command("migrate", verbosity=0)
    rates: dict[tuple[int, bool], list[float]] = {
        (visitors, counting): [] for visitors in VISITORS for counting in (False, True)
    }
    answers = 0
    for number in range(ROUNDS):
        for visitors, counting in rates:
            with server(counting) as url:
                warm_up = load(url, visitors, WARM_UP_SECONDS)
                measured = load(url, visitors, SECONDS)
            rates[visitors, counting].append(measured.per_second)
            if counting:
                answers += warm_up.answers + measured.answers
        print(f"{number + 1}/{ROUNDS}", flush=True)
    check_counts(answers)
    write_section(section(rates))


@contextmanager
def server(counting: bool) -> Iterator[str]:
    """The page's address, served as `manage.py serve` would.

    What one server has not added up yet is left to the next one that counts, so that no run
    without counting pays for it.
    """
    connection.close()
    with socket.create_server((HOST, 0), backlog=1024) as listener:
        port = listener.getsockname()[1]
        with override_settings(PORT=port, TRUSTED_PROXIES=[ipaddress.ip_network(PROXIES)]):
            command = gunicorn_command()
        command[command.index("--bind") + 1] = f"fd://{listener.fileno()}"
        process = subprocess.Popen(
            command,
            env=os.environ | {"COUNTING": str(int(counting))},
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/up", timeout=60) as answer:
            answer.read()
        yield f"http://{HOST}:{port}{PAGE}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def load(url: str, visitors: int, seconds: int) -> Load:
    script = str(Path(__file__).with_name("visitors.lua"))
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS)]
    command += ["--duration", f"{seconds}s", "--script", script, url, "--", str(visitors)]
    return Load(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def check_counts(answers: int) -> None:
    """Each answer was counted; one more may be for each connection that wrk cut off."""
    deadline = time.monotonic() + 60
    while journal.names() and time.monotonic() < deadline:
        tally()  # does nothing as long as a killed server has not let go of its files
        time.sleep(0.1)
    counted = DailyVisits.objects.aggregate(views=Sum("page_views"))["views"]
    cut_off = ROUNDS * len(VISITORS) * 2 * CONNECTIONS
    if not answers <= counted <= answers + cut_off:
        sys.exit(f"{answers} câu trả lời, nhưng đếm được {counted}.")


def section(rates: dict[tuple[int, bool], list[float]]) -> str:
    """The README's section on this database."""
    lines = [
        f"## What counting costs, on {connection.display_name}",
        "",
        f"`make bench-counter`, {datetime.date.today():%d-%m-%Y}. {machine()}",
        f"Median of {ROUNDS} rounds of {SECONDS} s, off and on in turn (least–most).",
        "",
        "| visitors | counting off, requests/s | counting on, requests/s | on ÷ off |",
        "|---:|---:|---:|---:|",
    ]
    for visitors in VISITORS:
        off, on = rates[visitors, False], rates[visitors, True]
        # Of neighbours in time: other work on the machine weighs on both.
        ratio = statistics.median(
            with_it / without for with_it, without in zip(on, off, strict=True)
        )
        lines.append(f"| {visitors} | {spread(off)} | {spread(on)} | {ratio:.2f} |")
    return "\n".join(lines) + "\n"


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"


def machine() -> str:
    processor = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "gunicorn"))
    database = ".".join(map(str, connection.get_database_version()))
    about_wrk = subprocess.run(["wrk", "-v"], check=False, capture_output=True, text=True).stdout
    wrk = re.search(r"[\d.]+", about_wrk)
    return (
        f"{os.cpu_count()} cores ({processor[1] if processor else platform.machine()}), one of them"
        f" for wrk; {settings.WEB_WORKERS} worker; Python"
        f" {platform.python_version()}, {packages}, {connection.display_name} {database},"
        f" wrk {wrk[0] if wrk else '?'}."
    )


def write_section(text: str) -> None:
    """Prints the section and puts it in its place, or at the end of the README."""
    print(f"\n{text}")
    heading = text.splitlines()[0]
    before, found, after = README.read_text().partition(f"{heading}\n")
    _, next_found, rest = after.partition("\n## ") if found else ("", "", "")
    README.write_text(f"{before.rstrip()}\n\n{text}" + (f"\n## {rest}" if next_found else ""))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server must not stay behind
    main()
