"""Browsers in which somebody has signed in: they say so by a signed cookie of that person's.

It opens nothing. It only tells a colleague's browser from a stranger's while passwords are guessed.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, parse_cookie

from clients import signed

SECONDS = 90 * 24 * 3600  # since the last time
PREFIX = "known_browser_"
NAME_LETTERS = 16  # of the digest in the cookie's name, so that colleagues may share a browser
SALT = "chibo_site.clients.known_browsers"


def new_number() -> str:
    return secrets.token_hex(8)


def remember(response: HttpResponse, person: str, number: str) -> None:
    """Sends the cookie. `person` is a digest of the user name, `number` that of the browser."""
    response.set_cookie(
        PREFIX + person[:NAME_LETTERS],
        signing.dumps([person, number], salt=SALT),
        max_age=SECONDS,
        path=settings.ADMIN_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",  # as the session's
    )


def known_browser(cookies: Mapping[str, str], person: str) -> str:
    """The number of a browser in which this person has signed in; "" for any other."""
    found, number = _read(cookies.get(PREFIX + person[:NAME_LETTERS], ""))
    return number if found == person else ""


def is_known_browser(environ: Mapping[str, Any]) -> bool:
    """Whether anybody has signed in there."""
    cookies = environ.get("HTTP_COOKIE", "")
    if PREFIX not in cookies:
        return False
    parsed = parse_cookie(cookies)
    return any(_read(parsed[name])[1] for name in parsed if name.startswith(PREFIX))


def _read(cookie: str) -> tuple[str, str]:
    """The person and the number; nothing where it is forged or too old."""
    try:
        person, number = signed.loads(cookie, SALT, SECONDS)
    except signing.BadSignature:
        return "", ""
    return person, number
