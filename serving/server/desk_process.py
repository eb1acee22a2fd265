"""A worker's second process, which answers for the desk.

Whatever an editor asks for, be it to save the longest text or to compare two of them, takes
Python's lock there, and not in the process that readers are served by. It is forked while the
worker has no thread yet, shares its memory, and dies with it.
"""

import ctypes
import io
import logging
import os
import queue
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from http import HTTPStatus
from multiprocessing.connection import Connection, Pipe
from multiprocessing.reduction import recv_handle, send_handle
from typing import IO, Any, NoReturn

from serving.server import limits
from serving.server.refusals import RefusedError
from serving.server.wsgi_call import Answer, Environ, answer_of

PR_SET_PDEATHSIG = 1  # prctl(2)
NICENESS = 5  # readers come first
RETRY_SECONDS = 10  # the master has started another worker by then
OF_THIS_PROCESS = {"wsgi.input", "wsgi.errors"}  # the environ's files

logger = logging.getLogger(__name__)


class DeskFailed(Exception):
    """The application raised something; the log of its process says what."""


class DeskProcess:
    """Begins at once, with as many threads as it is asked from. `listeners` are sockets of the
    worker's that it has no part in."""

    def __init__(self, application: Any, listeners: Sequence[socket.socket] = ()) -> None:
        # One for each thread, so that questions and answers never mix.
        pipes = [Pipe() for _ in range(limits.DESK_THREADS)]
        worker = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            _live(application, worker, pipes, listeners)
        self._has_ended = False
        self._free: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        for ours, theirs in pipes:
            theirs.close()
            self._free.put(ours)

    def ask(self, environ: Environ) -> Answer:
        """The application's answer; meanwhile this thread leaves Python's lock alone. Raises
        RefusedError where the process has ended, DeskFailed where the application raises."""
        body: IO[bytes] = environ["wsgi.input"]
        is_small = int(environ.get("CONTENT_LENGTH") or 0) <= limits.IN_MEMORY_BYTES
        content = body.read() if is_small else None
        pipe = self._free.get()
        try:
            answer = self._ask(pipe, environ, content)
        except BaseException as error:
            pipe.close()  # half a question, or half an answer, may be on it
            self._has_ended = True
            if not isinstance(error, OSError | EOFError):
                raise
            raise RefusedError(
                HTTPStatus.SERVICE_UNAVAILABLE, page="desk_ended", retry_seconds=RETRY_SECONDS
            ) from error
        finally:
            self._free.put(pipe)
        if answer is None:
            raise DeskFailed
        return answer

    def has_ended(self) -> bool:
        """Nothing brings it back: its worker is to leave, too."""
        self._has_ended = self._has_ended or os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return self._has_ended

    def _ask(self, pipe: Connection, environ: Environ, content: bytes | None) -> Answer | None:
        rest = {name: value for name, value in environ.items() if name not in OF_THIS_PROCESS}
        pipe.send((rest, content))
        if content is None:
            send_handle(pipe, environ["wsgi.input"].fileno(), self.pid)
        answer: Answer | None = pipe.recv()
        return answer


def _live(
    application: Any,
    worker: int,
    pipes: list[tuple[Connection, Connection]],
    listeners: Sequence[socket.socket],
) -> NoReturn:
    """The whole life of the new process."""
    _stand_alone(worker)
    for listener in listeners:
        listener.close()  # here; else the port would outlive the worker
    threads = [threading.Thread(target=_answer, args=(application, ours)) for _, ours in pipes]
    for theirs, _ in pipes:
        theirs.close()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os._exit(0)  # nothing of the worker's own end happens here


def _stand_alone(worker: int) -> None:
    """Dead once the worker is, and not before: what is sent to the group is for the worker, which
    lets this process finish what is under way."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGABRT, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != worker:
        os._exit(1)
    os.nice(NICENESS)


def _answer(application: Any, pipe: Connection) -> None:
    """One question after another, until the worker is gone. Whatever ends it ends the pipe, so
    that nobody waits for an answer."""
    with pipe:
        while True:
            try:
                environ, content = pipe.recv()
                file = io.BytesIO(content) if content is not None else received_file(pipe)
            except (OSError, EOFError):
                return
            answer: Answer | None = None
            try:
                with file:
                    files = {"wsgi.input": file, "wsgi.errors": sys.stderr}
                    answer = answer_of(application, environ | files)
            except Exception:
                logger.exception("trang quản trị trả lời %s", environ["PATH_INFO"])
            pipe.send(answer)


def received_file(pipe: Connection) -> IO[bytes]:
    return os.fdopen(recv_handle(pipe), "rb")
