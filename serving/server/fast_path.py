"""What is done with a request that granian has read: the page from memory, or the event loop."""

import asyncio
from typing import Any

from serving.server.gateway import Gateway, environ_of
from serving.server.wsgi_call import Environ


class FastPath:
    """Takes each request from granian, in a thread of granian's that has Python's lock.

    What is in memory is answered there and then. By way of the loop it would change the thread
    twice more, which takes longer than the answer.
    """

    def __init__(self, gateway: Gateway, loop: asyncio.AbstractEventLoop) -> None:
        self._gateway = gateway
        self._loop = loop
        self._begun = self._ended = 0
        self._was_at = 0

    def take(self, watcher: Any) -> None:
        """Raises nothing: after that granian's thread would answer no request any more."""
        self._begun += 1
        try:
            environ = environ_of(watcher.scope)
            answer = self._gateway.from_memory(environ)
            if answer is None:
                self._loop.call_soon_threadsafe(self._begin, watcher, environ)
            else:
                self._gateway.send(watcher.proto, answer)
                watcher.done()
        except BaseException as error:
            watcher.err(error)
        finally:
            self._ended = self._begun

    def is_stuck(self) -> bool:
        """Whether the thread is still at the request that it was at when this was last asked."""
        at = self._begun if self._begun != self._ended else 0
        was_at, self._was_at = self._was_at, at
        return at != 0 and at == was_at

    def _begin(self, watcher: Any, environ: Environ) -> None:
        watcher.taskref(self._loop.create_task(self._ask_django(watcher, environ)))

    async def _ask_django(self, watcher: Any, environ: Environ) -> None:
        try:
            await self._gateway.answer(environ, watcher.proto)
        except BaseException as error:
            watcher.err(error)
        else:
            watcher.done()
