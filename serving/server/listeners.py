"""One listening socket for each worker, all at one address: Linux spreads connections over them.

Of one socket that all workers share, whichever wakes first takes all connections that wait. The
master opens them all and keeps them: what waits for a worker that dies is served by the next one.
"""

import ctypes
import socket
import struct
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Protocol, TypeVar

BACKLOG = 1024

SO_ATTACH_FILTER = 26  # socket(7)
# A classic BPF program, which is shown each packet for the listener from its TCP header on: what
# would begin a connection (SYN without ACK) is dropped, and all else is let through.
DROP_SYN = (
    (0x30, 0, 0, 13),  # load byte: the header's flags
    (0x54, 0, 0, 0x12),  # and: SYN, ACK
    (0x15, 0, 1, 0x02),  # SYN alone?
    (0x06, 0, 0, 0),  # return: none of it
    (0x06, 0, 0, 0xFFFF),  # return: all of it
)
TCPI_UNACKED = struct.Struct("24xI")  # in struct tcp_info; of a listener, what waits to be accepted

Listener = TypeVar("Listener")


class Served(Protocol):
    """A worker as gunicorn's master knows it: `age` counts the workers ever started."""

    age: int
    listener: object


@contextmanager
def listening(
    host: str, port: int, number: int, present: Sequence[socket.socket] = ()
) -> Iterator[list[socket.socket]]:
    """So many sockets that listen, for a server program to inherit; at any free port where `port`
    is 0. Those of them that are `present` listen there already; of too many, whoever waits there
    is cut off. Closed at the end, in this process.

    Raises OSError where somebody listens there already, even another server of the same user; two
    that begin in the same instant are for the caller to keep apart.
    """
    with ExitStack() as opened:
        for listener in present:
            opened.enter_context(listener)
        for listener in present[number:]:
            listener.close()
        if not present:
            with socket.create_server((host, port)) as probe:  # unlike them, shares with nobody
                port = probe.getsockname()[1]
        listeners = list(present[:number])
        for _ in range(number - len(listeners)):
            listener = socket.create_server((host, port), backlog=BACKLOG, reuse_port=True)
            listeners.append(opened.enter_context(listener))
        for listener in listeners:
            listener.set_inheritable(True)
        yield listeners


def least_served(listeners: Sequence[Listener], workers: Sequence[Served]) -> Listener:
    """The listener for a new worker: one that nobody serves, or else the one whose newest worker is
    the oldest, because the master ends the old ones first."""
    newest = {id(listener): 0 for listener in listeners}
    for worker in workers:
        newest[id(worker.listener)] = max(newest[id(worker.listener)], worker.age)
    return min(listeners, key=lambda listener: newest[id(listener)])


def refuse_new(listener: socket.socket) -> None:
    """Lets nobody connect any more, while those who have wait to be accepted as before: where the
    socket is closed once none waits, nobody is cut off.

    The kernel of a client asks again after a second, and is then refused, or taken by whoever
    listens there by then. Where the system has no such filter, nothing is changed.
    """
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in DROP_SYN)
    buffer = ctypes.create_string_buffer(code)
    program = struct.pack("@HP", len(DROP_SYN), ctypes.addressof(buffer))
    with suppress(OSError):
        listener.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)


def waiting(listener: socket.socket) -> int:
    """How many have connected and wait to be accepted."""
    info = listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TCPI_UNACKED.size)
    number: int = TCPI_UNACKED.unpack(info)[0]
    return number
