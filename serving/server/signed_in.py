"""Whether a request comes from somebody who is signed in, asked before its body is taken."""

from http import HTTPStatus
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, InterfaceError, close_old_connections

from serving.server.refusals import RefusedError

RETRY_SECONDS = 30


def is_signed_in(environ: dict[str, Any]) -> bool:
    """Whether the session is there and belongs to an active member of staff (2 queries, none
    without its cookie). Raises RefusedError: 503 where the database does not answer."""
    request = WSGIRequest(environ)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    close_old_connections()  # as Django does before a request
    try:
        person = get_user(request)
        return person.is_authenticated and person.is_staff
    except (DatabaseError, InterfaceError) as error:
        raise RefusedError(
            HTTPStatus.SERVICE_UNAVAILABLE, retry_seconds=RETRY_SECONDS, is_sent=True
        ) from error
    finally:
        close_old_connections()


def has_session_cookie(environ: dict[str, Any]) -> bool:
    """Whether it claims a session, which may be none."""
    return f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", "")
