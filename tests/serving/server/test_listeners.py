"""A socket for each worker: who gets the connections, and who serves when workers come and go."""

import os
import signal
import socket
import time
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from chibo_site.management.commands.serve import HOST
from serving.server.listeners import least_served, listening
from tests.serving.server.arrange import wait_for_workers
from tests.support.server import PATIENCE_SECONDS, WORKERS, Site

CONNECTIONS = 64
LISTENS = "0A"  # in /proc/net/tcp


def accepted(listener: socket.socket, until: ExitStack) -> int:
    """How many connections wait there."""
    listener.setblocking(False)
    number = 0
    while True:
        try:
            connection, _ = listener.accept()
        except BlockingIOError:
            return number
        until.enter_context(connection)
        number += 1


def test_connections_are_spread_over_the_workers_and_none_is_lost() -> None:
    with listening(HOST, 0, 2) as listeners, ExitStack() as until:
        for _ in range(CONNECTIONS):
            until.enter_context(socket.create_connection(listeners[0].getsockname()))
        one, other = (accepted(listener, until) for listener in listeners)
    assert one + other == CONNECTIONS
    assert min(one, other) >= CONNECTIONS // 8  # by chance less, once in ten thousand million runs


def test_a_second_server_does_not_share_the_port() -> None:
    with listening(HOST, 0, 2) as listeners:
        port = listeners[0].getsockname()[1]
        with pytest.raises(OSError, match="in use"), listening(HOST, port, 2):
            pass
    with listening(HOST, port, 2):
        pass


def worker(age: int, listener: str) -> SimpleNamespace:
    return SimpleNamespace(age=age, listener=listener)


@pytest.mark.parametrize(
    ("workers", "expected"),
    [
        ([], "a"),
        ([worker(1, "a")], "b"),
        ([worker(2, "b")], "a"),
        # a reload: the old ones are still there
        ([worker(1, "a"), worker(2, "b")], "a"),
        ([worker(1, "a"), worker(2, "b"), worker(3, "a")], "b"),
        # one of the new ones was killed, and not all old ones are gone yet
        ([worker(2, "b"), worker(3, "a")], "b"),
        ([worker(1, "a"), worker(4, "b")], "a"),
    ],
)
def test_a_new_worker_takes_the_place_of_the_oldest(
    workers: list[SimpleNamespace], expected: str
) -> None:
    assert least_served(["a", "b"], workers) == expected


def wait_until_each_worker_has_a_socket_of_its_own(site: Site) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        held = list(map(partial(held_by, sockets_of(site)), site.workers()))
        if len(held) == WORKERS == len(set().union(*held)) and set(map(len, held)) == {1}:
            return
        assert time.monotonic() < deadline, held
        time.sleep(0.05)


def sockets_of(site: Site) -> set[str]:
    """The inodes of the sockets that listen at the site's port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {row[9] for row in rows if row[1].endswith(f":{site.port:04X}") and row[3] == LISTENS}


def held_by(sockets: set[str], pid: int) -> set[str]:
    """Those among the sockets that a process has open."""
    held = set()
    with suppress(FileNotFoundError):  # it ends meanwhile, or closes one
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            held.add(descriptor.readlink().name.removeprefix("socket:[").removesuffix("]"))
    return held & sockets


def test_every_socket_is_served_after_deaths_and_reloads(site: Site) -> None:
    wait_until_each_worker_has_a_socket_of_its_own(site)
    for _ in range(2):
        site.send(signal.SIGTTOU)  # one worker fewer: a socket would have nobody
        victim = max(site.workers())
        os.kill(victim, signal.SIGKILL)
        wait_for_workers(site, {victim})
        wait_until_each_worker_has_a_socket_of_its_own(site)
        old = site.workers()
        site.send(signal.SIGHUP)
        wait_for_workers(site, old)
        wait_until_each_worker_has_a_socket_of_its_own(site)
