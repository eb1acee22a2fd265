"""A gunicorn worker that serves with granian's RSGI server, or does the jobs in the background.

gunicorn's master keeps the sockets, starts the workers, replaces one that dies and reloads them
without closing a socket: a connection that waits there is served by the next worker. Granian, in
Rust, reads requests and sends answers outside of Python's lock: a slow reader holds no thread.
"""

import asyncio
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from django.utils.module_loading import import_string
from granian.http import HTTP1Settings
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from serving.server import limits
from serving.server.desk_process import DeskProcess
from serving.server.draining import drain
from serving.server.fast_path import FastPath
from serving.server.gateway import Gateway
from serving.server.listeners import BACKLOG, least_served
from serving.server.scheduler import Scheduler, native

RUNTIME_THREADS = 1
NOTIFY_SECONDS = 1
# Django makes many short-lived objects a page; by Python's default a collection comes every 700.
COLLECT_AFTER = 8_000
# Every fourth of these looks at what the last ones left, and every thirteenth at everything. By
# Python's default of 10, everything came after more than ten minutes of full load, and what pages
# in the making had held piled up meanwhile.
LATER_AFTER = 2
# So long a page from memory waits for Python's lock while visits are added up or a page is drawn;
# by Python's default it would be 5 ms, several times a request.
SWITCH_SECONDS = 0.0001
# Of the time until the master kills it, a worker leaves so much for its own end.
EXIT_SECONDS = 1
# Until the first readers are served, jobs wait.
JOBS_AFTER_SECONDS = 5
# Stands for a listener where a worker has none.
JOBS = object()


class GranianWorker(Worker):
    """Serves one of gunicorn's sockets until gunicorn says stop. Where there is one worker more
    than sockets, one does the jobs: the master starts it anew when it dies, like any other."""

    def __init__(self, age: int, ppid: int, sockets: list[Any], *others: Any) -> None:
        super().__init__(age, ppid, sockets, *others)
        self.told_to_end: Callable[[], object] = lambda: None
        places = [*sockets, JOBS][: self.cfg.workers]
        self.listener = least_served(places, list(Arbiter.WORKERS.values()))

    @staticmethod
    def check_config(cfg: Any, log: Any) -> None:
        """The master asks once. There are at least as many workers as sockets, always: with TTIN
        and TTOU a socket could come to have none."""
        signal.signal(signal.SIGTTIN, signal.SIG_IGN)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)

    def run(self) -> None:
        for listener in self.sockets:
            if listener is not self.listener:
                listener.close()  # here; another worker serves it
        spare_the_collector()
        if self.listener is JOBS:
            self.do_jobs()
            return
        desk = DeskProcess(self.wsgi, [self.listener])  # before there is any thread
        sys.setswitchinterval(SWITCH_SECONDS)
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        gateway = Gateway(self.wsgi, desk)
        stop, stopped = native.WorkerSignal(), asyncio.Event()
        stop.add_cb(lambda: loop.call_soon_threadsafe(stopped.set))
        fast_path = FastPath(gateway, loop)
        self.serve(Scheduler(fast_path, loop), loop, stop)
        loop.run_until_complete(self.live(fast_path, desk))
        gateway.is_ending = True
        loop.run_until_complete(self.finish(stop, stopped))
        gateway.close()
        # All is answered and written. Granian's threads would hold up the interpreter's own end
        # for seconds, until the master loses patience and kills the worker.
        os._exit(0)

    def do_jobs(self) -> None:
        """Until gunicorn says stop, or is gone."""
        # Named, not imported: gunicorn reads this module before Django knows its models.
        watch = import_string("serving.readiness_watch.ReadinessWatch")()
        runner = import_string("jobs.runner.Runner")(self.is_wanted, watch)
        runner.pause(JOBS_AFTER_SECONDS)
        runner.run()

    def is_wanted(self) -> bool:
        """Tells the master as well that this worker answers."""
        self.notify()
        return bool(self.alive) and self.ppid == os.getppid()

    def init_signals(self) -> None:
        """The master blocks SIGTERM until it is this worker's own."""
        super().init_signals()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])

    def handle_exit(self, *signalled: Any) -> None:
        super().handle_exit(*signalled)
        self.told_to_end()

    async def live(self, fast_path: FastPath, desk: DeskProcess) -> None:
        """Tells the master each second that this worker answers, or else is killed, until it is to
        end. Without its desk it leaves, and the master starts another."""
        told, loop = asyncio.Event(), asyncio.get_running_loop()
        self.told_to_end = partial(loop.call_soon_threadsafe, told.set)
        while self.alive and self.ppid == os.getppid() and not desk.has_ended():
            if not fast_path.is_stuck():
                self.notify()
            with suppress(TimeoutError):
                async with asyncio.timeout(NOTIFY_SECONDS):
                    await told.wait()

    async def finish(self, stop: Any, stopped: asyncio.Event) -> None:
        """Lets what is under way finish, and the desk with it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.cfg.graceful_timeout - EXIT_SECONDS):
                await drain(self.listener)
                stop.set()
                await stopped.wait()

    def serve(self, scheduler: Scheduler, loop: asyncio.AbstractEventLoop, stop: Any) -> None:
        """Starts granian's own threads and returns."""
        self.listener.setblocking(False)
        no_tls: tuple[Any, ...] = (False, None, None, None, "tls1.3", None, [], False)
        server = native.RSGIWorker(
            self.age,
            (None, native.SocketHolder(self.listener.fileno(), False, BACKLOG)),
            None,  # no channel for metrics
            RUNTIME_THREADS,
            RUNTIME_THREADS,
            1,  # thread in which granian calls Python; Django has threads of its own
            30,
            most_connections(),
            "1",
            HTTP1Settings(
                header_read_timeout=limits.HEADER_SECONDS * 1000,
                max_buffer_size=limits.BUFFER_BYTES,
            ),
            None,
            False,  # no websockets
            None,
            *no_tls,
            (None, None),
        )
        server.serve_mtr(scheduler, loop, stop)


def most_connections() -> int:
    """How many connections this process takes at once. By default the system lets it have 1,024
    files open; it may ask for more, which it does."""
    unbounded = resource.RLIM_INFINITY
    present, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = limits.CONNECTIONS + limits.OTHER_FILES
    if most != unbounded:
        files = min(files, most)
    if present != unbounded and present < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return max(1, files - limits.OTHER_FILES)


def spare_the_collector() -> None:
    """What is loaded stays for good and need not be looked through again and again; left alone,
    its memory also stays shared between the workers."""
    gc.freeze()
    gc.collect()  # else it waits for a quarter of what was frozen before it looks at all the rest
    gc.set_threshold(COLLECT_AFTER, LATER_AFTER, LATER_AFTER)
