"""Wrong passwords: five of one name from one address, then fifteen minutes of rest.

The lock is on the two together, so that colleagues behind the same office address, and the same
person elsewhere, go on working. axes keeps one row for each pair. The row holds no name and no
address but keyed digests of them, no browser, and nothing of the form; it goes when it no longer
counts: at the next sign-in, or within a minute of anybody's work in the admin.
"""

import datetime
import ipaddress
import logging
import math
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from clients.client_ip import client_network

logger = logging.getLogger("accounts")

SALT = "chibo_site.accounts.throttle"


class ThrottleBackend(AxesStandaloneBackend):
    """axes' own, for requests: the program itself, which has no address, is not throttled."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


class ThrottleHandler(AxesDatabaseHandler):
    """axes' own, which is told nothing that it need not know."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **others: Any
    ) -> None:
        if request is None:
            return
        request.axes_user_agent = request.axes_http_accept = ""
        form, request.POST = request.POST, QueryDict()
        address, request.GET = request.GET, QueryDict()
        super().user_login_failed(sender, credentials, request, **others)
        request.POST, request.GET = form, address
        if request.axes_locked_out:
            # A name that no account has may be a password in the wrong field: it is not logged.
            known = User.objects.filter(username=credentials.get("username", "")).first()
            logger.warning("sign-in throttled: %s", known.username if known else "unknown name")


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """A digest of the name as it was typed, for AXES_USERNAME_CALLABLE."""
    typed = credentials.get("username") if credentials else request.POST.get("username")
    return username_digest(typed or "")


def username_digest(username: str) -> str:
    return salted_hmac(SALT, username.strip(), algorithm="sha256").hexdigest()


def hashed_address(request: HttpRequest) -> str:
    """A digest of the client's network in the shape of an address, for AXES_CLIENT_IP_CALLABLE."""
    network = client_network(request.META)
    digest = salted_hmac(SALT + ".address", network, algorithm="sha256").digest()
    return str(ipaddress.IPv6Address(digest[:16]))


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """429 with Retry-After: what happened, what is safe, what to do and from when on."""
    last = (
        AccessAttempt.objects.filter(
            username=username_of(request, credentials), ip_address=hashed_address(request)
        )
        .values_list("attempt_time", flat=True)
        .first()
    )
    until = (last or timezone.now()) + settings.AXES_COOLOFF_TIME
    wait = max(until - timezone.now(), datetime.timedelta(seconds=1))
    context = {
        **admin.site.each_context(request),
        "title": "Tạm dừng đăng nhập",
        "limit": settings.AXES_FAILURE_LIMIT,
        "until": until,
        "minutes": math.ceil(wait.total_seconds() / 60),
    }
    answer = render(request, "accounts/locked_out.html", context, status=429)
    answer.headers["Retry-After"] = str(math.ceil(wait.total_seconds()))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def reset_attempts(user: User) -> None:
    """Forget the wrong passwords of this person, from wherever (1 query)."""
    AccessAttempt.objects.filter(username=username_digest(user.username)).delete()


def delete_old_attempts() -> None:
    """Delete what no longer counts (1 query)."""
    AccessAttempt.objects.filter(
        attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME
    ).delete()
