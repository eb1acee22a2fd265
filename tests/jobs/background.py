"""Jobs of a site that is running, put into its table and watched from outside."""

import time
from pathlib import Path

from tests.support.server import PATIENCE_SECONDS, Site


def enqueue(site: Site, name: str, **arguments: object) -> None:
    code = (
        f"from jobs.models import Job; Job.objects.create(name={name!r}, arguments={arguments!r})"
    )
    site.manage("shell", "--no-imports", "--command", code)


def state_of(site: Site, name: str) -> tuple[str, int, int, str]:
    """State, attempts, failures and the last error of the newest such job."""
    columns = "state, attempts, failures, error"
    sql = f"SELECT {columns} FROM jobs_job WHERE name = '{name}' ORDER BY id DESC LIMIT 1"  # noqa: S608
    [row] = site.query(sql)
    return row


def wait_until(site: Site, name: str, state: str) -> tuple[str, int, int, str]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (row := state_of(site, name))[0] != state:
        assert time.monotonic() < deadline, (row, site.log.read_text())
        time.sleep(0.05)
    return row


def wait_for_failure(site: Site, name: str) -> tuple[int, str]:
    """How often it has failed, and why, as soon as it has."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (row := state_of(site, name))[2]:
        assert time.monotonic() < deadline, (row, site.log.read_text())
        time.sleep(0.05)
    return row[2:]


def lines_of(file: Path, number: int) -> list[str]:
    """The lines of the file, as soon as there are so many."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(lines := file.read_text().splitlines() if file.exists() else []) < number:
        assert time.monotonic() < deadline, lines
        time.sleep(0.02)
    return lines


def is_running(pid: int) -> bool:
    """One that has ended stays in the list until its parent, or init, has asked after it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def wait_for_end_of(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
