"""What the server takes from granian and gunicorn without their promise to keep it.

It was read in the granian that requirements.in pins. After an upgrade these tests say what is gone
or otherwise; without them a server might start and never answer.
"""

import asyncio
import inspect
import socket
import threading
from importlib.metadata import version
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from chibo_site.management.commands.serve import HOST
from serving.server.scheduler import Scheduler, native
from serving.server.worker import GranianWorker
from tests.serving.server.wire import read_all
from tests.support.server import PATIENCE_SECONDS

THREADS = "threads blocking_threads py_threads py_threads_idle_timeout backpressure"
HTTP = "http_mode http1_opts http2_opts websockets_enabled static_files"
TLS = "ssl_enabled ssl_cert ssl_key ssl_key_password ssl_protocol_min ssl_ca ssl_crl"
WORKER = f"worker_id sock ipc {THREADS} {HTTP} {TLS} ssl_client_verify metrics"

# name in granian._granian: its parameters, and what it is needed for
NATIVE = {
    "RSGIWorker": (WORKER, "serves one process, without a master of granian's"),
    "RSGIWorker.serve_mtr": ("self callback event_loop signal", "starts granian's threads"),
    "SocketHolder": ("fd uds backlog", "takes over a socket that gunicorn's master holds"),
    "WorkerSignal": ("", "ends granian's threads"),
    "WorkerSignal.set": ("self", "ends granian's threads"),
    "WorkerSignal.add_cb": ("self cb", "says that granian's threads are ending"),
    "CallbackScheduler": (
        "event_loop cb aio_task aio_tenter aio_texit",
        "is what Scheduler derives from, so that a page from memory asks no event loop",
    ),
}
# attributes of what granian calls CallbackScheduler._schedule_fn with
WATCHER = {"scope", "proto", "taskref", "done", "err"}


@pytest.mark.parametrize("name", NATIVE)
def test_granian_has_it_and_takes_the_same_arguments(name: str) -> None:
    expected, purpose = NATIVE[name]
    told = f"granian {version('granian')}: granian._granian.{name}, which {purpose},"
    try:
        found = attrgetter(name)(native)
    except AttributeError:
        pytest.fail(f"{told} is gone.")
    taken = " ".join(inspect.signature(found).parameters)
    assert taken == expected, f"{told} takes other arguments now."


def test_granian_hands_each_request_to_schedule_fn_and_sends_the_answer() -> None:
    seen: list[set[str]] = []

    def take(watcher: Any) -> None:
        seen.append(set(dir(watcher)))
        watcher.proto.response_bytes(200, [("X-Path", watcher.scope.path)], b"answered")
        watcher.done()

    answer = answer_to(b"GET /bai/ HTTP/1.0\r\n\r\n", SimpleNamespace(take=take))
    assert seen, "granian does not call CallbackScheduler._schedule_fn, which Scheduler sets."
    assert seen[0] >= WATCHER, f"no {WATCHER - seen[0]} in what granian calls _schedule_fn with."
    assert b"x-path: /bai/" in answer
    assert answer.endswith(b"answered")


def answer_to(request: bytes, reception: Any) -> bytes:
    """What granian says, started as a worker starts it; nothing where no answer comes."""
    listener = socket.create_server((HOST, 0))
    address, loop = listener.getsockname(), asyncio.new_event_loop()
    stop, stopped = native.WorkerSignal(), threading.Event()
    stop.add_cb(stopped.set)
    worker: Any = SimpleNamespace(age=1, listener=listener)
    GranianWorker.serve(worker, Scheduler(reception, loop), loop, stop)
    listener.detach()  # granian closes it
    try:
        with socket.create_connection(address, timeout=PATIENCE_SECONDS) as client:
            client.sendall(request)
            return read_all(client)
    except TimeoutError:
        return b""
    finally:
        stop.set()
        stopped.wait(PATIENCE_SECONDS)
        loop.close()


def test_gunicorn_keeps_its_workers_where_a_new_one_looks_for_a_free_socket() -> None:
    assert Arbiter.WORKERS == {}, "gunicorn.arbiter.Arbiter.WORKERS is no dict of workers any more."
    arguments = " ".join(inspect.signature(Worker).parameters)
    assert arguments.startswith("age ppid sockets "), "gunicorn calls its workers otherwise."
