"""An S3-compatible store in a process of its own, and what lies in a bucket of it."""

import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import obstore
from obstore.store import S3Store

KEY = "khoa"
# Its log would fill a pipe that nobody reads.
PROGRAM = """
import logging, os, signal, sys
os.environ |= {"AWS_ACCESS_KEY_ID": "khoa", "AWS_SECRET_ACCESS_KEY": "khoa"}
from moto.server import ThreadedMotoServer
logging.disable()
server = ThreadedMotoServer("127.0.0.1", int(sys.argv[1]), verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
signal.pause()
"""


class S3Server:
    """One that a test may kill, and start again at the same address: all it had is gone then."""

    def __init__(self) -> None:
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Returns once it answers."""
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", PROGRAM, str(self._port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def pause(self) -> None:
        """It takes connections and answers none of them."""
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        self._send(signal.SIGCONT)

    def _send(self, which: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(which)


@contextmanager
def running_s3() -> Iterator[S3Server]:
    made = S3Server()
    try:
        made.start()
        yield made
    finally:
        made.kill()


@contextmanager
def s3_server() -> Iterator[str]:
    """Its address, to be S3_ENDPOINT."""
    with running_s3() as made:
        yield made.endpoint


def new_bucket(endpoint: str) -> dict[str, str]:
    """The S3_* variables of a bucket that is new and empty."""
    variables = {
        "S3_ENDPOINT": endpoint,
        "S3_BUCKET": f"anh-{secrets.token_hex(4)}",
        "S3_ACCESS_KEY": KEY,
        "S3_SECRET_KEY": KEY,
        "S3_REGION": "us-east-1",
    }
    make_bucket(variables)
    return variables


def make_bucket(variables: dict[str, str]) -> None:
    place = urlsplit(variables["S3_ENDPOINT"])
    with closing(HTTPConnection(str(place.hostname), place.port)) as connection:
        connection.request("PUT", f"/{variables['S3_BUCKET']}")
        assert connection.getresponse().status == 200


def files_of(variables: dict[str, str]) -> dict[str, bytes]:
    """All that lies in the bucket, by name."""
    store = _store(variables)
    names = [file["path"] for files in obstore.list(store) for file in files]
    return {name: bytes(obstore.get(store, name).bytes()) for name in names}


def put(variables: dict[str, str], name: str, content: bytes) -> None:
    obstore.put(_store(variables), name, content, use_multipart=False)


def delete(variables: dict[str, str], name: str) -> None:
    obstore.delete(_store(variables), name)


def _store(variables: dict[str, str]) -> S3Store:
    return S3Store(
        variables["S3_BUCKET"],
        config={
            "endpoint": variables["S3_ENDPOINT"],
            "access_key_id": KEY,
            "secret_access_key": KEY,
            "region": variables["S3_REGION"],
        },
        client_options={"allow_http": True},
    )
