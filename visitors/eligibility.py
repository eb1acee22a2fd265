"""Which answered requests are views that count. All that HTTP has to say about it is here."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# An entry that ends in "/" takes in all below it; any other is one address.
NOT_PUBLIC = ("/quan-tri/", "/static/", "/media/", "/up", "/ready")


def is_page_view(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a public page was shown to somebody who asked for it. Staff are told apart by
    is_staff(), programs by is_bot(). No query."""
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and is_public(request.path)
        and not is_prefetch(request)
    )


def is_public(path: str) -> bool:
    """Whether the address is outside of NOT_PUBLIC."""
    return not any(
        path == excluded or (excluded.endswith("/") and path.startswith(excluded))
        for excluded in NOT_PUBLIC
    )


def is_prefetch(request: HttpRequest) -> bool:
    """Whether the browser fetches ahead of a reader who may never come."""
    return any(
        "prefetch" in purpose or "prerender" in purpose
        # Not request.headers: building it would be a third of what counting costs.
        for header in ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE")
        if (purpose := request.META.get(header, "").lower())
    )


def is_staff(request: HttpRequest) -> bool:
    """Whether a member of staff is logged in. No query without a session cookie.

    A page may have come from a cache in front of the session middleware; then the session of the
    cookie is read here (two queries).
    """
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not session_key:
        return False
    if not hasattr(request, "user"):
        request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
        request.user = get_user(request)
    return request.user.is_active and request.user.is_staff
