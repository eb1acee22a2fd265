"""Counts the public pages that are shown, and writes the figures into them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from clients.addresses import client_network
from clients.bots import is_bot
from clients.user_agents import user_agent
from visitors import placeholders
from visitors.counting import count_bot, count_view
from visitors.eligibility import is_page_view, is_prefetch, is_staff
from visitors.figures import figures
from visitors.log_once import LogOnce

GetResponse = Callable[[HttpRequest], HttpResponseBase]

complaint = LogOnce("a view is not counted")


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
    """Writes the figures into a page that shows them. No query, see figures()."""
    if placeholders.START in response.content:
        response.content = placeholders.fill(response.content, figures())
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))


def count(meta: dict, path: str, request: HttpRequest | None = None) -> None:
    """Counts the view of a public page as a reader's or as a program's, unless it is staff's or
    a browser's that fetches ahead. No query without a session cookie.

    `meta` is the WSGI environ: a page may have been answered without any HttpRequest.
    """
    try:
        if is_prefetch(meta) or is_staff(meta, request):
            return
        agent = user_agent(meta)
        if is_bot(agent):
            count_bot()
        else:
            count_view(client_network(meta), agent, path)
    except Exception as error:
        complaint.failed(error)
    else:
        complaint.succeeded()
