"""Processes of their own for what a test wants done at the same time."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.context import ForkProcess

from django.db import connections

from tests.support.server import PATIENCE_SECONDS

fork = multiprocessing.get_context("fork")


def start_process(job: Callable[..., object], *arguments: object) -> ForkProcess:
    """A copy of this process that does the job on the test's database and ends."""
    connections.close_all()  # a connection belongs to one process
    process = fork.Process(target=job, args=arguments, daemon=True)
    process.start()
    return process


def wait_for(processes: list[ForkProcess]) -> None:
    """Returns when all are done; fails where one failed."""
    for process in processes:
        process.join(PATIENCE_SECONDS)
    assert [process.exitcode for process in processes] == [0] * len(processes)
