"""What is done with a request that granian has read."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from serving.server.fast_path import FastPath
from serving.server.gateway import Gateway
from tests.serving.server.arrange import Watcher
from tests.support.server import PATIENCE_SECONDS

NO_LOOP: Any = None


class Application:
    """Answers in the caller's thread what it has in memory, and everything else as Django does."""

    def __init__(self, in_memory: Callable[[dict[str, Any]], tuple[Any, ...] | None]) -> None:
        self.from_memory = in_memory

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/broken/":
            raise RuntimeError("broken")
        start_response("200 OK", [])
        return [b"by Django"]


def asked(application: Application, *watchers: Watcher) -> None:
    """Hands the requests over as granian does and returns once all are dealt with."""

    async def ask() -> None:
        gateway, loop = Gateway(application), asyncio.get_running_loop()
        fast_path = FastPath(gateway, loop)
        for watcher in watchers:
            await loop.run_in_executor(None, fast_path.take, watcher)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not all(watcher.is_over for watcher in watchers):
                await asyncio.sleep(0.01)
        gateway.close()

    # In a thread of its own: where a browser is driven, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(ask())).result(2 * PATIENCE_SECONDS)


def test_page_from_memory_asks_no_loop() -> None:
    watcher = Watcher("/")
    FastPath(Gateway(Application(lambda environ: (200, [], b"kept"))), NO_LOOP).take(watcher)
    assert (watcher.content, watcher.error) == (b"kept", None)
    assert watcher.is_over


def test_everything_else_is_asked_of_django() -> None:
    watcher = Watcher("/")
    asked(Application(lambda environ: None), watcher)
    assert (watcher.content, watcher.error) == (b"by Django", None)


def test_error_is_told_to_granian_and_the_next_request_is_answered() -> None:
    def in_memory(environ: dict[str, Any]) -> None:
        if environ["PATH_INFO"] == "/worse/":
            raise SystemExit("worse")

    broken, worse, good = Watcher("/broken/"), Watcher("/worse/"), Watcher("/")
    asked(Application(in_memory), broken, worse, good)
    assert [str(watcher.error) for watcher in (broken, worse)] == ["broken", "worse"]
    assert (good.content, good.error) == (b"by Django", None)


def test_thread_that_does_not_come_back_is_noticed() -> None:
    go_on = threading.Event()

    def in_memory(environ: dict[str, Any]) -> tuple[Any, ...]:
        assert environ["PATH_INFO"] == "/" or go_on.wait(PATIENCE_SECONDS)
        return 200, [], b"kept"

    fast_path = FastPath(Gateway(Application(in_memory)), NO_LOOP)
    with ThreadPoolExecutor(1) as granian:
        granian.submit(fast_path.take, Watcher("/")).result()
        assert [fast_path.is_stuck(), fast_path.is_stuck()] == [False, False]
        slow = granian.submit(fast_path.take, Watcher("/slow/"))
        while not slow.running():
            time.sleep(0.01)
        granian.submit(fast_path.take, Watcher("/"))
        assert not fast_path.is_stuck()
        assert fast_path.is_stuck()
        assert fast_path.is_stuck()
        go_on.set()
    assert not fast_path.is_stuck()
