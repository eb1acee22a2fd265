"""The site's WSGI handler: public pages from memory, everything else from Django."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, get_path_info
from django.http.response import HttpResponseBase

from clients.client_ip import trusted_proxies
from serving.encoding import LEAST_BYTES_OF_PAGE, LEVEL_OF_PAGE, accepts_gzip, gzipped
from serving.old_hosts import OldHosts
from serving.page_cache.anonymous import AnonymousHandler
from serving.page_cache.cache import PageCache, RawResponse
from serving.page_cache.pages import CachedPage, Headers, is_html
from serving.page_cache.rules import Address, cacheable_address
from visitors import placeholders
from visitors.counter import counter
from visitors.counting import count, needs_no_query
from visitors.eligibility import is_public
from visitors.figures import Figures

NOT_MODIFIED = {"ETag", "Cache-Control", "Vary", "Content-Security-Policy"}

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class PageHandler(WSGIHandler):
    """Answers a page that is cached without Django, and counts its view by the same rules."""

    def __init__(self, cache: PageCache) -> None:
        super().__init__()
        self._cache = cache
        self._django = AnonymousHandler()
        self._old_hosts = OldHosts()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        address = self._address(environ)
        if address is None:
            return super().__call__(environ, start_response)
        response = self._respond(address, environ)
        status = HTTPStatus(response.status)
        start_response(f"{response.status} {status.phrase}", response.headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else response.content]

    def from_memory(self, environ: Environ) -> RawResponse | None:
        """The page, where this host has it in memory and can count it without asking anybody.

        Takes no query, and no file but the counter's journal.
        """
        if environ["REQUEST_METHOD"] != "GET" or has_session(environ):
            return None
        page = self._cache.get_fresh(cache_key(environ, environ["QUERY_STRING"]))
        if page is None or (known := counter.figures_without_waiting()) is None:
            return None
        if not needs_no_query():
            return None
        return respond_cached(page, known, environ)

    def _address(self, environ: Environ) -> Address | None:
        is_reading = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if not is_reading or not is_public(environ["PATH_INFO"]) or self._old_hosts.has(environ):
            return None
        return cacheable_address(get_path_info(environ), environ.get("QUERY_STRING", ""))

    def _respond(self, address: Address, environ: Environ) -> RawResponse:
        key = cache_key(environ, address.query)
        request = anonymous_request(environ, address)
        found = self._cache.get_or_render(key, address, lambda: self._ask_django(request))
        if isinstance(found, CachedPage):
            return respond_cached(found, counter.figures(), environ)
        return respond_uncached(found, address, environ)

    def _ask_django(self, environ: Environ) -> RawResponse:
        begun: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: Headers, _exc_info: Any = None) -> Any:
            begun.append((status, headers))

        response = self._django(environ, start_response)
        try:
            content = b"".join(response)
        finally:
            if isinstance(response, HttpResponseBase):
                response.close()
        (status, headers), *_ = begun
        return RawResponse(int(status[:3]), headers, content)


def anonymous_request(environ: Environ, address: Address) -> Environ:
    """The request for the page as such: nobody is logged in, and figures stay placeholders."""
    request = {
        **environ,
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": address.query,
        placeholders.LEFT_TO_CALLER: True,
    }
    request.pop("HTTP_COOKIE", None)
    return request


def respond_cached(page: CachedPage, known: Figures, environ: Environ) -> RawResponse:
    """The page with these figures, counted; 304 where the client has just that.

    Only what is shown anew is a view: a 304 is none.
    """
    rendered = page.rendered_with(known)
    is_compressed = accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers = rendered.headers(compressed=is_compressed)
    if rendered.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return RawResponse(304, [pair for pair in headers if pair[0] in NOT_MODIFIED], b"")
    if page.is_html and environ["REQUEST_METHOD"] == "GET":
        count(environ, page.path)
    return RawResponse(
        200, headers, rendered.compressed if is_compressed else page.text_with(known)
    )


def respond_uncached(response: RawResponse, address: Address, environ: Environ) -> RawResponse:
    """What cannot be cached, with its placeholders filled, counted where it is a page."""
    content = response.content
    is_shown = response.status == 200 and environ["REQUEST_METHOD"] == "GET"
    if is_shown and is_html(response.headers):
        count(environ, address.path)
    if placeholders.START in content:
        content = placeholders.fill(content, counter.figures())
    headers = [pair for pair in response.headers if pair[0] not in ("Content-Length", "Vary")]
    headers.append(("Vary", vary_of(response)))
    is_long = len(content) >= LEAST_BYTES_OF_PAGE
    if is_long and accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        content = gzipped(content, LEVEL_OF_PAGE)
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(content))))
    return RawResponse(response.status, headers, content)


def vary_of(response: RawResponse) -> str:
    own = dict(response.headers).get("Vary", "")
    return f"{own}, Accept-Encoding" if own else "Accept-Encoding"


def has_session(environ: Environ) -> bool:
    """Whether somebody may be logged in, whose views are not counted: that asks the database."""
    return settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "")


def cache_key(environ: Environ, query: str) -> str:
    """What a page is cached under: its whole address, as the client knows it."""
    host = environ.get("HTTP_HOST", "")
    return f"{scheme_of(environ)}://{host}{environ['PATH_INFO']}?{query}"


def scheme_of(environ: Environ) -> str:
    """The scheme as Django will see it: a proxy's word counts only where it is trusted."""
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO")
    if forwarded is not None and environ.get("REMOTE_ADDR", "") in trusted_proxies():
        return "https" if forwarded.split(",")[0].strip() == "https" else "http"
    scheme: str = environ["wsgi.url_scheme"]
    return scheme
