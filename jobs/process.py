"""One job, done by a process of its own: it can be ended whatever it does, and takes no memory
when it is over."""

import contextlib
import ctypes
import logging
import os
import signal
import sys
import time
from typing import NoReturn

from django.db import DatabaseError, InterfaceError, connections

from jobs.models import Job
from jobs.progress import Progress
from jobs.registry import BackgroundJob, JobFailed
from limits.full_disk import is_disk_full

PR_SET_PDEATHSIG = 1  # prctl(2)
NICENESS = 10  # pages come first
MOST_BYTES = 4000  # of a sentence: one write to a pipe

TOO_LONG = "Việc chạy quá {minutes} phút mà chưa xong nên đã bị dừng."
KILLED = "Tiến trình làm việc này bị dừng đột ngột (tín hiệu {number})."
NO_DATABASE = "Không dùng được cơ sở dữ liệu ({error})."
NO_SPACE = "Ổ đĩa đã đầy."
UNFORESEEN = "Chương trình gặp lỗi chưa lường trước ({error}); chi tiết ở nhật ký máy chủ."

logger = logging.getLogger(__name__)


class JobProcess:
    """Begins at once. The caller asks has_ended() until it has, and kills what is not wanted."""

    def __init__(self, job: Job, of: BackgroundJob) -> None:
        self.job = job
        self._limit = of.limit.total_seconds()
        self._deadline = time.monotonic() + self._limit
        self._is_overdue = False
        self._reason, write = os.pipe()
        connections.close_all()  # a connection belongs to one process
        runner = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            _run(job, of, runner, write)
        os.close(write)

    def has_ended(self) -> bool:
        """Then what came of it is in the job's row (1 query). Ends what goes on past its limit."""
        if time.monotonic() > self._deadline:
            self._is_overdue = True
            self._send_kill()
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        if not pid:
            return False
        reason = _said(self._reason)
        self._store(os.waitstatus_to_exitcode(status), reason)
        return True

    def kill(self) -> None:
        """At once, with all that it has started; its row stays as if the power had gone."""
        self._send_kill()
        os.waitpid(self._pid, 0)
        os.close(self._reason)

    def _send_kill(self) -> None:
        for send, number in ((os.killpg, self._pid), (os.kill, self._pid)):
            # It may not lead its own group yet, or be over.
            with contextlib.suppress(ProcessLookupError):
                send(number, signal.SIGKILL)

    def _store(self, code: int, reason: str) -> None:
        if code == 0:
            self.job.succeed()
        elif self._is_overdue:
            self.job.fail(TOO_LONG.format(minutes=max(1, round(self._limit / 60))))
        elif code < 0:
            self.job.fail(KILLED.format(number=-code), at_once=True)
        else:
            self.job.fail(reason)


def _said(pipe: int) -> str:
    """What was written into the pipe, which is closed. A process that the job has left behind may
    hold its other end: nobody waits for that."""
    os.set_blocking(pipe, False)
    try:
        return os.read(pipe, MOST_BYTES).decode(errors="replace")
    except BlockingIOError:
        return ""
    finally:
        os.close(pipe)


def _run(job: Job, of: BackgroundJob, runner: int, write: int) -> NoReturn:
    """The whole life of the new process."""
    code = 1
    try:
        _stand_alone(runner)
        of.function(Progress(job.pk), **job.arguments)
        code = 0
    except BaseException as error:
        if not isinstance(error, JobFailed):
            logger.exception("việc nền %s (%s)", job.pk, job.name)
        os.write(write, in_words(error).encode()[:MOST_BYTES])
    finally:
        # Nothing of the runner's own end happens here.
        with contextlib.suppress(Exception):
            connections.close_all()
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _stand_alone(runner: int) -> None:
    """With signals as they are by default, in a group of its own, and dead once the runner is."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGCHLD, signal.SIGABRT):
        signal.signal(number, signal.SIG_DFL)
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != runner:
        os._exit(1)
    os.nice(NICENESS)


def in_words(error: BaseException) -> str:
    """One sentence in Vietnamese for whoever administers the site."""
    line = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    match error:
        case JobFailed():
            return str(error)
        case _ if is_disk_full(error):
            return NO_SPACE
        case DatabaseError() | InterfaceError():
            return NO_DATABASE.format(error=line)
    return UNFORESEEN.format(error=line)
