"""Strangers' passwords: answered by one thread, and few that wait for it."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar

from clients.client_ip import client_network
from serving.server import limits
from serving.server.refusals import RefusedError

RETRY_SECONDS = 5

Environ = dict[str, Any]
Answer = TypeVar("Answer")


class SignInQueue:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(1, thread_name_prefix="sign-in")
        self._waiting: Counter[str] = Counter()  # by network

    async def run(self, job: Callable[[Environ], Answer], environ: Environ) -> Answer:
        """What the job returns. Raises RefusedError, 503, where too many wait already, from
        everywhere or from this client's network."""
        network = client_network(environ)
        if (
            self._waiting.total() >= limits.SIGN_IN_QUEUE
            or self._waiting[network] >= limits.SIGN_IN_QUEUE_OF_NETWORK
        ):
            raise RefusedError(
                HTTPStatus.SERVICE_UNAVAILABLE, page="sign_in", retry_seconds=RETRY_SECONDS
            )
        self._waiting[network] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, job, environ)
        finally:
            self._waiting -= Counter([network])  # what comes to nothing goes
