"""Who waits for whom inside one worker."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from serving.server.gateway import Gateway, environ_of
from tests.serving.server.arrange import Watcher
from tests.support.server import PATIENCE_SECONDS

MANY = 40  # more than a worker has threads


def test_no_reader_waits_for_a_desk_where_every_thread_is_busy() -> None:
    go_on = threading.Event()

    def application(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        if environ["PATH_INFO"].startswith("/quan-tri/"):
            assert go_on.wait(2 * PATIENCE_SECONDS)
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    async def answers() -> list[bytes | None]:
        gateway, reader = Gateway(application), Watcher("/bai/1/")
        desk = [Watcher("/quan-tri/") for _ in range(MANY)]
        busy = [asyncio.create_task(gateway.answer(environ_of(one.scope), one)) for one in desk]
        await asyncio.sleep(0)
        try:
            await asyncio.wait_for(
                gateway.answer(environ_of(reader.scope), reader), PATIENCE_SECONDS
            )
            assert not any(task.done() for task in busy)
        finally:
            go_on.set()
        await asyncio.gather(*busy)
        gateway.close()
        return [reader.content, *{one.content for one in desk}]

    # In a thread of its own: where a browser is driven, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        seen = thread.submit(lambda: asyncio.run(answers())).result(3 * PATIENCE_SECONDS)
    assert seen == [b"/bai/1/", b"/quan-tri/"]
