"""Listening sockets on their way from a server that ends to the next one at the same address.

Somebody has to have them open in between: a proxy cannot send a request whose body it has begun to
read a second time, so that it may wait, but must not be refused. systemd keeps what the unit lets
it store (FileDescriptorStoreMax=). Elsewhere the server leaves a process behind, which does nothing
but hold the sockets for a while, and gives them to the next server of the same account.
"""

import os
import resource
import socket
import struct
import time
from collections.abc import Sequence
from contextlib import suppress

HAND_OVER = "hand-over"  # what the server is told where another one is to be expected
HOLD_SECONDS = 60  # a start takes a few
# sd_pid_notify_with_fds(3)
FORGET = b"FDSTOREREMOVE=1\nFDNAME=chibo"
STORE = b"FDSTORE=1\nFDNAME=chibo"
FIRST_STORED = 3  # sd_listen_fds(3)
TAKE = b"take"
MOST_SOCKETS = 253  # in one message (SCM_MAX_FD)
CREDENTIALS = struct.Struct("3i")

Address = tuple[str, int]


def hold(listeners: Sequence[socket.socket]) -> None:
    """Leaves a process behind that has these open for HOLD_SECONDS, or until they are taken.

    Raises OSError where there is one for this address already, or too many sockets.
    """
    with meeting_point(listeners[0].getsockname()) as point:
        if len(listeners) > MOST_SOCKETS:
            raise OSError("too many sockets for one message")
        if os.fork() == 0:
            try:
                stand_alone([point, *listeners])
                give(point, listeners)
            finally:
                os._exit(0)


def is_held(address: Address) -> bool:
    """Whether take() would find sockets."""
    return ask(address, b"") is not None


def take(address: Address) -> list[socket.socket]:
    """The sockets that a server before left open at the address; none where none did."""
    return ask(address, TAKE) or []


def stored(address: Address, number: int) -> list[socket.socket]:
    """Those at the address among the `number` of descriptors that systemd has given to this process
    at its start; they are this process's from now on."""
    found = []
    for descriptor in range(FIRST_STORED, FIRST_STORED + number):
        with suppress(OSError):
            listener = socket.socket(fileno=descriptor)
            if listener.getsockname() == address:
                found.append(listener)
            else:
                listener.close()
    return found


def store(notify_socket: str, listeners: Sequence[socket.socket]) -> None:
    """Has systemd keep these sockets, and no others, over a restart. Raises OSError.

    One more would be open for good, and who connects by it would wait in vain.
    """
    name = notify_socket.replace("@", "\0", 1) if notify_socket.startswith("@") else notify_socket
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.connect(name)
        systemd.send(FORGET)
        socket.send_fds(systemd, [STORE], [listener.fileno() for listener in listeners])


def meeting_point(address: Address) -> socket.socket:
    """Bound to the name by which servers of this account find each other; no file of any disk."""
    point = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        point.bind(point_name(address))
    except OSError:
        point.close()
        raise
    point.listen()
    return point


def point_name(address: Address) -> str:
    host, port = address
    return f"\0chibo-{os.getuid()}-{host}:{port}"


def stand_alone(sockets: Sequence[socket.socket]) -> None:
    """Lets go of all that this process has from its parent, apart from the sockets: whoever waits
    for the end of its output, or for a lock, waits for nothing."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    most = min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 1 << 16)
    start = 3
    for spared in [*sorted(each.fileno() for each in sockets), most]:
        os.closerange(start, spared)
        start = spared + 1


def give(point: socket.socket, listeners: Sequence[socket.socket]) -> None:
    """Returns once the next server has the sockets, or nobody has come for them."""
    deadline = time.monotonic() + HOLD_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        point.settimeout(left)
        with suppress(OSError):
            asking, _ = point.accept()
            with asking:
                asking.settimeout(1)
                if is_own(asking) and asking.recv(len(TAKE)) == TAKE:
                    point.close()  # its name is the next server's now
                    socket.send_fds(asking, [TAKE], [each.fileno() for each in listeners])
                    return


def ask(address: Address, word: bytes) -> list[socket.socket] | None:
    """What the holding process gives at this word; None where there is none."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.settimeout(1)
        try:
            asking.connect(point_name(address))
            if not is_own(asking):
                return None
            if not word:
                return []
            asking.sendall(word)
            _, descriptors, _, _ = socket.recv_fds(asking, len(TAKE), MOST_SOCKETS)
        except OSError:
            return None
    return [socket.socket(fileno=descriptor) for descriptor in descriptors]


def is_own(peer: socket.socket) -> bool:
    """Whether a process of this account is at the other end."""
    data = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    owner: int = CREDENTIALS.unpack(data)[1]
    return owner == os.getuid()
