"""SMTP_URL as Django's settings of mail, and the addresses that go with it."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
# The slips of people: what an address may be is the mail server's to say.
ADDRESS = re.compile(r"[^@<>;,\s]+@[^@<>;,\s]+|[^<>]* <[^@<>;,\s]+@[^@<>;,\s]+>")
NOT_AN_ADDRESS = (
    "{variable} phải là địa chỉ thư như quantri@example.vn (nhiều địa chỉ ở ADMIN_MAIL thì cách"
    " nhau bằng dấu phẩy), không phải {address!r}"
)
FORM = "SMTP_URL phải viết như smtp://ten:mat-khau@may-chu-thu:587 hoặc smtps://…:465"


class MailServer(NamedTuple):
    """What Django's settings EMAIL_… are to be."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    use_ssl: bool = False
    use_tls: bool = False


def mail_server(url: str) -> MailServer:
    """Of `smtps://name:password@host:465` (TLS from the start) or `smtp://…:587` (STARTTLS, but for
    a server on this machine, which has no certificate and needs none). Names and passwords
    percent-encoded (RFC 3986). Empty: no mail. Raises ImproperlyConfigured for anything else."""
    if not url:
        return MailServer("django.core.mail.backends.dummy.EmailBackend")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(FORM) from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(FORM)
    is_here = parts.hostname in ON_THIS_MACHINE
    is_tls = parts.scheme == "smtps"
    return MailServer(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=port or (465 if is_tls else 25 if is_here else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=is_tls,
        use_tls=not is_tls and not is_here,
    )


def mail_address(variable: str, address: str) -> str:
    """It as it is, "" where it is blank; ImproperlyConfigured where it is none, by the name of the
    variable. A name may stand before it: Trang tin <chibo@example.vn>."""
    if address and not ADDRESS.fullmatch(address):
        words = {"variable": variable, "address": address}
        raise ImproperlyConfigured(NOT_AN_ADDRESS.format(**words))
    return address
