"""The crawler beside the readers: it tells what it was not given."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench.crawler import Crawl, fork, walk
from bench.servers import HOST

LAST = "/cuoi/"
STATUS = {"/mat/": 404}
end = fork.Event()


class Archive(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == LAST:
            end.set()
        self.send_response(STATUS.get(self.path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer((HOST, 0), Archive) as server:
        Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def test_crawler_tells_how_many_pages_it_asked_for_and_which_it_did_not_get(port: int) -> None:
    told = fork.SimpleQueue()
    walk(port, ["/", "/mat/", LAST], end, told)
    assert told.get() == Crawl(pages=3, failed=1, failures=["/mat/: 404"])
