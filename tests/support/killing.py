"""Processes of a site that are killed while it works, and waited for."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.support.server import PATIENCE_SECONDS, ROOT, WORKERS, Site


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


def begin(site: Site, *arguments: str) -> subprocess.Popen[str]:
    """A command whose lines come as it prints them."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-u", "manage.py", *arguments],
        cwd=ROOT,
        env=site.environment,
        start_new_session=True,
        preexec_fn=_hear_ctrl_c,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _hear_ctrl_c() -> None:
    """A shell lets what it runs in the background ignore it, tests and their children too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def kill_after(process: subprocess.Popen[str], lines: int, seconds: float) -> str:
    """What it had printed when it was killed, with all that it had started, so long after so many
    lines."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    rest, _ = process.communicate()
    return "".join([*said, rest])
