"""Reads the environment: typed values, and a failure that names the variable.

Django's settings are the only caller. Nothing here knows what a value is used for.
"""

import ipaddress
import os
from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
# A page of each kind needs some 40 between them, of 10 kB; by Python's default 128 would stay.
CACHED_STATEMENTS = 64  # in each thread's connection
# A thread keeps its connection so long: to open one costs as much as two queries of a page.
CONNECTION_SECONDS = 600

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def text(name: str, default: str = "") -> str:
    """The variable without surrounding white space, or `default` where unset or blank."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """A yes/no variable; ImproperlyConfigured for anything else than 1/0, true/false, …"""
    value = text(name).lower()
    if not value:
        return default
    if value in YES | NO:
        return value in YES
    raise ImproperlyConfigured(f"{name} phải là 1 hoặc 0, không phải {value!r}")


def number(name: str, default: int, least: int = 0) -> int:
    """A whole number of at least `least`; ImproperlyConfigured otherwise."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} phải là số nguyên từ {least}, không phải {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """The parts of a comma-separated variable, blanks dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def some_of(name: str, known: Collection[str]) -> set[str]:
    """Those of the known words that a comma-separated variable has; ImproperlyConfigured for any
    other."""
    found = set(words(name))
    if unknown := found - set(known):
        raise ImproperlyConfigured(
            f"{name} chỉ nhận {', '.join(known)}, không nhận {', '.join(sorted(unknown))}"
        )
    return found


def networks(name: str) -> list[Network]:
    """Addresses or CIDR ranges, comma-separated; ImproperlyConfigured for anything else."""
    try:
        return [ipaddress.ip_network(part, strict=False) for part in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


def database(name: str, sqlite_file: str) -> Mapping[str, object]:
    """Django's DATABASES entry for a `postgresql://user:password@host:port/name?option=…` URL.

    Without the variable: SQLite at `sqlite_file`, in WAL mode. Writers take the lock at BEGIN
    (IMMEDIATE), so that two of them queue instead of failing at the first write. What is deleted is
    overwritten (secure_delete), as readers' keys must be.
    """
    url = text(name)
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sqlite_file,
            "CONN_MAX_AGE": CONNECTION_SECONDS,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "cached_statements": CACHED_STATEMENTS,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    " PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
                ),
            },
        }
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} phải bắt đầu bằng postgresql://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": port,
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
