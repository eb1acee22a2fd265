"""Error pages: in Vietnamese, with a way on, and without a trace of the program.

400, 500 and 503 are rendered without the database and without the request, since either may
be what is broken.
"""

import logging
import secrets
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.login import is_past_password, redirect_to_next_step
from limits.refusals import answer_to
from limits.refusals import bad_request as bad_request

logger = logging.getLogger("chibo_site.errors")

RETRY_SECONDS = 30


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(render_to_string("errors/403.html"), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403; but who has signed in meanwhile in another tab, and does so again here, goes on."""
    if request.path == reverse("admin:login") and is_past_password(request):
        return redirect_to_next_step(request)
    return HttpResponse(render_to_string("errors/403.html", {"csrf": True}), status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The site's own page, with search and menu (1 query for what stands around it)."""
    try:
        return render(request, "errors/404.html", status=404)
    except (DatabaseError, InterfaceError) as error:
        if not is_database_down(error):
            raise
        return database_down(request, error)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page with a number; the same number stands in the log beside the address."""
    number = secrets.token_hex(4)
    logger.error("error %s at %s", number, request.path)
    return HttpResponse(render_to_string("errors/500.html", {"number": number}), status=500)


def is_database_down(error: Exception) -> bool:
    """Whether the database itself failed, and not what it was asked: it does not answer, or
    SQLite finds no database in its file (which comes as the bare DatabaseError)."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def database_down(request: HttpRequest, error: Exception) -> HttpResponse:
    """503 with Retry-After; what failed stands in the log."""
    logger.error("database does not answer at %s: %s", request.path, error)
    response = HttpResponse(render_to_string("errors/503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


class DatabaseDownMiddleware:
    """Answers 503 where a view finds no database, 400 where it is asked for an impossible row."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return database_down(request, error) if is_database_down(error) else answer_to(error)
