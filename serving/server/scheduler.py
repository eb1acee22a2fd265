"""Granian's way of calling Python, handed to the fast path."""

import asyncio
from typing import Any

from granian import _granian

from serving.server.fast_path import FastPath

native: Any = _granian  # its stubs describe an older release


class Scheduler(native.CallbackScheduler):
    """Granian's own, but for the function that it calls with each request."""

    def __new__(cls, fast_path: FastPath, loop: asyncio.AbstractEventLoop) -> "Scheduler":
        self: Scheduler = super().__new__(cls, loop, None, None, None, None)  # for its own tasks
        return self

    def __init__(self, fast_path: FastPath, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._schedule_fn = fast_path.take
