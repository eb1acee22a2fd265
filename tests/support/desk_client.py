"""A member of staff at the desk, over real HTTP: a browser's cookies, forms as pages have them."""

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

import html5lib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from chibo_site.management.commands.serve import HOST
from tests.support.server import PATIENCE_SECONDS, PROGRAM, Site

ADD = "/quan-tri/articles/article/add/"
RECEIVE = "/quan-tri/articles/article/tai-anh/"
SIGN_IN = """
from django.test import Client
from tests.support.factories import make_person
client = Client()
client.force_login(make_person({name!r}))
print(client.cookies["sessionid"].value)
"""
NOT_SENT = {"submit", "file", "button", "image"}
CUT_OFF = 0  # the status of what was not answered


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class DeskClient:
    """Its pages are of whatever process answers; none of them is asked for twice unless a test
    does so."""

    site: Site
    cookies: dict[str, str]

    def get(self, path: str) -> Reply:
        return self._ask("GET", path)

    def post(
        self, path: str, fields: Mapping[str, str], file: SimpleUploadedFile | None = None
    ) -> Reply:
        """The answer to a form, with the token that this browser was given."""
        sent: dict[str, Any] = dict(fields) | ({"file": file} if file else {})
        sent["csrfmiddlewaretoken"] = self.cookies["csrftoken"]
        return self._ask("POST", path, encode_multipart(BOUNDARY, sent))

    def try_to_post(self, *form: Any) -> Reply:
        """As post(); a reply of status CUT_OFF where the server went away meanwhile."""
        try:
            return self.post(*form)
        except (OSError, HTTPException):
            return Reply(CUT_OFF, {}, "")

    def form(self, path: str) -> dict[str, str]:
        """The fields of the article's form as it was opened, buttons left out."""
        page = self.get(path)
        assert page.status == 200, page
        return fields_of(page.text)

    def _ask(self, method: str, path: str, content: bytes = b"") -> Reply:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "User-Agent": PROGRAM,
            "Connection": "close",
        }
        if content:
            headers["Content-Type"] = MULTIPART_CONTENT
        with closing(HTTPConnection(HOST, self.site.port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request(method, path, content or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            names = {name.lower(): value for name, value in answer.getheaders()}
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Reply(answer.status, names, text)


def sign_in(site: Site, session: str = "") -> DeskClient:
    """An editor, by the key of a session or a new one, whose browser has been at the desk once."""
    key = session or site.shell(SIGN_IN.format(name="bientap")).split()[-1]
    client = DeskClient(site, {"sessionid": key})
    assert client.get(ADD).status == 200
    return client


def fields_of(html: str) -> dict[str, str]:
    """What a browser would send of the page's largest form, if no button were pressed."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    forms = [dict(_fields(form)) for form in page.iter("form")]
    return max(forms, key=len)


def _fields(form: Any) -> list[tuple[str, str]]:
    found = []
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "text")
        if not name or "__prefix__" in name:
            continue
        if field.tag == "textarea":
            found.append((name, field.text or ""))
        elif field.tag == "select":
            chosen = [
                option for option in field.iter("option") if option.get("selected") is not None
            ]
            found.append((name, chosen[0].get("value", "") if chosen else ""))
        elif field.tag == "input" and kind not in NOT_SENT and not is_unticked(field):
            found.append((name, field.get("value", "")))
    return found


def is_unticked(field: Any) -> bool:
    return field.get("type") in ("checkbox", "radio") and field.get("checked") is None


def wait_until_ready(site: Site) -> None:
    """Returns when the site has what it needs, without anybody's help."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while site.get("/ready", "198.51.100.1", PROGRAM) != 200:
        assert time.monotonic() < deadline, site.log.read_text()
        time.sleep(0.05)
