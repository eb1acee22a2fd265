"""Reads the environment: typed values, and a failure that names the variable.

Django's settings are the only caller. Nothing here knows what a value is used for.
"""

import ipaddress
import os
import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
# A page of each kind needs some 40 between them, of 10 kB; by Python's default 128 would stay.
CACHED_STATEMENTS = 64  # in each thread's connection
# SQLite reads through the cache of the system, which all share; by default each connection would
# hold 2 MB of its own besides. First asks over 10,000 articles cost the same.
SQLITE_CACHE_KB = 400
# A thread keeps its connection so long: to open one costs as much as two queries of a page.
CONNECTION_SECONDS = 600

# Around a whole value they do not belong to it, as for systemd and the shell: podman's --env-file
# leaves them there.
QUOTED = re.compile(r"""(["'])(.*)\1""", re.DOTALL)
MOST = 1_000_000  # of megabytes, hours, articles; more is a slip

# One letter of six, of TRUSTED_PROXY the last three; PGPORT, which is PostgreSQL's, is no PORT.
LIKENESS = 0.82
PREFIXES = ("DJANGO_", "CHIBO_")

NOT_A_NETWORK = (
    "{name} chỉ nhận địa chỉ IP hay dải mạng, cách nhau bằng dấu phẩy, không nhận {part!r}; ví dụ"
    " {name}=127.0.0.1"
)
DATABASE_FORM = (
    "Hãy viết theo dạng postgresql://tên:mật-khẩu@máy:5432/cơ-sở; dấu như @ / : # trong mật khẩu"
    " viết thành %40 %2F %3A %23."
)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_asked: set[str] = set()  # the names of variables


def text(name: str, default: str = "") -> str:
    """The variable without surrounding white space and quotes, or `default` where that is blank."""
    _asked.add(name)
    value = os.environ.get(name, "").strip()
    if quoted := QUOTED.fullmatch(value):
        value = quoted[2].strip()
    return value or default


def flag(name: str, default: bool) -> bool:
    """A yes/no variable; ImproperlyConfigured for anything else than 1/0, true/false, …"""
    value = text(name).lower()
    if not value:
        return default
    if value in YES | NO:
        return value in YES
    raise ImproperlyConfigured(f"{name} phải là 1 hoặc 0, không phải {value!r}")


def number(name: str, default: int, least: int = 0, most: int = MOST) -> int:
    """A whole number from `least` to `most`; ImproperlyConfigured otherwise."""
    value = text(name, str(default))
    if re.fullmatch("[0-9]{1,9}", value) and least <= int(value) <= most:
        return int(value)
    raise ImproperlyConfigured(
        f"{name} phải là số nguyên từ {least} đến {most}, không phải {value!r}"
    )


def stored_sockets() -> int:
    """How many descriptors systemd has given to this very process, see sd_listen_fds(3)."""
    return number("LISTEN_FDS", 0) if text("LISTEN_PID") == str(os.getpid()) else 0


def misspelt() -> list[tuple[str, str]]:
    """Variables that look like one asked for until now which is not set, each with that one. To be
    called once all are read."""
    unset = sorted(name for name in _asked if name not in os.environ)
    likely = [(name, _like(name, unset)) for name in sorted(os.environ) if name not in _asked]
    return [(name, meant) for name, meant in likely if meant]


def _like(name: str, unset: list[str]) -> str:
    """The one that is meant; "" where none is."""
    plain = name.upper().replace("-", "_")
    for prefix in PREFIXES:
        plain = plain.removeprefix(prefix)
    return next(iter(get_close_matches(plain, unset, n=1, cutoff=LIKENESS)), "")


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


def together(names: Sequence[str], optional: Mapping[str, str]) -> dict[str, str]:
    """Variables that are set together or not at all, and those, with their defaults, that go with
    them; {} where none is set. ImproperlyConfigured with those that are missing."""
    given = {name: text(name) for name in (*names, *optional)}
    if not any(given.values()):
        return {}
    if missing := [name for name in names if not given[name]]:
        raise ImproperlyConfigured(
            f"Thiếu {', '.join(missing)}: các biến {', '.join(names)} đi cùng nhau. Hãy đặt đủ cả"
            " nhóm, hoặc bỏ hết."
        )
    return given | {name: default for name, default in optional.items() if not given[name]}


def networks(name: str) -> list[Network]:
    """Addresses or CIDR ranges, comma-separated; ImproperlyConfigured for anything else."""
    found: list[Network] = []
    for part in words(name):
        try:
            found.append(ipaddress.ip_network(part, strict=False))
        except ValueError as error:
            raise ImproperlyConfigured(NOT_A_NETWORK.format(name=name, part=part)) from error
    return found


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
                    f" PRAGMA cache_size=-{SQLITE_CACHE_KB};"
                ),
            },
        }
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} không đọc được. {DATABASE_FORM}") from error
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} phải bắt đầu bằng postgresql://")
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} thiếu tên cơ sở dữ liệu. {DATABASE_FORM}")
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
