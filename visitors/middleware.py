"""Counts the public pages that are shown. Works in front of a page cache."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from visitors.bots import is_bot
from visitors.complaints import Complaint
from visitors.counting import count_bot, count_view
from visitors.eligibility import is_page_view, is_staff
from visitors.identity import client_network, user_agent

GetResponse = Callable[[HttpRequest], HttpResponseBase]

complaint = Complaint("a view is not counted")


class VisitCounterMiddleware:
    """Counts a page before its answer leaves, so that an answer that arrived was counted.

    Whatever fails in counting is logged once and changes nothing in the answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_page_view(request, response):
            count(request)
        return response


def count(request: HttpRequest) -> None:
    """Counts a page view as a reader's or as a program's, unless it is staff's. No query for a
    reader without a session."""
    try:
        if is_staff(request):
            return
        agent = user_agent(request.META)
        if is_bot(agent):
            count_bot()
        else:
            count_view(client_network(request.META), agent, request.path)
    except Exception as error:
        complaint.failed(error)
    else:
        complaint.over()
