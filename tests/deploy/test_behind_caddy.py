"""The site behind Caddy as installed: nobody is refused while one version follows another."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from serving.server import limits
from tests.deploy.caddy import CADDY, caddyfile
from tests.deploy.installed import MIGRATION, NAME, OLD_NAME, PATIENCE_SECONDS, Installed, free_port

pytestmark = pytest.mark.skipif(
    not (CADDY and all(map(shutil.which, ("git", "curl", "flock")))),
    reason="caddy, git, curl or flock is missing",
)

CLIENTS = 4
RESTARTS = 6
REQUESTS_OF_CONNECTION = 2
# To the desk with its own processes, too: as long as a text of some pages.
REQUESTS = [("GET", "/", b""), ("GET", "/rss/", b""), ("POST", "/quan-tri/logout/", b"a" * 40_000)]
MIGRATES = MIGRATION.format(sql="CREATE TABLE of_the_next_version (id integer)")


class Proxied(HTTPConnection):
    """A reader of the name, whose network leads to the test's Caddy."""

    def __init__(self, port: int, name: str = NAME) -> None:
        super().__init__("127.0.0.1", port, timeout=60)
        self._name = name

    def connect(self) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = context.wrap_socket(plain, server_hostname=self._name)

    def answer(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str]]:
        self.request(method, path, body, headers={"Host": self._name} | dict(headers or {}))
        response = self.getresponse()
        response.read()
        return response.status, dict(response.getheaders())


@pytest.fixture
def https_port(server: Installed, tmp_path: Path) -> Iterator[int]:
    """Where Caddy answers, with a certificate that it makes itself."""
    environment = (server.etc / "chibo.env").read_text()
    folder = tmp_path / "caddy"
    folder.mkdir()
    text = caddyfile(folder, environment, tls="LOCAL_CERTIFICATE=1;")
    port = free_port()
    ports = f"\n\tadmin off\n\thttp_port {free_port()}\n\thttps_port {port}\n"
    file = folder / "Caddyfile"
    file.write_text(text.replace("\tskip_install_trust\n", f"\tskip_install_trust{ports}"))
    with (folder / "log").open("wb") as log:
        caddy = subprocess.Popen(  # noqa: S603
            [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(file)],
            env={"HOME": str(folder), "XDG_DATA_HOME": str(folder)},
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(port)
        yield port
    finally:
        caddy.terminate()
        caddy.wait()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with closing(Proxied(port)) as reader:
                if reader.answer("GET", "/")[0] == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("Caddy does not answer")


class Readers:
    """Several who read page after page, each by a connection of its own or by one for all, until
    they are told to stop; what they were answered is counted."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self._port = port
        self._headers = headers or {}
        self._stop = threading.Event()
        self.answers: Counter[object] = Counter()
        self._threads = [threading.Thread(target=self._read) for _ in range(CLIENTS)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        while not self._stop.is_set():
            for method, path, body in REQUESTS:
                try:
                    with closing(Proxied(self._port)) as reader:
                        for _ in range(REQUESTS_OF_CONNECTION):
                            status, _ = reader.answer(method, path, body, self._headers)
                            self.answers[method, status] += 1
                except (OSError, HTTPException) as error:
                    self.answers[method, repr(error)] += 1


def assert_all_were_answered(readers: Readers) -> None:
    """A POST without the form's token is refused by the site itself, which is an answer."""
    assert set(readers.answers) == {("GET", 200), ("POST", 403)}, readers.answers
    assert readers.answers.total() > CLIENTS * 3


def test_nobody_is_refused_during_an_upgrade_and_the_way_back(
    server: Installed, https_port: int
) -> None:
    server.next_version("0.2", jobs__migrations__0900_next=MIGRATES)
    with Readers(https_port) as readers:
        up = server.upgrade()
        back = server.upgrade("--rollback", "--yes")
    assert (up.returncode, back.returncode) == (0, 0), up.stderr + back.stderr
    assert_all_were_answered(readers)


def test_nobody_is_refused_by_restarts_one_after_the_other(
    server: Installed, https_port: int
) -> None:
    """Some of them as soon as the port is open, and the server not yet there. Those who work at the
    desk, in a process of its own, are answered like readers."""
    sign_in = (
        "from tests.support.accounts import *; client = Client();"
        "client.force_login(make_person()); print(client.cookies['sessionid'].value)"
    )
    session = server.manage("shell", "--verbosity=0", "--command", sign_in).split()[-1]
    with (
        Readers(https_port) as readers,
        Readers(https_port, {"Cookie": f"sessionid={session}"}) as staff,
    ):
        for number in range(RESTARTS):
            server.service("restart")
            wait_until_open(server.port)
            if number % 2:
                wait_for(https_port)
        wait_for(https_port)
    assert_all_were_answered(readers)
    assert_all_were_answered(staff)


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the port stays closed")


def test_old_name_is_one_redirect_away(https_port: int) -> None:
    with closing(Proxied(https_port, OLD_NAME)) as reader:
        status, headers = reader.answer("GET", "/bai/1/?tin-khac=2")
    assert (status, headers["Location"]) == (301, f"https://{NAME}/bai/1/?tin-khac=2")
    assert "Server" not in headers


def test_large_bodies_are_refused_where_nobody_is_to_send_any(https_port: int) -> None:
    body = b"a" * (limits.UNASKED_BYTES + 1024)

    def statuses(path: str) -> set[int]:
        """Of several who send it at the same time: an answer must not depend on who is faster."""

        def send(_number: int) -> int:
            with closing(Proxied(https_port)) as reader:
                return reader.answer("POST", path, body)[0]

        with ThreadPoolExecutor(CLIENTS) as clients:
            return set(clients.map(send, range(5 * CLIENTS)))

    assert statuses("/quan-tri/login/") == {401}  # the site's own word
    assert statuses("/") == {413}


def test_short_bodies_are_answered_by_the_site_where_nobody_is_to_send_any(https_port: int) -> None:
    with closing(Proxied(https_port)) as reader:
        assert reader.answer("POST", "/", b"a" * limits.UNASKED_BYTES)[0] in (403, 405)
