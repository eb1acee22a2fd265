"""A browser that goes from host to host with the same cookies."""

import re
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import urlencode

from tests.support.server import PATIENCE_SECONDS, Site
from tests.support.visits import FIREFOX

LOGIN = "/quan-tri/login/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Answered(NamedTuple):
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class Visitor:
    def __init__(self, address: str = "198.51.100.1") -> None:
        self._address = address
        self.cookies: dict[str, str] = {}

    def get(self, where: Site | int, path: str) -> Answered:
        return self._ask(where, "GET", path, b"", {})

    def post(self, where: Site | int, path: str, fields: dict[str, str]) -> Answered:
        return self._ask(
            where,
            "POST",
            path,
            urlencode(fields).encode(),
            {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self._token},
        )

    def upload(self, where: Site, path: str, content: bytes) -> Answered:
        head = (
            'Content-Disposition: form-data; name="file"; filename="anh.png"\r\n'
            "Content-Type: image/png\r\n\r\n"
        )
        body = f"--ranh-gioi\r\n{head}".encode() + content + b"\r\n--ranh-gioi--\r\n"
        kind = "multipart/form-data; boundary=ranh-gioi"
        headers = {"Content-Type": kind, "X-CSRFToken": self._token}
        return self._ask(where, "POST", path, body, headers)

    def sign_in(self, where: Site, name: str, password: str) -> None:
        found = TOKEN.search(self.get(where, LOGIN).text)
        assert found is not None
        fields = {"username": name, "password": password, "next": "/quan-tri/"}
        answer = self.post(where, LOGIN, fields | {"csrfmiddlewaretoken": found[1]})
        assert answer.status == 302, answer.text

    def is_in(self, where: Site) -> bool:
        return self.get(where, "/quan-tri/").status == 200

    def wait_for(self, where: Site | int, path: str, status: int = 200, words: str = "") -> None:
        """Returns once that is the answer."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = self.get(where, path)
            except (OSError, HTTPException):
                continue
            if answer.status == status and words in answer.text:
                return
            time.sleep(0.05)
        raise AssertionError(f"{path} is not answered by {status}")

    @property
    def _token(self) -> str:
        return self.cookies.get("csrftoken", "")

    def _ask(
        self, where: Site | int, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> Answered:
        port = where if isinstance(where, int) else where.port
        headers |= {"User-Agent": FIREFOX, "X-Forwarded-For": self._address}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={it}" for name, it in self.cookies.items())
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            for each in answer.headers.get_all("Set-Cookie") or []:
                name, _, rest = each.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return Answered(answer.status, dict(answer.getheaders()), content)
