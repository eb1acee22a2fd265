"""Requests that are begun and never finished: no reader waits for them."""

import resource
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from serving.server import limits
from serving.server.worker import most_connections
from tests.serving.server.wire import Wire
from tests.support.server import WORKERS

EACH = 1100  # workers
BEGUN = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Never: "


@contextmanager
def files_allowed(present: int, most: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (present, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_reader_does_not_wait_for_a_thousand_half_open_requests_a_worker(wire: Wire) -> None:
    number = WORKERS * EACH
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < number + 500:
        pytest.skip("this machine lets nobody open so many")
    with files_allowed(number + 500, most), ExitStack() as opened:
        for _ in range(number):
            connection = opened.enter_context(wire.connect())
            connection.sendall(BEGUN)
        began = time.monotonic()
        for _ in range(2 * WORKERS):
            assert wire.get("/up").status == 200
        assert time.monotonic() - began < limits.HEADER_SECONDS / 2


def test_worker_asks_for_as_many_files_as_it_needs_and_gets_no_more_than_it_may() -> None:
    present, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with files_allowed(900, most):
        assert most_connections() <= limits.CONNECTIONS
        now, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert now == most_connections() + limits.OTHER_FILES
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (present, most)
