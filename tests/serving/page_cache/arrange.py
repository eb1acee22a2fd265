"""Plain functions that arrange the page cache's tests."""

import gzip
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.test import TestCase

from caching.backend import backend
from caching.versions import HostVersionStore
from serving.page_cache.cache import PageCache
from serving.page_cache.handler import PageHandler
from serving.page_cache.host_store import HostPageStore
from serving.page_cache.s3_fifo import MAIN, SMALL
from serving.page_cache.stores import MemoryStore, RenderLocks
from visitors.counter import counter
from visitors.figures import Figures

PROGRAM = "curl/8.5.0"  # is shown pages, and never counted


@dataclass
class Reply:
    status: int
    header_list: list[tuple[str, str]]
    content: bytes

    @property
    def headers(self) -> dict[str, str]:
        return dict(self.header_list)

    @property
    def body(self) -> bytes:
        is_compressed = self.headers.get("Content-Encoding") == "gzip"
        return gzip.decompress(self.content) if is_compressed else self.content

    @property
    def text(self) -> str:
        return self.body.decode()


class Worker:
    """One of the server's processes: a memory of its own; versions and shared pages are those of
    the folder's other workers."""

    def __init__(self, folder: Path, memory: MemoryStore | None = None) -> None:
        self.cache = PageCache(
            HostVersionStore(folder / "versions"),
            memory or MemoryStore(),
            shared_pages(folder),
            RenderLocks(folder / "locks"),
        )
        self.handler = PageHandler(self.cache)

    def get(self, address: str, method: str = "GET", **headers: str) -> Reply:
        return ask(self.handler, environ_of(address, method, **headers))


@lru_cache(maxsize=1)
def shared_pages(folder: Path) -> HostPageStore:
    """What the workers of this folder share; only the last folder's is kept."""
    return HostPageStore(folder / "pages", 16 << 20)


def stored_pages(folder: Path) -> int:
    """How many pages the workers of this folder share."""
    environment, tables = shared_pages(folder)._open()
    with environment.begin() as transaction:
        return sum(transaction.stat(tables[table])["entries"] for table in (SMALL, MAIN))


def ask(application: Callable[..., Any], environ: dict[str, Any]) -> Reply:
    """What a WSGI application answers."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    response = application(
        environ, lambda status, headers, exc_info=None: begun.append((status, headers))
    )
    content = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    [(status, headers)] = begun
    return Reply(int(status.split()[0]), headers, content)


def environ_of(address: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    """A request by a program as a server hands it over; `headers` as HTTP_COOKIE="…"."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.1",
        "HTTP_HOST": "testserver",
        "HTTP_USER_AGENT": PROGRAM,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **headers,
    }


def uncached(address: str, **headers: str) -> Reply:
    """What Django alone answers at this moment, with nothing cached before."""
    backend.clear()
    with patch.object(backend, "version_store", None):
        return ask(django(), environ_of(address, **headers))


@cache
def django() -> WSGIHandler:
    return WSGIHandler()


@contextmanager
def counting_renders() -> Iterator[list[str]]:
    """The paths that Django is asked for meanwhile."""
    paths: list[str] = []

    def note(environ: dict[str, Any], **signal: Any) -> None:
        paths.append(environ["PATH_INFO"])

    request_started.connect(note)
    try:
        yield paths
    finally:
        request_started.disconnect(note)


@contextmanager
def committed() -> Iterator[None]:
    """What is written inside is committed at the end, as far as a test's own transaction goes."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def show(**numbers: int) -> Figures:
    """The figures that pages show from now on."""
    known: dict[str, Any] = {
        "online": 2,
        "today": 14,
        "this_week": 736,
        "this_month": 1200,
        "total": 439279,
    }
    counter.latest.figures = Figures(**known | numbers)
    return counter.latest.figures
