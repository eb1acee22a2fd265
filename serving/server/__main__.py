"""gunicorn as this site runs it, started by `manage.py serve` with sockets that it inherits."""

import signal
from contextlib import suppress
from typing import Any

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.arbiter import Arbiter

from serving.server import handover
from serving.server.listeners import refuse_new


class Master(Arbiter):
    """gunicorn's master, whose end cuts off nobody.

    SIGTERM is blocked wherever its handler is not the right one yet: at the start, when connections
    wait already (`serve` blocks it), and in a worker that has just been forked.
    """

    def init_signals(self) -> None:
        super().init_signals()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])

    def spawn_worker(self) -> int:
        """In the worker this does not return; there worker.init_signals() unblocks."""
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        try:
            pid: int = super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        return pid

    def stop(self, graceful: bool = True) -> None:
        """What has connected by now is answered by the workers. Who comes later waits for the next
        server, where one is to be expected, or is refused."""
        listeners = [listener.sock for listener in self.LISTENERS]
        if graceful and listeners and self.app.hands_over:
            with suppress(OSError):
                handover.hold(listeners)
                listeners = []
        for listener in listeners:
            refuse_new(listener)
        super().stop(graceful)


class Application(WSGIApplication):
    hands_over = False

    def init(self, parser: Any, opts: Any, args: list[str]) -> None:
        super().init(parser, opts, args)
        self.hands_over = handover.HAND_OVER in args

    def run(self) -> None:
        Master(self).run()


if __name__ == "__main__":
    Application("%(prog)s [OPTIONS] [APP_MODULE]", prog="gunicorn").run()
