"""What Django read only in part, since it was too much or broke off: told in words."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string

from limits.rows import MOST_PHOTOS


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, in other words where the request was too much to be read; without the database."""
    refused = answer_to(exception)
    return refused or HttpResponse(render_to_string("errors/400.html"), status=400)


def answer_to(error: Exception | None) -> HttpResponse | None:
    """413 where more was sent than is read, 400 where it broke off or asks for an impossible row;
    None for any other error."""
    if isinstance(error, TooManyFieldsSent | TooManyFilesSent | RequestDataTooBig):
        context = {
            "most_photos": MOST_PHOTOS,
            "most_megabytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20,
            "is_text": isinstance(error, RequestDataTooBig),
        }
        return HttpResponse(render_to_string("errors/too_much.html", context), status=413)
    if isinstance(error, MultiPartParserError):
        return HttpResponse(render_to_string("errors/half_sent.html"), status=400)
    if isinstance(error, OverflowError | DataError):  # a number that no row can have
        return HttpResponse(render_to_string("errors/400.html"), status=400)
    return None
