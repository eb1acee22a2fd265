"""Which answered requests are views that count. All that HTTP has to say about it is here."""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# An entry that ends in "/" takes in all below it; any other is one address.
NOT_PUBLIC = (
    *(settings.ADMIN_PATH, settings.STATIC_URL, settings.MEDIA_URL),
    *("/xem-truoc/", "/up", "/ready"),
)
# Chromium's, the older one, Safari's and Firefox's.
PURPOSE_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
PREFETCH = re.compile("prefetch|prerender|preview", re.I)


def is_page_view(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a public page was shown. To whom is told by is_prefetch(), is_staff() and is_bot().
    No query."""
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and is_public(request.path)
    )


def is_public(path: str) -> bool:
    """Whether the address is outside of NOT_PUBLIC."""
    return not any(
        path == excluded or (excluded.endswith("/") and path.startswith(excluded))
        for excluded in NOT_PUBLIC
    )


def is_prefetch(meta: Mapping[str, str]) -> bool:
    """Whether the browser fetches ahead of a reader who may never come."""
    if meta.keys().isdisjoint(PURPOSE_HEADERS):  # nearly always
        return False
    return any(
        PREFETCH.search(meta[header]) is not None for header in PURPOSE_HEADERS if header in meta
    )


def is_staff(meta: dict[str, Any], request: HttpRequest | None = None) -> bool:
    """Whether a member of staff is logged in. No query without a session cookie.

    A page may have come from a cache ahead of the session middleware; then the session of the
    cookie is read here (two queries).
    """
    if "HTTP_COOKIE" not in meta or settings.SESSION_COOKIE_NAME not in meta["HTTP_COOKIE"]:
        return False
    request = request or WSGIRequest(meta)
    if not hasattr(request, "user"):
        session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
        request.user = get_user(request)
    return request.user.is_active and request.user.is_staff
