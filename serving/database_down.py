"""What is answered while the database does not answer."""

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from limits.refusals import answer_to
from logs.once import LogOnce
from serving.health import database_fault

RETRY_SECONDS = 30

outage = LogOnce("cơ sở dữ liệu không trả lời")


def is_database_down(error: Exception) -> bool:
    """Whether the database itself failed, and not what it was asked: it does not answer, or
    SQLite finds no database in its file (which comes as the bare DatabaseError)."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def database_down(error: Exception) -> HttpResponse:
    """503 with Retry-After. The log has one line, however many ask, and one when it is over."""
    outage.failed(error)
    response = HttpResponse(render_to_string("errors/503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


class DatabaseDownMiddleware:
    """Answers 503 where a view finds no database, 400 where it is asked for an impossible row."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if outage.is_under_way and response.status_code < 500 and not database_fault():
            outage.succeeded()
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return database_down(error) if is_database_down(error) else answer_to(error)
