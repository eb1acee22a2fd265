"""A worker that stands still for a while: others go on, and nobody who waits for it is lost."""

import select
import socket
from collections.abc import Iterator

import pytest

from chibo_site.management.commands.serve import HOST
from tests.faults.conftest import Furnished, served
from tests.support.killing import go_on, pause
from tests.support.readers import Readers, views, wait_for_views
from tests.support.server import PATIENCE_SECONDS, Site
from tests.support.visits import FIREFOX

pytestmark = pytest.mark.faults

READERS = 60
ENOUGH = 15  # by chance fewer than one in a million would go to the two workers that work


@pytest.fixture(scope="module")
def site(furnished: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = furnished.copy(tmp_path_factory.mktemp("site"))
    with served(made):
        yield made


def ask(site: Site, path: str) -> socket.socket:
    """A reader who has asked for a page and waits."""
    connection = socket.create_connection((HOST, site.port), timeout=PATIENCE_SECONDS)
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: localhost:{site.port}",
        "X-Forwarded-For: 203.0.113.1",
        f"User-Agent: {FIREFOX}",
        "Connection: close",
    ]
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    return connection


def answer(connection: socket.socket) -> bytes:
    """All of it."""
    with connection:
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def test_others_go_on_and_who_waits_for_it_is_answered_when_it_goes_on(site: Site) -> None:
    with Readers(site, ["/"]) as readers:
        readers.wait_for(50)
    wait_for_views(site, views(site) - views(site), readers.answered)
    before = views(site)
    for worker in site.workers():
        pause(worker)
        try:
            waiting = [ask(site, "/") for _ in range(READERS)]
            answered: list[bytes] = []
            while len(answered) < ENOUGH:
                ready, _, _ = select.select(waiting, [], [], PATIENCE_SECONDS)
                assert ready, "nobody is answered"
                for connection in ready:
                    waiting.remove(connection)
                    answered.append(answer(connection))
            assert waiting, "some of them wait for the one that stands still"
        finally:
            go_on(worker)
        answered += map(answer, waiting)
        assert [page.split(b" ", 2)[1] for page in answered] == [b"200"] * READERS
        assert all(page.endswith(b"</html>\n") for page in answered)
    expected = views(site) - views(site)
    expected["/"] = READERS * len(site.workers())
    wait_for_views(site, before, expected)
    assert "Traceback" not in site.log.read_text()
