"""The site's WSGI handler: public pages from memory, everything else from Django."""

import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, get_path_info
from django.http.response import HttpResponseBase

from clients.addresses import trusted_proxies
from serving.page_cache.addresses import Address, address_of
from serving.page_cache.library import Answer, Library
from serving.page_cache.pages import Headers, Page, is_html
from visitors import placeholders
from visitors.counter import counter
from visitors.counting import count, needs_no_query
from visitors.figures import Figures

NEVER_KEPT = ("/quan-tri/", "/static/", "/media/")
NOT_MODIFIED = {"ETag", "Cache-Control", "Vary", "Content-Security-Policy"}
WORTH_COMPRESSING = 500

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class PageHandler(WSGIHandler):
    """Answers a page that is kept without Django, and counts its view by the same rules."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        address = self._address(environ)
        if address is None:
            return super().__call__(environ, start_response)
        answer = self._answer(address, environ)
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", answer.headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.content]

    def from_memory(self, environ: Environ) -> Answer | None:
        """The page, where this process has it and can count it without asking anybody.

        Takes no query, and no file but the counter's journal.
        """
        if environ["REQUEST_METHOD"] != "GET" or has_session(environ):
            return None
        page = self._library.fresh(key_of(environ, environ["QUERY_STRING"]))
        if page is None or (known := counter.figures_without_waiting()) is None:
            return None
        if not needs_no_query():
            return None
        return answer_with(page, known, environ)

    def _address(self, environ: Environ) -> Address | None:
        is_reading = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if not is_reading or environ["PATH_INFO"].startswith(NEVER_KEPT):
            return None
        return address_of(get_path_info(environ), environ.get("QUERY_STRING", ""))

    def _answer(self, address: Address, environ: Environ) -> Answer:
        key = key_of(environ, address.query)
        asked = asked_by_nobody(environ, address)
        found = self._library.find_or_make(key, address, lambda: self._ask_django(asked))
        if isinstance(found, Page):
            return answer_with(found, counter.figures(), environ)
        return answer_once(found, address, environ)

    def _ask_django(self, environ: Environ) -> Answer:
        begun: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> Any:
            begun.append((status, headers))

        response = super().__call__(environ, start_response)
        try:
            content = b"".join(response)
        finally:
            if isinstance(response, HttpResponseBase):
                response.close()
        (status, headers), *_ = begun
        return Answer(int(status[:3]), headers, content)


def asked_by_nobody(environ: Environ, address: Address) -> Environ:
    """The request for the page as such: of nobody who is logged in, with gaps for the figures."""
    asked = {
        **environ,
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": address.query,
        placeholders.LEFT_TO_CALLER: True,
    }
    asked.pop("HTTP_COOKIE", None)
    return asked


def answer_with(page: Page, known: Figures, environ: Environ) -> Answer:
    """The page with these figures, counted; 304 where the client has just that.

    Only what is shown anew is a view: a 304 is none.
    """
    body = page.body_with(known)
    is_compressed = accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers = body.compressed_headers if is_compressed else body.headers
    if body.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return Answer(304, [pair for pair in headers if pair[0] in NOT_MODIFIED], b"")
    if page.is_html and environ["REQUEST_METHOD"] == "GET":
        count(environ, page.path)
    return Answer(200, headers, body.compressed if is_compressed else page.text_with(known))


def answer_once(answer: Answer, address: Address, environ: Environ) -> Answer:
    """What cannot be kept, with its gaps filled, counted where it is a page."""
    content = answer.content
    is_shown = answer.status == 200 and environ["REQUEST_METHOD"] == "GET"
    if is_shown and is_html(answer.headers):
        count(environ, address.path)
    if placeholders.START in content:
        content = placeholders.fill(content, counter.figures())
    headers = [pair for pair in answer.headers if pair[0] not in ("Content-Length", "Vary")]
    headers.append(("Vary", vary_of(answer)))
    if len(content) >= WORTH_COMPRESSING and accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        content = gzip.compress(content, compresslevel=5)
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(content))))
    return Answer(answer.status, headers, content)


def vary_of(answer: Answer) -> str:
    own = dict(answer.headers).get("Vary", "")
    return f"{own}, Accept-Encoding" if own else "Accept-Encoding"


def has_session(environ: Environ) -> bool:
    """Whether somebody may be logged in, whose views are not counted: that asks the database."""
    return settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "")


def key_of(environ: Environ, query: str) -> str:
    """What a page is kept under: its whole address, as the client knows it."""
    host = environ.get("HTTP_HOST", "")
    return f"{scheme_of(environ)}://{host}{environ['PATH_INFO']}?{query}"


def scheme_of(environ: Environ) -> str:
    """The scheme as Django will see it: a proxy's word counts only where it is trusted."""
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO")
    if forwarded is not None and environ.get("REMOTE_ADDR", "") in trusted_proxies():
        return "https" if forwarded.split(",")[0].strip() == "https" else "http"
    return environ["wsgi.url_scheme"]


@lru_cache(maxsize=256)
def accepts_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names gzip and does not refuse it (RFC 9110, 12.5.3)."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
