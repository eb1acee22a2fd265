"""A server that is told to stop: whoever had connected is answered, and told to connect anew."""

import itertools
import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from chibo_site.management.commands.serve import HOST
from serving.server.draining import connections
from serving.server.listeners import refuse_new, waiting
from tests.serving.server.wire import Wire, parse, read_all, request
from tests.support.server import PATIENCE_SECONDS, PROGRAM, Site

STOPS = 3
CLIENTS = 4
LONG_BODY = b"a" * 60_000
REQUESTS = [("GET", "/", b""), ("GET", "/up", b""), ("POST", "/quan-tri/logout/", LONG_BODY)]


class Client:
    """One that asks as long as there is a server: connection after connection, or by one as long as
    the server leaves it open."""

    def __init__(self, port: int, cookie: str, *, keeps_alive: bool) -> None:
        self._port = port
        self._cookie = cookie
        self._keeps_alive = keeps_alive
        self.answers: Counter[object] = Counter()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        requests = itertools.cycle(REQUESTS)  # pages from memory, Django's, and the desk's
        while True:
            connection = HTTPConnection(HOST, self._port, timeout=PATIENCE_SECONDS)
            with closing(connection):
                try:
                    connection.connect()
                except ConnectionRefusedError:
                    return
                try:
                    while self._ask(connection, *next(requests)):
                        pass
                except (OSError, HTTPException) as error:
                    self.answers[repr(error)] += 1

    def _ask(self, connection: HTTPConnection, method: str, path: str, body: bytes) -> bool:
        """Whether the connection may be asked again."""
        headers = {"User-Agent": PROGRAM, "Cookie": self._cookie if body else ""}
        if not self._keeps_alive:
            headers["Connection"] = "close"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        self.answers[method, answer.status] += 1
        return not answer.will_close


@pytest.mark.parametrize("number", range(STOPS))
def test_nobody_who_had_connected_is_cut_off(number: int, site: Site, signed_in: str) -> None:
    """A POST without the form's token is refused by the site itself, which is an answer."""
    clients = [
        Client(site.port, signed_in, keeps_alive=bool(number % 2)) for number in range(CLIENTS)
    ]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(client.answers.total() < 20 for client in clients):
        assert time.monotonic() < deadline, [client.answers for client in clients]
        time.sleep(0.01)
    assert site.stop() == 0
    for client in clients:
        client.thread.join(PATIENCE_SECONDS)
        assert not client.thread.is_alive()
    site.start()
    expected = {("GET", 200), ("POST", 403)}
    assert [client.answers for client in clients if set(client.answers) != expected] == []


def test_body_that_is_on_its_way_arrives(site: Site, signed_in: str) -> None:
    head = request(
        "POST /quan-tri/logout/ HTTP/1.1",
        *("Host: localhost", f"Cookie: {signed_in}", f"Content-Length: {len(LONG_BODY)}"),
    )
    with Wire(site.port).connect() as connection:
        connection.sendall(head + LONG_BODY[:1000])
        stopping = threading.Thread(target=site.stop)
        stopping.start()
        wait_until_refused(site.port)
        connection.sendall(LONG_BODY[1000:])
        answer = parse(read_all(connection))
    stopping.join(PATIENCE_SECONDS)
    site.start()
    assert (answer.status, answer.headers["connection"]) == (403, "close")


def test_connection_that_waits_for_its_next_request_is_told_that_it_ends(site: Site) -> None:
    with Wire(site.port).connect() as connection:
        ask = request("GET /up HTTP/1.1", "Host: localhost")
        connection.sendall(ask)
        assert "connection" not in parse(connection.recv(1 << 16)).headers
        stopping = threading.Thread(target=site.stop)
        stopping.start()
        wait_until_refused(site.port)
        connection.sendall(ask)
        answer = parse(read_all(connection))
    stopping.join(PATIENCE_SECONDS)
    site.start()
    assert (answer.status, answer.headers["connection"]) == (200, "close")


def wait_until_refused(port: int) -> None:
    """Returns when the kernel takes no connection any more."""
    with socket.socket() as client:
        client.settimeout(0.5)
        try:
            while True:
                with socket.create_connection((HOST, port), timeout=0.5):
                    pass
        except OSError:
            return


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server((HOST, 0)) as made:
        yield made


def test_socket_that_refuses_keeps_those_who_wait(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()) as first:
        assert waiting(listener) == 1
        refuse_new(listener)
        with pytest.raises(TimeoutError):
            socket.create_connection(listener.getsockname(), timeout=0.05)
        assert waiting(listener) == 1
        first.sendall(b"asked")
        taken, _ = listener.accept()
        with taken:
            assert taken.recv(100) == b"asked"
            assert waiting(listener) == 0
            assert taken.fileno() in set(connections(listener.getsockname()))
    assert set(connections(listener.getsockname())) == {listener.fileno()}


def test_looking_for_connections_leaves_nothing_open(listener: socket.socket) -> None:
    """A copy of a pipe, for instance, would keep its reader waiting for an end that never comes."""
    with open_pipe():
        before = sorted(Path("/proc/self/fd").iterdir())
        assert set(connections(listener.getsockname())) == {listener.fileno()}
        assert sorted(Path("/proc/self/fd").iterdir()) == before


@contextmanager
def open_pipe() -> Iterator[None]:
    ends = os.pipe()
    try:
        yield
    finally:
        for end in ends:
            os.close(end)
