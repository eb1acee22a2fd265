"""Requests as granian hands them over, without granian; and a server's workers, waited for."""

import time
from types import SimpleNamespace
from typing import Any

from tests.support.server import PATIENCE_SECONDS, WORKERS, Site


class Watcher:
    """One request, and what became of it."""

    def __init__(self, path: str, method: str = "GET", **headers: str) -> None:
        self.scope = SimpleNamespace(
            method=method,
            path=path,
            query_string="",
            http_version="1.1",
            scheme="http",
            client="127.0.0.1:5000",
            server="127.0.0.1:8000",
            headers=headers,
        )
        self.proto = self
        self.content: bytes | None = None
        self.status = 0
        self.headers: dict[str, str] = {}
        self.error: BaseException | None = None
        self.is_over = False

    def response_bytes(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        assert self.content is None, "answered twice"
        self.status, self.headers, self.content = status, dict(headers), content

    def taskref(self, task: Any) -> None: ...

    def done(self) -> None:
        self.is_over = True

    def err(self, error: BaseException) -> None:
        self.error = error
        self.is_over = True


def wait_for_workers(site: Site, gone: set[int]) -> None:
    """Returns when all workers are there and none of the gone ones."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(site.workers()) != WORKERS or site.workers() & gone:
        assert time.monotonic() < deadline
        time.sleep(0.02)
