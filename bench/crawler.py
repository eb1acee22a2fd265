"""A crawler that walks an archive, one page after another over one connection, as fast as it is
answered."""

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from multiprocessing.synchronize import Event

from bench.servers import HOST, PATIENCE_SECONDS, Server

CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
HEADERS = {"User-Agent": CRAWLER, "X-Forwarded-For": "203.0.113.9", "Accept-Encoding": "gzip"}
MOST_TOLD = 10

fork = multiprocessing.get_context("fork")


@dataclass
class Crawl:
    pages: int = 0
    failed: int = 0
    failures: list[str] = field(default_factory=list)  # the first ones

    def note(self, path: str, answer: object) -> None:
        self.pages += 1
        if answer != 200:
            self.failed += 1
            self.failures = [*self.failures, f"{path}: {answer}"][:MOST_TOLD]


@contextmanager
def crawler(server: Server, paths: Sequence[str]) -> Iterator[Crawl]:
    """While it walks; at the end it is known how far it came. It begins anew after the last."""
    crawl = Crawl()
    end, told = fork.Event(), fork.SimpleQueue()
    job = fork.Process(target=walk, args=(server.port, paths, end, told), daemon=True)
    job.start()
    try:
        yield crawl
    finally:
        end.set()
        job.join()
    if job.exitcode:
        sys.exit("Tiến trình thu thập trang đã dừng.")  # it has said why
    vars(crawl).update(vars(told.get()))


def walk(
    port: int, paths: Sequence[str], end: Event, told: "multiprocessing.SimpleQueue[Crawl]"
) -> None:
    crawl = Crawl()
    with closing(HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)) as connection:
        for path in cycle(paths):
            if end.is_set():
                break
            try:
                connection.request("GET", path, headers=HEADERS)
                answer = connection.getresponse()
                answer.read()
            except (OSError, HTTPException) as error:
                crawl.note(path, repr(error))
                connection.close()  # the next request opens it again
            else:
                crawl.note(path, answer.status)
    told.put(crawl)
