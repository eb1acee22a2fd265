"""The site's WSGI handler: public pages from memory, everything else from Django."""

import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, get_path_info
from django.http.response import HttpResponseBase

from chibo_site.page_cache.addresses import Address, address_of
from chibo_site.page_cache.library import Answer, Library
from chibo_site.page_cache.pages import Headers, Page
from visitors import gaps, identity
from visitors.figures import figures
from visitors.middleware import count

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
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return super().__call__(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        page = self._library.fresh(key_of(environ, environ["PATH_INFO"], query))
        if page is not None:
            return send(page, environ, start_response)
        address = None
        if environ["REQUEST_METHOD"] == "GET" and not environ["PATH_INFO"].startswith(NEVER_KEPT):
            address = address_of(get_path_info(environ), query)
        if address is None:
            return super().__call__(environ, start_response)
        return self._answer(address, environ, start_response)

    def _answer(
        self, address: Address, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        key = key_of(environ, environ["PATH_INFO"], address.query)
        asked = {**environ, "QUERY_STRING": address.query, gaps.STAY: True}
        found = self._library.find_or_make(key, address, lambda: self._answer_of_django(asked))
        if isinstance(found, Answer):
            return send_once(found, environ, start_response)
        return send(found.page, environ, start_response, is_counted=found.is_new)

    def _answer_of_django(self, environ: Environ) -> Answer:
        begun: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> Any:
            begun.append((status, headers))

        response = super().__call__(environ, start_response)
        try:
            text = b"".join(response)
        finally:
            if isinstance(response, HttpResponseBase):
                response.close()
        (status, headers), *_ = begun
        return Answer(status, headers, text)


def key_of(environ: Environ, path: str, query: str) -> str:
    """What one kept page is kept under: its whole address, as the client knows it."""
    return f"{scheme_of(environ)}://{environ.get('HTTP_HOST', '')}{path}?{query}"


def scheme_of(environ: Environ) -> str:
    """The scheme as Django will see it: a proxy's word counts only where it is trusted."""
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO")
    if forwarded and is_trusted(environ.get("REMOTE_ADDR", "")):
        return "https" if forwarded == "https" else "http"
    return environ["wsgi.url_scheme"]


@lru_cache(maxsize=1024)
def is_trusted(peer: str) -> bool:
    address = identity.parse(peer)
    return address is not None and identity.is_trusted(address)


def send(
    page: Page, environ: Environ, start_response: StartResponse, is_counted: bool = False
) -> list[bytes]:
    """The page with the figures of this moment; 304 where the client has just that.

    Only what is shown anew is a view: a 304 is none.
    """
    body = page.body_with(figures())
    if body.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        headers = body.compressed_headers if accepts_gzip(environ) else body.headers
        start_response("304 Not Modified", [pair for pair in headers if pair[0] in NOT_MODIFIED])
        return []
    if page.is_html and not is_counted and environ["REQUEST_METHOD"] == "GET":
        count(environ, page.path)
    if accepts_gzip(environ):
        start_response("200 OK", body.compressed_headers)
        text = body.compressed
    else:
        start_response("200 OK", body.headers)
        text = page.text_with(body.figures)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [text]


def send_once(answer: Answer, environ: Environ, start_response: StartResponse) -> list[bytes]:
    """What cannot be kept, with its gaps filled."""
    text = gaps.fill(answer.text, figures()) if gaps.OPENING in answer.text else answer.text
    headers = [pair for pair in answer.headers if pair[0] != "Content-Length"]
    if len(text) >= WORTH_COMPRESSING and accepts_gzip(environ):
        text = gzip.compress(text, compresslevel=5)
        headers.append(("Content-Encoding", "gzip"))
    headers += [("Content-Length", str(len(text)))]
    start_response(answer.status, headers)
    return [text]


def accepts_gzip(environ: Environ) -> bool:
    return takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether the header names gzip and does not refuse it (RFC 9110, 12.5.3)."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
