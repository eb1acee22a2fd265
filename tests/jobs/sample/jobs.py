import datetime
import os
import subprocess
import sys
import time
from pathlib import Path

from jobs.progress import Progress
from jobs.registry import JobFailed, background_job
from tests.support.server import PATIENCE_SECONDS


@background_job("note", "Ghi một dòng")
def note(progress: Progress, file: str, line: str = "xong") -> None:
    write(file, line)
    progress(1, 1, "Đã ghi")


@background_job("wait", "Đợi được phép")
def wait(progress: Progress, file: str) -> None:
    """Tells its process, then goes on until somebody makes the file's neighbour `.go`."""
    progress(1, 2, "Đang đợi")
    write(file, str(os.getpid()))
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not Path(f"{file}.go").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@background_job("fail", "Luôn hỏng")
def fail(progress: Progress) -> None:
    raise JobFailed("Không có ổ đĩa sao lưu.")


@background_job("divide", "Chia cho không")
def divide(progress: Progress) -> None:
    progress(1 // 0, 1)


@background_job("endless", "Không bao giờ xong", limit=datetime.timedelta(seconds=1))
def endless(progress: Progress, file: str) -> None:
    """With a child that would go on by itself, deaf to SIGTERM."""
    child = subprocess.Popen(
        [sys.executable, "-c", "import signal, time; signal.signal(15, 1); time.sleep(600)"]
    )
    write(file, str(child.pid))
    while True:
        try:
            time.sleep(600)
        except BaseException:  # noqa: S112
            continue


def write(file: str, line: str) -> None:
    with Path(file).open("a") as opened:
        opened.write(line + "\n")
