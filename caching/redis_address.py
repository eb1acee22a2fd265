"""REDIS_URL, before anything is asked of it. Redis' own library would load for that."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

FORM = (
    "REDIS_URL phải viết như redis://:mat-khau@may:6379/0 (rediss:// khi có TLS,"
    " unix:///run/redis/redis.sock), dấu như @ / : # trong mật khẩu viết thành %40 %2F %3A %23."
)


def redis_address(url: str) -> str:
    """It as it is. ImproperlyConfigured where Redis' library would raise, or take another database
    of Redis than the one that is meant."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (raises ValueError)
    except ValueError as error:
        raise ImproperlyConfigured(FORM) from error
    number = parts.path.strip("/")
    is_address = parts.scheme in {"redis", "rediss"} and (number.isdecimal() or not number)
    is_socket = parts.scheme == "unix" and bool(number)
    if not (is_address or is_socket) or parts.fragment:
        raise ImproperlyConfigured(FORM)
    return url
