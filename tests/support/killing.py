"""Processes of a site that are killed while it works, and waited for."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from tests.support.server import PATIENCE_SECONDS, WORKERS, Site


def kill_workers(site: Site) -> None:
    """kill -9 of all workers, and with them of their desks; the master starts others."""
    killed = site.workers()
    for pid in killed:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(site.workers() - killed) < WORKERS:
        assert time.monotonic() < deadline, site.log.read_text()
        time.sleep(0.02)


def pause(pid: int) -> None:
    """SIGSTOP; returns when no thread of the process does anything any more."""
    os.kill(pid, signal.SIGSTOP)
    threads = list(Path(f"/proc/{pid}/task").iterdir())
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not all(") T " in (thread / "stat").read_text() for thread in threads):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def go_on(pid: int) -> None:
    os.kill(pid, signal.SIGCONT)
