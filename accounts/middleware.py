"""Staff who are at work stay signed in; public pages pass by untouched."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from accounts import sessions, sign_in_log, throttle
from clients.background import is_background


class StaffSessionMiddleware:
    """Below the admin's address: renews a session, at most once a minute (4 queries then), and
    gives a browser that signs in its cookie.

    It does so after the view, which may itself have ended the session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(settings.ADMIN_PATH) and not is_background(request):
            renew(request)
            sign_in_log.remember_browser(request, response)
        return response


def renew(request: HttpRequest) -> None:
    session = request.session
    if session.session_key and SESSION_KEY in session and sessions.touch_is_due(session):
        sessions.touch(session)
        sessions.delete_expired()
        throttle.delete_old_attempts()
