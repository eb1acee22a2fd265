"""What is answered while the database or the store of pictures does not answer, or has no room left
to write."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from limits.full_disk import is_disk_full
from limits.refusals import answer_to
from logs.once import LogOnce
from pictures.media_store import StorageUnavailable
from serving.readiness import database_fault

RETRY_SECONDS = 30

outage = LogOnce("cơ sở dữ liệu không trả lời")
full_disk = LogOnce("ổ đĩa đã đầy, không lưu được")


def is_database_down(error: Exception) -> bool:
    """Whether the database itself failed, and not what it was asked: it does not answer, or
    SQLite finds no database in its file (which comes as the bare DatabaseError)."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def disk_full(error: Exception) -> HttpResponse:
    """507: what was sent is not stored, and still stands in the browser."""
    full_disk.failed(error)
    page = render_to_string("errors/disk_full.html")
    return HttpResponse(page, status=HTTPStatus.INSUFFICIENT_STORAGE)


def database_down(error: Exception, request: HttpRequest) -> HttpResponse:
    """503 with Retry-After, or 507; who has sent something is told what became of it. The log has
    one line, however many ask, and one when it is over."""
    if is_disk_full(error):
        return disk_full(error)
    outage.failed(error)
    return _later(render_to_string("errors/503.html", {"is_sent": request.method == "POST"}))


def pictures_down() -> HttpResponse:
    """503 with Retry-After; the store itself has told the log."""
    return _later(render_to_string("errors/pictures_down.html"))


def _later(page: str) -> HttpResponse:
    response = HttpResponse(page, status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


class OutageMiddleware:
    """Answers 503 where a view finds no database or no pictures, 507 where the disk is full, 400
    where a view is asked for an impossible row."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if outage.is_under_way and response.status_code < 500 and not database_fault():
            outage.succeeded()
        if full_disk.is_under_way and request.method == "POST" and response.status_code < 400:
            full_disk.succeeded()
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_disk_full(error):
            return disk_full(error)
        if isinstance(error, StorageUnavailable):
            return pictures_down()
        return database_down(error, request) if is_database_down(error) else answer_to(error)
