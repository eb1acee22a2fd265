"""HTTP by hand, byte for byte, where a library would be too polite."""

import gzip
import socket
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection

from chibo_site.management.commands.serve import HOST
from tests.support.server import PATIENCE_SECONDS, PROGRAM


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        is_compressed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.content) if is_compressed else self.content).decode()


@dataclass
class Wire:
    """Clients of the server at 127.0.0.1."""

    port: int

    def connect(self) -> socket.socket:
        return socket.create_connection((HOST, self.port), timeout=PATIENCE_SECONDS)

    def ask(self, line: str | bytes, *headers: str | bytes, body: bytes = b"") -> Answer:
        """The answer to "GET / HTTP/1.1" with these header lines, on a connection that ends."""
        own = [f"Host: localhost:{self.port}", "Connection: close"]
        if not any(str(header).startswith("User-Agent") for header in headers):
            own.append(f"User-Agent: {PROGRAM}")
        with self.connect() as connection:
            connection.sendall(request(line, *own, *headers) + body)
            return parse(read_all(connection))

    def get(self, path: str, **headers: str) -> Answer:
        """An answer as http.client reads it, which checks its length."""
        with closing(HTTPConnection(HOST, self.port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request("GET", path, headers={"User-Agent": PROGRAM} | headers)
            answer = connection.getresponse()
            content = answer.read()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, names, content)


def request(line: str | bytes, *headers: str | bytes) -> bytes:
    lines = [part.encode() if isinstance(part, str) else part for part in (line, *headers)]
    return b"\r\n".join([*lines, b"", b""])


def read_all(connection: socket.socket) -> bytes:
    """All that comes until the server ends the connection."""
    chunks = []
    while True:
        try:
            chunk = connection.recv(1 << 16)
        except ConnectionResetError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    return b"".join(chunks)


def parse(data: bytes) -> Answer:
    head, _, content = data.partition(b"\r\n\r\n")
    line, *lines = head.decode("latin-1").split("\r\n")
    pairs = (header.partition(": ") for header in lines)
    return Answer(int(line.split()[1]), {name.lower(): value for name, _, value in pairs}, content)
