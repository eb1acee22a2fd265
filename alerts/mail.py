"""Mail to the administrator, where SMTP_URL and ADMIN_MAIL say how and to whom."""

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
    site = public_host() or HERE
    mail = EmailMessage(
        subject=f"[{site}] {subject}",
        body=text + SIGNATURE.format(site=site),
        from_email=settings.MAIL_FROM or f"chibo@{site}",
        to=settings.ADMIN_MAIL,
    )
    try:
        mail.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        failure_log.failed(error)
    else:
        failure_log.succeeded()


def address_of(path: str) -> str:
    """The address of a page of the site, for a mail."""
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{public_host() or HERE}{path}"
