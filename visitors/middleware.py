"""Counts the public pages that are shown, and writes the figures into them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from visitors import placeholders
from visitors.counter import counter
from visitors.counting import count
from visitors.eligibility import is_page_view

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class VisitCounterMiddleware:
    """Counts a page before its answer leaves, so that an answer that arrived was counted, and
    writes the figures into it.

    Whatever fails in counting is logged once and changes nothing in the answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if placeholders.LEFT_TO_CALLER in request.META:
            return response
        if isinstance(response, HttpResponse):
            fill_placeholders(response)
        if is_page_view(request, response):
            count(request.META, request.path, request)
        return response


def fill_placeholders(response: HttpResponse) -> None:
    """Writes the figures into a page that shows them. No query, see VisitCounter.figures()."""
    if placeholders.START in response.content:
        response.content = placeholders.fill(response.content, counter.figures())
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
