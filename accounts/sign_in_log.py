"""The journal of sign-ins: who, when, from which network, with which browser, for ninety days.

It is for the person, who notices a stranger, and for the administrator. It holds no password, no
whole address and no user agent. A browser is known again by the number in its cookie (see
clients.known_browsers), of which a digest is stored; where there is none, as in a private window,
by its name and network together.

Whether an entry is older than that is asked of the journal too: a clock that has leapt a year ahead
last night would take all of it for old.
"""

import datetime
import hashlib
from typing import Any, Self

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts import throttle
from accounts.sessions import shorten_address
from clients import known_browsers
from clients.browsers import browser_name
from clients.client_ip import client_network
from clients.user_agents import user_agent
from vietnamese.clock import MOST_AHEAD
from vietnamese.dates import format_stamp

LIFETIME = datetime.timedelta(seconds=known_browsers.SECONDS)
LEAP_IS_BELIEVED_AFTER = datetime.timedelta(days=30)

FIRST_TIME = (
    "Đây là lần đầu bạn đăng nhập từ trình duyệt này: {entry}. Lần đăng nhập này được ghi ở “Tài"
    " khoản của tôi”."
)
STRANGE = (
    "Tài khoản của bạn đã được đăng nhập lần đầu từ: {entries}. Nếu không phải bạn, hãy đổi mật"
    " khẩu ngay (mọi phiên khác kết thúc theo) và báo người quản trị."
)


class SignInEntryQuerySet(models.QuerySet["SignInEntry"]):
    def recent(self) -> Self:
        """Those that are not older than LIFETIME (2 queries before its own)."""
        return self.filter(at__gt=_oldest())

    def expired(self) -> Self:
        """The others; and of those that a clock wrote which was ahead, the ones that are followed
        by an expired one (3 queries before its own)."""
        now, old = timezone.now(), Q(at__lte=_oldest())
        last = self.filter(old).aggregate(pk=Max("pk"))["pk"] or 0
        return self.filter(old | Q(at__gt=now + MOST_AHEAD, pk__lt=last))


class SignInEntry(models.Model):
    person = models.ForeignKey(User, models.CASCADE, verbose_name="người", related_name="+")
    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)
    network = models.CharField("từ mạng", max_length=50, blank=True)
    browser = models.CharField("trình duyệt", max_length=100)
    is_new = models.BooleanField("lần đầu từ trình duyệt này", default=False)
    mark = models.CharField(max_length=40, editable=False)  # digest of the browser's number

    objects = SignInEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "lần đăng nhập"
        verbose_name_plural = "nhật ký đăng nhập"
        default_permissions = ()  # who may see people may see it
        ordering = ["-pk"]

    def __str__(self) -> str:
        """ "Chrome trên máy Windows, mạng 203.0.113.…, 23-11-2026 08:05"."""
        network = f", mạng {self.network}" if self.network else ""
        return f"{self.browser}{network}, {format_stamp(timezone.localtime(self.at))}"

    def is_of_same_browser(self, other: "SignInEntry") -> bool:
        same_words = (self.browser, self.network) == (other.browser, other.network)
        return self.mark == other.mark or same_words


def note(user: User, request: HttpRequest) -> None:
    """Add this sign-in, tell of what is new, and delete what has expired (8 queries)."""
    SignInEntry.objects.expired().delete()
    name = throttle.username_digest(user.get_username())
    number = known_browsers.known_browser(request.COOKIES, name) or known_browsers.new_number()
    request.signed_in_here = name, number  # type: ignore[attr-defined]
    entry = SignInEntry(
        person=user,
        network=shorten_address(client_network(request.META)),
        browser=browser_name(user_agent(request.META)),
        mark=hashlib.sha256(number.encode()).hexdigest()[:40],
    )
    before = list(SignInEntry.objects.recent().filter(person=user))
    own = [each for each in before if each.is_of_same_browser(entry)]
    entry.is_new = bool(before) and not own
    entry.save()
    if entry.is_new:
        _tell(request, FIRST_TIME.format(entry=entry))
    strange = [each for each in before if each.is_new and own and each.pk > own[0].pk]
    if strange:
        _tell(request, STRANGE.format(entries="; ".join(map(str, strange))))


def _oldest() -> datetime.datetime:
    """The moment up to which entries have expired (2 queries)."""
    return _believable_now() - LIFETIME


def _believable_now() -> datetime.datetime:
    """Now; or, within a month after the clock made a leap of LIFETIME or more, the moment of the
    last entry before that. Where nobody signs in for so long, that is no leap and harms nothing:
    some entries go a month later."""
    now = timezone.now()
    began = now - LEAP_IS_BELIEVED_AFTER
    before = SignInEntry.objects.filter(at__lte=began).aggregate(at=Max("at"))["at"]
    since = SignInEntry.objects.filter(at__gt=began, at__lte=now + MOST_AHEAD)
    after = since.aggregate(at=Min("at"))["at"] or now
    return before if before and after - before >= LIFETIME else now


def remember_browser(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser in which somebody has just signed in its cookie, for another LIFETIME."""
    if signed_in_here := getattr(request, "signed_in_here", None):
        known_browsers.remember(response, *signed_in_here)


def _tell(request: HttpRequest, words: str) -> None:
    """On the next page of the admin; a sign-in without pages, as by a test, is told nothing."""
    messages.warning(request, words, fail_silently=True)


def entries_of(user: Any, most: int = 20) -> models.QuerySet[SignInEntry]:
    """The person's last ones, the newest first (1 query)."""
    return SignInEntry.objects.recent().filter(person=user.pk)[:most]
