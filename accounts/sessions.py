"""Who is signed in, where: Django's sessions in a table that knows their person.

The table holds digests of the keys that browsers have: who reads it, or a backup, signs in by none
of them. The row is all there is: it goes when the session ends, and with it the browser's name and
the shortened address, which stand in the session itself.
"""

import datetime
import hashlib
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from clients.browsers import browser_name
from clients.client_ip import client_network
from clients.user_agents import user_agent

SIGN_IN = "sign_in"
TOUCH_INTERVAL = datetime.timedelta(minutes=1)


class SessionStore(db.SessionStore):
    """SESSION_ENGINE is this module. Django's own store, without its asynchronous half; each row
    names its person, and has a digest for a key."""

    @classmethod
    def get_model_class(cls) -> type["Session"]:
        return Session

    def load(self) -> dict[str, Any]:
        living = Session.objects.filter(expire_date__gt=timezone.now())
        row = living.filter(session_key=digest_of(self.session_key)).first()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.session_data)

    def exists(self, session_key: str) -> bool:
        return super().exists(digest_of(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> "Session":
        row = cast(Session, super().create_model_instance(data))
        row.session_key = digest_of(row.session_key)
        row.person_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        return row

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(digest_of(key))


class Session(AbstractBaseSession):
    # No foreign key: an anonymous session has nobody, and a row is written at every touch.
    person_id = models.BigIntegerField(null=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


@dataclass(frozen=True)
class SignIn:
    """One session as its person sees it; `name` is the digest of its key and opens nothing."""

    name: str
    began: datetime.datetime | None
    seen: datetime.datetime | None
    browser: str
    address: str
    is_current: bool


def begin(session: SessionBase, request: HttpRequest) -> None:
    """Note in the session when, with which browser and from where it began."""
    now = timezone.now().isoformat()
    session[SIGN_IN] = {
        "began": now,
        "seen": now,
        "browser": browser_name(user_agent(request.META)),
        "address": shorten_address(client_network(request.META)),
    }


def touch_is_due(session: SessionBase) -> bool:
    """Whether nothing was asked in this session for a minute."""
    seen = _parse_moment(session.get(SIGN_IN, {}).get("seen"))
    return seen is None or abs(timezone.now() - seen) >= TOUCH_INTERVAL


def touch(session: SessionBase) -> None:
    """Let the session live STAFF_IDLE_HOURS from now; whoever is signed out stays so (1 query,
    and the write when the response leaves)."""
    if session.exists(session.session_key or ""):
        session[SIGN_IN] = session.get(SIGN_IN, {}) | {"seen": timezone.now().isoformat()}
    else:
        session.flush()


def sign_ins_of(user: User, current: str | None) -> list[SignIn]:
    """The living sessions, the present one first, then the last used (1 query)."""
    rows = Session.objects.filter(person_id=user.pk, expire_date__gt=timezone.now())
    found = [_sign_in(row, digest_of(current)) for row in rows]
    return sorted(found, key=_last_use, reverse=True)


def _last_use(sign_in: SignIn) -> tuple[bool, datetime.datetime]:
    return sign_in.is_current, sign_in.seen or datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _sign_in(row: Session, current: str) -> SignIn:
    noted = row.get_decoded().get(SIGN_IN, {})
    return SignIn(
        name=row.session_key,
        began=_parse_moment(noted.get("began")),
        seen=_parse_moment(noted.get("seen")),
        browser=noted.get("browser", ""),
        address=noted.get("address", ""),
        is_current=row.session_key == current,
    )


def end_one(user: User, name: str) -> bool:
    """End the person's session of that name; False where there is none (1 query)."""
    return bool(Session.objects.filter(person_id=user.pk, session_key=name).delete()[0])


def end_all(people: Iterable[int], but: str | None = None) -> int:
    """End these people's sessions, but for the one with this key; how many ended (1 query)."""
    sessions = Session.objects.filter(person_id__in=list(people))
    return sessions.exclude(session_key=digest_of(but)).delete()[0]


def end_those_with_old_password(user: User) -> None:
    """End what began with a password that is no longer the person's (1 query, 2 if any)."""
    present = user.get_session_auth_hash()
    old = [
        row.session_key
        for row in Session.objects.filter(person_id=user.pk)
        if row.get_decoded().get(HASH_SESSION_KEY) != present
    ]
    if old:
        Session.objects.filter(session_key__in=old).delete()


def delete_expired() -> None:
    """Delete the rows of sessions that ran out, and let none live longer than one that is used now:
    it was begun while the clock was ahead (2 queries)."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    longest = now + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    ahead = Session.objects.filter(expire_date__gt=longest + TOUCH_INTERVAL)
    ahead.update(expire_date=longest)


def digest_of(key: str | None) -> str:
    """SHA-256, as much of it as the column holds (160 bits); "" of no key. Without salt or rounds:
    a random key of 165 bits cannot be guessed from it."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()[:40] if key else ""


def shorten_address(network: str) -> str:
    """Enough of an address to know one's own by: "203.0.113.…", "2001:db8:1:…"; "" of none."""
    try:
        address = ipaddress.ip_interface(network).ip
    except ValueError:
        return ""
    if address.version == 4:
        return str(address).rpartition(".")[0] + ".…"
    return ":".join(group.lstrip("0") or "0" for group in address.exploded.split(":")[:3]) + ":…"


def _parse_moment(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
