"""The site as readers get it: its certificate, the web server in front of it, and that one's clock.

Asked are https://<the first of ALLOWED_HOSTS>/up and /robots.txt, one after the other. Where nobody
can be reached this machine may have no way out, or no way to its own public address: that is no
fault of the site.
"""

import datetime
import errno
import http.client
import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from clients.public_host import public_host
from health.clock import difference
from health.findings import Finding, fault, fine, unknown, warning
from vietnamese.dates import format_day

PORT = 443
SECONDS = 5.0  # for one step of one answer; a name that nobody answers for takes no longer either
# Certificates for three months are renewed a month ahead: that one was forgotten.
RENEWED_DAYS, LAST_DAYS = 20, 4

# OpenSSL's X509_V_ERR_…, https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
REASONS = {
    9: "chưa đến ngày có hiệu lực",
    10: "đã hết hạn",
    18: "là chứng thư tự ký",
    19: "do một nơi tự lập cấp",
    20: "thiếu chứng thư trung gian, hoặc do nơi không được tin cấp",
    21: "thiếu chứng thư trung gian, hoặc do nơi không được tin cấp",
    62: "là của tên miền khác",
}
BAD = "Chứng thư số của {host} {reason}: trình duyệt của bạn đọc báo nguy hiểm."
# An office's own authority, which the machines of its readers trust, and this one does not.
UNKNOWN_AUTHORITY = {18, 19, 20}
OWN_AUTHORITY = (
    " Nếu máy của bạn đọc đã tin nơi cấp ấy (của chính đơn vị) thì cho máy chủ này tin theo: chép"
    " chứng thư gốc thành một tệp .crt trong /usr/local/share/ca-certificates/, rồi chạy lệnh này."
)
TRUST = "sudo update-ca-certificates"
ENDING = "Chứng thư số của {host} hết hạn ngày {day}, và chưa được gia hạn."
NO_TLS = (
    "Cổng 443 của {host} không trả lời bằng HTTPS ({reason}). Hãy xem lại máy chủ web đứng trước."
)
NOT_REACHED = (
    "Không kết nối được đến https://{host}/ từ máy này ({reason}). Hãy thử mở bằng điện thoại."
)
NOT_UP = (
    "https://{host}/up trả lời {status}: máy chủ web đứng trước không chuyển đến trang, hoặc trang"
    " không chạy."
)
LOOP = (
    "https://{host}/ chuyển hướng vòng về chính nó: trang không tin máy chủ web đứng trước, hoặc"
    " máy ấy không gửi X-Forwarded-Proto. Hãy đặt TRUSTED_PROXIES là địa chỉ của nó, xem"
    " deploy/nginx.conf."
)
WRONG_HOST = (
    "https://{host}/ bị trang từ chối ({status}): máy chủ web đứng trước không chuyển tên miền"
    " (dòng Host), xem deploy/nginx.conf."
)

T = TypeVar("T")


class Unreachable(Exception):
    """Nobody answers; the message says why, in words."""


@dataclass(frozen=True)
class Answer:
    """`ends` is the last moment of the certificate."""

    status: int
    body: bytes
    location: str
    date: datetime.datetime | None
    ends: datetime.datetime


def outside() -> Iterator[Finding]:
    """Two requests, at most some 10 s; no query."""
    host = public_host()
    if not host:
        yield fine("Trang chỉ mở cho máy này, không có địa chỉ bên ngoài.")
    elif not settings.HTTPS:
        yield fine("HTTPS=0: trang không dùng chứng thư số.")
    else:
        try:
            yield from _of_answers(host)
        except ssl.SSLCertVerificationError as error:
            yield _of_bad_certificate(host, error)
        except ssl.SSLError as error:
            yield fault(NO_TLS.format(host=host, reason=error.reason or error))
        except (Unreachable, OSError, http.client.HTTPException) as error:
            yield unknown(NOT_REACHED.format(host=host, reason=_in_words(error)))


def _of_bad_certificate(host: str, error: ssl.SSLCertVerificationError) -> Finding:
    reason = REASONS.get(error.verify_code, f"không dùng được ({error.verify_message})")
    said = BAD.format(host=host, reason=reason)
    if error.verify_code in UNKNOWN_AUTHORITY:
        return fault(said + OWN_AUTHORITY, TRUST)
    return fault(said, renew_command())


def renew_command() -> str:
    return "sudo certbot renew" if shutil.which("certbot") else ""


def _of_answers(host: str) -> Iterator[Finding]:
    up = within(SECONDS, lambda: ask(host, "/up"))
    yield from _of_certificate(host, up.ends)
    if up.status != 200 or up.body.strip() != b"ok":
        yield fault(NOT_UP.format(host=host, status=up.status))
        return
    if up.date:
        seconds = (timezone.now() - up.date).total_seconds()
        yield from difference(seconds, f"máy chủ web trả lời cho {host}")
    page = within(SECONDS, lambda: ask(host, "/robots.txt"))
    if page.location.rstrip("/").endswith(f"{host}/robots.txt"):
        yield fault(LOOP.format(host=host))
    elif page.status == 400:
        yield fault(WRONG_HOST.format(host=host, status=page.status))
    else:
        yield fine(f"https://{host}/ trả lời qua máy chủ web đứng trước.")


def _of_certificate(host: str, ends: datetime.datetime) -> Iterator[Finding]:
    left, day = ends - timezone.now(), format_day(timezone.localtime(ends))
    if left < datetime.timedelta(days=RENEWED_DAYS):
        level = fault if left < datetime.timedelta(days=LAST_DAYS) else warning
        yield level(ENDING.format(host=host, day=day), renew_command())
    else:
        yield fine(f"Chứng thư số có hiệu lực đến {day}.")


def as_browsers_trust() -> ssl.SSLContext:
    """From Python 3.13 on it asks for more by itself: the certificate of an office's own authority
    that lacks "key usage" is good for browsers."""
    context = ssl.create_default_context()
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def ask(host: str, path: str) -> Answer:
    """Follows no redirect, and counts as no visit. Raises ssl.SSLError, OSError, HTTPException."""
    connection = http.client.HTTPSConnection(
        host, PORT, timeout=SECONDS, context=as_browsers_trust()
    )
    try:
        connection.connect()
        certificate = connection.sock.getpeercert() or {}
        connection.request("GET", path, headers={"User-Agent": "chibo-doctor", "Accept": "*/*"})
        answer = connection.getresponse()
        sent = answer.getheader("Date")
        return Answer(
            status=answer.status,
            body=answer.read(1000),
            location=answer.getheader("Location") or "",
            date=parsedate_to_datetime(sent) if sent else None,
            ends=datetime.datetime.fromtimestamp(
                ssl.cert_time_to_seconds(str(certificate["notAfter"])), datetime.UTC
            ),
        )
    finally:
        connection.close()


def within(seconds: float, work: Callable[[], T]) -> T:
    """What it returns or raises; Unreachable where that takes longer. A name is looked up by the
    system, which knows no time limit: so it is waited for in a thread that may be left behind."""
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(2 * seconds)
    if failed:
        raise failed[0]
    if not done:
        raise Unreachable("quá lâu không trả lời")
    return done[0]


def _in_words(error: BaseException) -> str:
    match error:
        case Unreachable():
            return str(error)
        case TimeoutError():
            return "quá lâu không trả lời"
        case socket.gaierror():
            return "không tra được tên miền"
        case OSError(errno=errno.ENETUNREACH | errno.EHOSTUNREACH):
            return "không có đường mạng"
        case ConnectionRefusedError():
            return "không có chương trình nào nghe ở cổng 443"
    return " ".join(str(error).split()) or type(error).__name__
