"""B, the unit of small costs: a request to a Django view that does nothing, in this process."""

import io
import time

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

REPEATS = 2_000


def same_bytes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x")


urlpatterns = [path("", same_bytes)]


def bare_view() -> float:
    """Seconds of processor time; Django must be set up."""
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.bare_view"):
        handler = WSGIHandler()
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "127.0.0.1"}
        environ |= {"SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1"}
        environ_of = {**environ, "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http"}

        def ask() -> None:
            for _ in range(REPEATS):
                b"".join(handler({**environ_of}, lambda *_: lambda _: None))

        ask()
        began = time.thread_time()
        ask()
        return (time.thread_time() - began) / REPEATS
