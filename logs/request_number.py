"""The number of the request that is being answered: in the log's lines, and on the error page."""

import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

NUMBER_BYTES = 4

_number: ContextVar[str] = ContextVar("request_number", default="")


class RequestNumberMiddleware:
    """Gives each request a number, which the log's lines and the error page bear: by the number
    that a reader tells, the administrator finds the lines. It says nothing of the reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _number.set(secrets.token_hex(NUMBER_BYTES))
        try:
            return self.get_response(request)
        finally:
            _number.reset(before)


def request_number() -> str:
    """Of the request that this thread is answering; empty outside of one."""
    return _number.get()
