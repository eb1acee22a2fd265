"""The site under granian's own master, by its public interface (RSGI); `bench.workers` measures it.

It answers as serving.server.worker does, but each request goes by way of the event loop.
"""

import asyncio
import sys
from typing import Any

from chibo_site.wsgi import application
from serving.server.gateway import Gateway, environ_of
from serving.server.worker import SWITCH_SECONDS, spare_the_collector


class Site:
    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Once in each worker, before its first request."""
        spare_the_collector()
        sys.setswitchinterval(SWITCH_SECONDS)
        self.gateway = Gateway(application)

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        environ = environ_of(scope)
        answer = self.gateway.from_memory(environ)
        if answer is None:
            await self.gateway.answer(environ, proto)
        else:
            proto.response_bytes(*answer)


site = Site()
