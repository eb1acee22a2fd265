"""Listening sockets, from a server that has ended to the next one: who connects meanwhile waits."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from chibo_site.management.commands.serve import HOST
from serving.server import handover
from serving.server.listeners import listening


@pytest.fixture(autouse=True)
def short_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a failing test leaves behind is soon gone."""
    monkeypatch.setattr(handover, "HOLD_SECONDS", 10)


@pytest.fixture
def address() -> Iterator[handover.Address]:
    """Of a server that has gone, and left its two sockets; a client has connected since."""
    with listening(HOST, 0, 2) as listeners:
        address = listeners[0].getsockname()
        handover.hold(listeners)
    yield address
    for listener in handover.take(address):
        listener.close()


def test_who_connects_meanwhile_is_the_next_servers(address: handover.Address) -> None:
    assert handover.is_held(address)
    with socket.create_connection(address) as client:
        client.sendall(b"asked")
        taken = handover.take(address)
        with listening(HOST, address[1], 2, taken) as listeners:
            assert accepted(listeners) == b"asked"
            assert [os.get_inheritable(each.fileno()) for each in listeners] == [True, True]
    assert not handover.is_held(address)


def accepted(listeners: list[socket.socket]) -> bytes:
    """What the one client of them says."""
    for listener in listeners:
        listener.setblocking(False)
        try:
            connection, _ = listener.accept()
        except BlockingIOError:
            continue
        with connection:
            connection.setblocking(True)
            return connection.recv(100)
    raise AssertionError("nobody waits")


def test_where_nobody_left_any_there_are_none() -> None:
    assert not handover.is_held((HOST, 1))
    assert handover.take((HOST, 1)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_next_server_has_as_many_as_it_wants(address: handover.Address, number: int) -> None:
    taken = handover.take(address)
    assert len(taken) == 2
    with listening(HOST, address[1], number, taken) as listeners:
        assert [each.getsockname() for each in listeners] == [address] * number


def test_systemd_keeps_them_and_gives_them_back(tmp_path: Path) -> None:
    """Those of another port are not for this server."""
    name = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(name)
        with listening(HOST, 0, 2) as listeners:
            address = listeners[0].getsockname()
            handover.store(name, listeners)
        assert systemd.recv(100) == b"FDSTOREREMOVE=1\nFDNAME=chibo"
        said, descriptors, _, _ = socket.recv_fds(systemd, 100, 10)
    assert (said, len(descriptors)) == (b"FDSTORE=1\nFDNAME=chibo", 2)
    first = place_at_the_end(descriptors)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handover, "FIRST_STORED", first)
        assert handover.stored((HOST, 1), 1) == []
        patch.setattr(handover, "FIRST_STORED", first + 1)
        [found] = handover.stored(address, 1)
    with found:
        assert found.getsockname() == address


def place_at_the_end(descriptors: list[int]) -> int:
    """Moves them to descriptors one after the other, as systemd does; returns the first."""
    first = 400
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, first + number)
        os.close(descriptor)
    return first
