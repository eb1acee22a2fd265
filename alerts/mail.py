"""Mail of the site's own, where SMTP_URL says how: to the administrator, whom ADMIN_MAIL names, and
to who works here."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from clients.public_host import public_host
from logs.once import LogOnce

HERE = "localhost"
SIGNATURE = "\n\n--\nThư tự động của trang {site}. Đừng trả lời thư này."

failure_log = LogOnce("không gửi được thư cho người quản trị")


def is_mailed() -> bool:
    """Whether the administrator is told by mail at all."""
    return bool(settings.SMTP_URL and settings.ADMIN_MAIL)


def tell_administrator(subject: str, text: str) -> None:
    """One mail in plain text; may take some seconds. What hinders it is logged once, and raises
    nothing: whoever has something to tell has failed already."""
    if not is_mailed():
        return
    try:
        send(settings.ADMIN_MAIL, subject, text)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        failure_log.failed(error)
    else:
        failure_log.succeeded()


def send(to: list[str], subject: str, text: str) -> None:
    """One mail in plain text; may take some seconds. Raises OSError, SMTPException, or ValueError
    for an address that is none."""
    site = public_host() or HERE
    EmailMessage(
        subject=f"[{site}] {subject}",
        body=text + SIGNATURE.format(site=site),
        from_email=settings.MAIL_FROM or f"chibo@{site}",
        to=to,
    ).send()


def address_of(path: str) -> str:
    """The address of a page of the site, for a mail."""
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{public_host() or HERE}{path}"
