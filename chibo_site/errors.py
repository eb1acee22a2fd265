"""Error pages: in Vietnamese, with a way on, and without a trace of the program.

400, 500 and 503 are rendered without the database and without the request, since either may
be what is broken.
"""

import sys

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.login import is_past_password, redirect_to_next_step
from limits.refusals import bad_request as bad_request
from logs.request_number import request_number
from serving.outages import database_down, is_database_down


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
        return database_down(error, request)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page with the request's number, which stands in the log beside address and traceback."""
    error = sys.exc_info()[1]
    if isinstance(error, Exception) and is_database_down(error):  # met by a middleware
        return database_down(error, request)
    page = render_to_string("errors/500.html", {"number": request_number()})
    return HttpResponse(page, status=500)
