"""What granian does with a request that it has read: the page from memory, or the event loop."""

import asyncio
from collections.abc import Callable
from typing import Any

from granian import _granian

from chibo_site.serving.gateway import Environ, Gateway, environ_of

native: Any = _granian  # its stubs describe an older release


class Scheduler(native.CallbackScheduler):
    """Granian calls it in a thread of its own, with Python's lock, once for each request.

    What is in memory is answered there and then. By way of the loop it would change the thread
    twice more, which takes longer than the answer.
    """

    def __new__(cls, gateway: Gateway, loop: asyncio.AbstractEventLoop) -> "Scheduler":
        return super().__new__(cls, loop, None, None, None, None)  # are for tasks of its own

    def __init__(self, gateway: Gateway, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._schedule_fn = schedule(gateway, loop, self._ctx)


def schedule(
    gateway: Gateway, loop: asyncio.AbstractEventLoop, context: Any
) -> Callable[[Any], None]:
    """The function for granian, which would end the process if it raised anything."""

    def take(watcher: Any) -> None:
        try:
            environ = environ_of(watcher.scope)
            answer = gateway.from_memory(environ)
            if answer is None:
                loop.call_soon_threadsafe(begin, watcher, environ, context=context)
                return
            watcher.proto.response_bytes(*answer)
        except Exception as error:
            watcher.err(error)
        else:
            watcher.done()

    def begin(watcher: Any, environ: Environ) -> None:
        watcher.taskref(loop.create_task(ask_django(watcher, environ)))

    async def ask_django(watcher: Any, environ: Environ) -> None:
        try:
            await gateway.answer(environ, watcher.proto)
        except BaseException as error:
            watcher.err(error)
        else:
            watcher.done()

    return take
