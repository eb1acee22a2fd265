"""Who waits for whom inside one worker."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from chibo_site.serving.gateway import Gateway
from tests.visitors.server import PATIENCE_SECONDS

MANY = 40  # more than a worker has threads


class Answered(SimpleNamespace):
    """What granian hands over to answer with."""

    def response_bytes(self, status: int, headers: list, content: bytes) -> None:
        self.content = content


def asked_for(path: str) -> SimpleNamespace:
    return SimpleNamespace(
        method="GET",
        path=path,
        query_string="",
        http_version="1.1",
        scheme="http",
        client="127.0.0.1:5000",
        server="127.0.0.1:8000",
        headers={},
    )


def test_no_reader_waits_for_a_desk_where_every_thread_is_busy() -> None:
    go_on = threading.Event()

    def application(environ: dict, start_response) -> list[bytes]:
        if environ["PATH_INFO"].startswith("/quan-tri/"):
            assert go_on.wait(2 * PATIENCE_SECONDS)
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    async def answers() -> list[bytes]:
        gateway, reader = Gateway(application), Answered()
        desk = [Answered() for _ in range(MANY)]
        busy = [asyncio.create_task(gateway(asked_for("/quan-tri/"), proto)) for proto in desk]
        await asyncio.sleep(0)
        try:
            await asyncio.wait_for(gateway(asked_for("/bai/1/"), reader), PATIENCE_SECONDS)
            assert not any(task.done() for task in busy)
        finally:
            go_on.set()
        await asyncio.gather(*busy)
        gateway.close()
        return [reader.content, *{proto.content for proto in desk}]

    # In a thread of its own: where a browser is driven, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        seen = thread.submit(lambda: asyncio.run(answers())).result(3 * PATIENCE_SECONDS)
    assert seen == [b"/bai/1/", b"/quan-tri/"]
