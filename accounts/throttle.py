"""Wrong passwords: who may try on, and who rests.

- Five of one name from one network: fifteen minutes of rest. The lock is on the two together, so
  that colleagues behind the same office address, and the same person elsewhere, go on.
- Thirty from one network in fifteen minutes, whatever the names: the network rests.
- Ten of one name from anywhere: one try a minute, unless a second factor protects the person.

A browser in which the person has signed in within 90 days counts as a network of its own, and rests
only after its own five: nobody is locked out by others' guesses.

axes keeps one row for each name and network. The row holds no name and no address but keyed digests
of them, no browser, and nothing of the form. It goes when it no longer counts: with the next try or
sign-in, or within a minute of anybody's work in the admin. Each row has cost a hash, and hashes are
made one at a time (hashing.py), so there are never more than some thousand.
"""

import datetime
import ipaddress
import logging
import math
from typing import Any, NamedTuple

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.user_names import find_name, folded
from clients.client_ip import client_network
from clients.known_browsers import known_browser

logger = logging.getLogger("accounts")

SALT = "chibo_site.accounts.throttle"
FAILURES_OF_NETWORK = 30
FAILURES_OF_NAME = 10
NAME_INTERVAL = datetime.timedelta(minutes=1)


class Lock(NamedTuple):
    """Why no password is looked at, and until when."""

    why: str  # "pair", "network" or "name"
    until: datetime.datetime


class ThrottleBackend(AxesStandaloneBackend):
    """axes' own, for requests: the program itself, which has no address, is not throttled."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


class ThrottleHandler(AxesDatabaseHandler):
    """axes' own with the rules above, which is told nothing that it need not know."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return find_lock(request, credentials) is not None

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
            name = find_name(credentials.get("username", ""))
            known = User.objects.filter(username=name).first()
            logger.warning("tạm chặn đăng nhập: %s", known.username if known else "tên không có")


def find_lock(request: HttpRequest, credentials: dict[str, Any] | None = None) -> Lock | None:
    """What keeps this name from being tried from there; None where nothing does (4 queries at
    most)."""
    username, network = username_of(request, credentials), hashed_address(request)
    now = timezone.now()
    counting = AccessAttempt.objects.filter(attempt_time__range=_counting_span(now))
    left = FAILURES_OF_NETWORK
    for attempt in counting.filter(ip_address=network).order_by("-attempt_time"):
        until = attempt.attempt_time + settings.AXES_COOLOFF_TIME
        own = attempt.username == username
        if own and attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT:
            return Lock("pair", until)
        left -= attempt.failures_since_start
        if left <= 0:
            return Lock("network", until)
    if is_known(request, username):
        return None
    of_name = counting.filter(username=username).aggregate(
        failures=Sum("failures_since_start", default=0), last=Max("attempt_time")
    )
    if of_name["failures"] < FAILURES_OF_NAME or of_name["last"] <= now - NAME_INTERVAL:
        return None
    person = find_name(typed_name(request, credentials))
    has_second_factor = TOTPDevice.objects.filter(user__username=person, confirmed=True).exists()
    return None if has_second_factor else Lock("name", of_name["last"] + NAME_INTERVAL)


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """A digest of the name, however it was typed, for AXES_USERNAME_CALLABLE."""
    return username_digest(typed_name(request, credentials))


def typed_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    typed = credentials.get("username") if credentials else request.POST.get("username")
    return typed or ""


def username_digest(username: str) -> str:
    return salted_hmac(SALT, folded(username), algorithm="sha256").hexdigest()


def hashed_address(request: HttpRequest) -> str:
    """A digest of the client's network in the shape of an address, for AXES_CLIENT_IP_CALLABLE;
    that of the browser where the person has signed in with it."""
    person = username_of(request)
    place = known_browser(request.COOKIES, person) or client_network(request.META)
    digest = salted_hmac(SALT + ".address", place, algorithm="sha256").digest()
    return str(ipaddress.IPv6Address(digest[:16]))


def is_known(request: HttpRequest, person: str) -> bool:
    """Whether the person with this digest has signed in with this browser."""
    return bool(known_browser(request.COOKIES, person))


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """429 with Retry-After: what happened, what is safe, what to do and from when on."""
    now = timezone.now()
    lock = find_lock(request, credentials) or Lock("pair", now)
    wait = max(lock.until - now, datetime.timedelta(seconds=1))
    context = {
        **admin.site.each_context(request),
        "title": "Tạm dừng đăng nhập",
        "why": lock.why,
        "limit": settings.AXES_FAILURE_LIMIT,
        "limit_of_network": FAILURES_OF_NETWORK,
        "until": lock.until,
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
    AccessAttempt.objects.exclude(attempt_time__range=_counting_span(timezone.now())).delete()


def _counting_span(now: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
    """When a wrong password was typed that still counts. One further ahead was typed while the
    clock was wrong, and would lock the person out until that day."""
    return now - settings.AXES_COOLOFF_TIME, now + settings.AXES_COOLOFF_TIME
