"""How a worker lets go: whoever is connected is answered to the end, and told to connect anew."""

import asyncio
import os
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress

from serving.server.listeners import waiting

# A worker that is replaced leaves what comes later to its successor.
ACCEPT_SECONDS = 1
# Who has connected sends a request at once; who reads on sends the next one, and is told by its
# answer that the connection ends. An idle connection ends after that.
IDLE_SECONDS = 2
LOOK_SECONDS = 0.05


async def drain(listener: socket.socket) -> None:
    """Returns once nobody is connected, or those who are were idle for a while or take long."""
    address = listener.getsockname()
    await wait_until(lambda: not waiting(listener), ACCEPT_SECONDS)
    let_go(listener)
    await wait_until(lambda: not any(connections(address)), IDLE_SECONDS)


async def wait_until(is_so: Callable[[], bool], seconds: float) -> None:
    """Looks several times a second, for so many of them at most."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not is_so():
                await asyncio.sleep(LOOK_SECONDS)


def let_go(listener: socket.socket) -> None:
    """Leaves what connects from now on to the next worker of this listener.

    At its end granian closes a connection of which it has read nothing yet, even one whose request
    is on its way. So a socket that nobody knows takes the listener's place in this process; the
    master keeps the listener itself.
    """
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        nobody.setblocking(False)
        for descriptor in same_sockets(listener.fileno()):
            os.dup2(nobody.fileno(), descriptor)


def same_sockets(descriptor: int) -> list[int]:
    """All descriptors of this process that stand for the same socket."""
    wanted, same = os.fstat(descriptor), []
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # that of the listing itself
            if os.path.samestat(os.fstat(int(name)), wanted):
                same.append(int(name))
    return same


def connections(address: object) -> Iterator[int]:
    """The descriptors of this process that clients of the address are connected by."""
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # that of the listing itself
            if is_socket(int(name)):
                with socket.socket(fileno=os.dup(int(name))) as found:
                    if found.getsockname() == address:
                        yield int(name)


def is_socket(descriptor: int) -> bool:
    return stat.S_ISSOCK(os.fstat(descriptor).st_mode)
