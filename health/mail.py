"""Whether the server that sends the site's mail takes it."""

from collections.abc import Iterator
from smtplib import SMTPException

from django.conf import settings
from django.core import mail as sending

from health.findings import Finding, fault, fine, warning

SECONDS = 5
NOBODY = "Có SMTP_URL mà chưa có ADMIN_MAIL: trang không biết gửi thư báo cho ai."
REFUSED = "Máy chủ thư không nhận: {reason}. Hãy xem lại SMTP_URL."


def mail() -> Iterator[Finding]:
    """Signs in there and sends nothing."""
    if not settings.SMTP_URL:
        yield fine("Chưa đặt SMTP_URL: trang không gửi thư.")
        return
    if not settings.ADMIN_MAIL:
        yield warning(NOBODY)
    try:
        connection = sending.get_connection(timeout=SECONDS)
        connection.open()
        connection.close()
    except (OSError, SMTPException) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        yield fault(REFUSED.format(reason=reason))
    else:
        yield fine("Máy chủ thư nhận tên và mật khẩu của trang.")
