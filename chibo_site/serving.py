"""The server's worker: gunicorn keeps the processes, granian speaks HTTP.

gunicorn's master opens the socket, starts workers, replaces one that dies and reloads them without
closing the socket, so that a connection waiting there is served by the next worker. Granian's
HTTP/1 server, written in Rust, reads requests and sends answers outside of Python's lock: a slow
reader holds no thread. See docs/decisions.md for the measurements.
"""

import asyncio
import os
import select
import threading

from granian._futures import _new_cbscheduler
from granian._granian import SocketHolder, WorkerSignal, WSGIWorker
from granian.http import HTTP1Settings
from granian.wsgi import _callback_wrapper
from gunicorn.workers.base import Worker

THREADS = 12
THREAD_IDLE_SECONDS = 600
MOST_REQUESTS_AT_ONCE = 256
BACKLOG = 1024
# The longest request line that a browser sends, and headers with it.
BUFFER_BYTES = 64 * 1024
HEADER_SECONDS = 20
NOTIFY_SECONDS = 1.0


class GranianWorker(Worker):
    """Serves gunicorn's first socket until gunicorn says stop."""

    def run(self) -> None:
        stop, stopped = WorkerSignal(), threading.Event()
        stop.add_cb(stopped.set)
        self.serve(stop)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            select.select([self.PIPE[0]], [], [], NOTIFY_SECONDS)
        stop.set()
        stopped.wait(self.cfg.graceful_timeout)

    def serve(self, stop: WorkerSignal) -> None:
        """Starts granian's own threads and returns."""
        listener = self.sockets[0]
        listener.setblocking(False)
        no_tls = (False, None, None, None, "tls1.3", None, [], False)
        server = WSGIWorker(
            self.age,
            (None, SocketHolder(listener.fileno(), False, BACKLOG)),
            None,  # no channel for metrics
            1,  # thread of the Rust runtime
            THREADS,  # threads of the runtime for blocking work
            THREADS,  # threads in which Python runs
            THREAD_IDLE_SECONDS,
            MOST_REQUESTS_AT_ONCE,
            "1",
            HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=BUFFER_BYTES),
            None,
            None,
            *no_tls,
            (None, None),
        )
        loop = asyncio.new_event_loop()  # asked for, and not used by WSGI
        application = _callback_wrapper(self.wsgi, {"url_path_prefix": None}, None)
        server.serve_mtr(_new_cbscheduler(loop, application, impl_asyncio=True), loop, stop)
