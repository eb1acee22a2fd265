"""Mail over a connection, and what SMTP_URL may say."""

import email.policy
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage as Mail
from pytest_django import Settings

from alerts.mail import address_of, tell_administrator
from alerts.smtp import MailServer, mail_server

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class SmtpServer:
    """Takes one mail on a port of this machine, and no more than RFC 5321 asks for."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.received: list[bytes] = []
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            while line := lines.readline():
                match line.split()[0].upper():
                    case b"DATA":
                        connection.sendall(b"354 go on\r\n")
                        self.received += iter(lines.readline, b".\r\n")
                        connection.sendall(b"250 taken\r\n")
                    case b"QUIT":
                        connection.sendall(b"221 bye\r\n")
                        return
                    case _:
                        connection.sendall(b"250 fine\r\n")

    def mail(self) -> EmailMessage:
        """The one that came, as a person's program shows it."""
        self._thread.join(10)
        message = email.message_from_bytes(b"".join(self.received), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return message

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with closing(SmtpServer()) as made:
        yield made


def use(settings: Settings, url: str) -> None:
    settings.SMTP_URL, settings.ADMIN_MAIL, settings.MAIL_FROM = url, ["quantri@example.vn"], ""
    settings.ALLOWED_HOSTS = ["tin.example.vn"]
    found = mail_server(url)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = found[:3]
    settings.EMAIL_USE_TLS = found.use_tls


def test_mail_comes_as_it_was_written(settings: Settings, server: SmtpServer) -> None:
    use(settings, f"smtp://127.0.0.1:{server.port}")
    tell_administrator("Sao lưu không xong", "Ổ đĩa đã đầy.\nHãy giải phóng chỗ trống.")
    mail = server.mail()
    assert mail["Subject"] == "[tin.example.vn] Sao lưu không xong"
    assert (mail["From"], mail["To"]) == ("chibo@tin.example.vn", "quantri@example.vn")
    text = mail.get_content().replace("\r\n", "\n")
    assert text.startswith("Ổ đĩa đã đầy.\nHãy giải phóng chỗ trống.\n\n--\n")


@pytest.mark.parametrize(
    ("hosts", "name"),
    [
        (["*", "tin.example.vn"], "tin.example.vn"),
        ([".example.vn"], "example.vn"),
        (["*"], "localhost"),
        (["127.0.0.1", "www.example.vn"], "www.example.vn"),
    ],
)
def test_mail_comes_from_a_name_that_there_can_be(
    settings: Settings, mailoutbox: list[Mail], hosts: list[str], name: str
) -> None:
    settings.SMTP_URL, settings.ADMIN_MAIL = "smtp://localhost", ["quantri@example.vn"]
    settings.ALLOWED_HOSTS, settings.HTTPS = hosts, True
    tell_administrator("Sao lưu không xong", address_of("/quan-tri/"))
    (mail,) = mailoutbox
    assert mail.from_email == f"chibo@{name}"
    assert mail.subject == f"[{name}] Sao lưu không xong"
    assert mail.body.startswith(f"https://{name}/quan-tri/\n")


def test_server_that_does_not_answer_is_named_once_and_hinders_nothing(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as closed:
        port = closed.getsockname()[1]
    use(settings, f"smtp://127.0.0.1:{port}")
    for _ in range(3):
        tell_administrator("Sao lưu không xong", "Ổ đĩa đã đầy.")
    (line,) = caplog.messages
    assert line.startswith("không gửi được thư cho người quản trị: ConnectionRefusedError")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("", MailServer("django.core.mail.backends.dummy.EmailBackend")),
        ("smtp://localhost", MailServer(SMTP, "localhost", 25)),
        ("smtp://mail.example.vn", MailServer(SMTP, "mail.example.vn", 587, use_tls=True)),
        (
            "smtps://quantri%40example.vn:m%3Ak@mail.example.vn",
            MailServer(SMTP, "mail.example.vn", 465, "quantri@example.vn", "m:k", use_ssl=True),
        ),
        (
            "smtp://a:b@mail.example.vn:25",
            MailServer(SMTP, "mail.example.vn", 25, "a", "b", False, True),
        ),
    ],
)
def test_address_of_the_mail_server(url: str, found: MailServer) -> None:
    assert mail_server(url) == found


@pytest.mark.parametrize(
    "url", ["mail.example.vn", "smtp://", "http://mail.example.vn", "smtp://mail.example.vn:x"]
)
def test_wrong_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SMTP_URL phải viết như smtp://"):
        mail_server(url)
