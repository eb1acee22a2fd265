"""The name under which people ask for the site."""

from django.conf import settings

NOT_PUBLIC = {"localhost", "127.0.0.1", "[::1]", "*"}


def public_host() -> str:
    """The first public name in ALLOWED_HOSTS; "" where it has none."""
    names = (name.removeprefix(".") for name in settings.ALLOWED_HOSTS)
    return next((name for name in names if name not in NOT_PUBLIC), "")
