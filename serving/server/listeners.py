"""One listening socket for each worker, all at one address: Linux spreads connections over them.

Of one socket that all workers share, whichever wakes first takes all connections that wait. The
master opens them all and keeps them: what waits for a worker that dies is served by the next one.
"""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Protocol, TypeVar

BACKLOG = 1024

Listener = TypeVar("Listener")


class Served(Protocol):
    """A worker as gunicorn's master knows it: `age` counts the workers ever started."""

    age: int
    listener: object


@contextmanager
def listening(host: str, port: int, number: int) -> Iterator[list[socket.socket]]:
    """So many sockets that listen, for a server program to inherit; at any free port where `port`
    is 0. Closed at the end, in this process.

    Raises OSError where somebody listens there already, even another server of the same user; two
    that begin in the same instant are for the caller to keep apart.
    """
    with ExitStack() as opened:
        with socket.create_server((host, port)) as probe:  # unlike the others, shares with nobody
            port = probe.getsockname()[1]
        listeners = []
        for _ in range(number):
            listener = socket.create_server((host, port), backlog=BACKLOG, reuse_port=True)
            listener.set_inheritable(True)
            listeners.append(opened.enter_context(listener))
        yield listeners


def least_served(listeners: Sequence[Listener], workers: Sequence[Served]) -> Listener:
    """The listener for a new worker: one that nobody serves, or else the one whose newest worker is
    the oldest, because the master ends the old ones first."""
    newest = {id(listener): 0 for listener in listeners}
    for worker in workers:
        newest[id(worker.listener)] = max(newest[id(worker.listener)], worker.age)
    return min(listeners, key=lambda listener: newest[id(listener)])
