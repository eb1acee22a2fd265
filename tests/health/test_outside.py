"""The site as readers get it: asked over TLS, at a server of this test's own."""

import datetime
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from health import outside
from health.findings import Finding, Level

HOST = "tin.example.vn"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS, settings.PRODUCTION = [HOST], True, True


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def make_certificate(
    folder: Path,
    name: str = HOST,
    ends_in: datetime.timedelta = 60 * DAY,
    authority: Path | None = None,
) -> Path:
    """A certificate with its key, signed by itself or by the key of another such file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signing: Any = key
    if authority:
        signing = load_pem_private_key(authority.read_bytes(), None)
        issuer = x509.load_pem_x509_certificate(authority.read_bytes()).subject
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - 90 * DAY)
        .not_valid_after(now() + ends_in)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(signing, hashes.SHA256())
    )
    file = folder / f"certificate-of-{name}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file


@contextmanager
def serving(
    certificate: Path | None, answers: dict[str, tuple[int, str, str]], clock: datetime.timedelta
) -> Iterator[int]:
    """A web server at a port of 127.0.0.1: status, Location and body by path."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, location, body = answers.get(self.path, (404, "", ""))
            self.send_response_only(status)
            self.send_header("Date", format_datetime(now() + clock, usegmt=True))
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *arguments: Any) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, request: Any, address: Any) -> None:
            """A client that does not like the certificate goes away."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


WELL = {"/up": (200, "", "ok\n"), "/robots.txt": (200, "", "User-agent: *\n")}


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """What the check finds where that server answers for HOST; it trusts the certificate."""

    def found(
        certificate: Path | None,
        answers: dict[str, tuple[int, str, str]] = WELL,
        clock: datetime.timedelta = 0 * DAY,
        is_trusted: bool = True,
    ) -> list[Finding]:
        if certificate and is_trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with serving(certificate, answers, clock) as port:
            monkeypatch.setattr(outside, "PORT", port)
            address = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
            monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [address])
            return list(outside.outside())

    return found


def worst(found: list[Finding]) -> Level:
    return max((each.level for each in found), key=list(Level).index)


def said(found: list[Finding]) -> str:
    return "\n".join(each.sentence for each in found)


def test_stricter_rules_than_those_of_browsers_are_not_asked_for(
    ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Python 3.13 does by itself; this authority's certificate has no "key usage"."""
    authority = make_certificate(tmp_path, name="authority.example.vn")
    strict = ssl.create_default_context(cafile=str(authority))
    strict.verify_flags |= ssl.VERIFY_X509_STRICT
    monkeypatch.setattr("health.outside.ssl.create_default_context", lambda: strict)
    file = make_certificate(tmp_path, authority=authority)
    assert worst(ask(file, is_trusted=False)) is Level.FINE


def test_site_that_answers_with_a_good_certificate_is_fine(ask: Any, tmp_path: Path) -> None:
    found = ask(make_certificate(tmp_path))
    assert worst(found) is Level.FINE
    assert "Chứng thư số có hiệu lực đến" in said(found)


@pytest.mark.parametrize(("days", "level"), [(10, Level.WARNING), (2, Level.FAULT)])
def test_certificate_that_ends_soon_is_told(
    days: int, level: Level, ask: Any, tmp_path: Path
) -> None:
    found = ask(make_certificate(tmp_path, ends_in=days * DAY))
    assert worst(found) is level
    assert f"Chứng thư số của {HOST} hết hạn ngày" in said(found)


@pytest.mark.parametrize(
    ("name", "ends_in", "is_trusted", "words"),
    [
        (HOST, -DAY, True, "đã hết hạn"),
        ("khac.example.vn", 60 * DAY, True, "là của tên miền khác"),
        (HOST, 60 * DAY, False, "là chứng thư tự ký"),
    ],
)
def test_certificate_that_browsers_refuse_is_a_fault(
    name: str,
    ends_in: datetime.timedelta,
    is_trusted: bool,
    words: str,
    ask: Any,
    tmp_path: Path,
) -> None:
    found = ask(make_certificate(tmp_path, name, ends_in), is_trusted=is_trusted)
    assert worst(found) is Level.FAULT
    assert f"Chứng thư số của {HOST} {words}" in said(found)


def test_office_with_an_authority_of_its_own_is_told_how_this_machine_trusts_it(
    ask: Any, tmp_path: Path
) -> None:
    authority = make_certificate(tmp_path, name="authority.example.vn")
    for file in (make_certificate(tmp_path), make_certificate(tmp_path, authority=authority)):
        [found] = ask(file, is_trusted=False)
        assert "/usr/local/share/ca-certificates/" in found.sentence
        assert found.command == "sudo update-ca-certificates"
    [found] = ask(make_certificate(tmp_path, ends_in=-DAY))
    assert "ca-certificates" not in found.sentence + found.command


def test_server_that_speaks_no_tls_is_a_fault(ask: Any) -> None:
    found = ask(None)
    assert worst(found) is Level.FAULT
    assert "không trả lời bằng HTTPS" in said(found)


def test_web_server_in_front_that_does_not_reach_the_site_is_a_fault(
    ask: Any, tmp_path: Path
) -> None:
    found = ask(make_certificate(tmp_path), {"/up": (502, "", "Bad Gateway")})
    assert worst(found) is Level.FAULT
    assert "/up trả lời 502" in said(found)


def test_proxy_that_the_site_does_not_trust_is_seen_by_its_loop(ask: Any, tmp_path: Path) -> None:
    loop = (301, f"https://{HOST}/robots.txt", "")
    found = ask(make_certificate(tmp_path), WELL | {"/robots.txt": loop})
    assert worst(found) is Level.FAULT
    assert "TRUSTED_PROXIES" in said(found)


def test_clock_that_differs_from_the_web_server_s_is_told(ask: Any, tmp_path: Path) -> None:
    found = ask(make_certificate(tmp_path), clock=datetime.timedelta(minutes=10))
    assert worst(found) is Level.WARNING
    assert f"so với máy chủ web trả lời cho {HOST}" in said(found)


def test_who_cannot_be_reached_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = (socket.AF_INET, socket.SOCK_STREAM, 6, "", closed.getsockname())
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [address])
        [found] = outside.outside()
    assert found.level is Level.UNKNOWN
    assert f"Không kết nối được đến https://{HOST}/ từ máy này" in found.sentence


def test_name_that_nobody_answers_for_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Event()

    def wait(*_: Any, **__: Any) -> list[Any]:
        asked.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "")

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    monkeypatch.setattr(outside, "SECONDS", 0.01)
    [found] = outside.outside()
    asked.set()
    assert found.level is Level.UNKNOWN
    assert "quá lâu không trả lời" in found.sentence


@pytest.mark.parametrize("hosts", [["localhost", "127.0.0.1"], ["*"]])
def test_site_without_a_public_name_is_not_asked(hosts: list[str], settings: Settings) -> None:
    settings.ALLOWED_HOSTS = hosts
    [found] = outside.outside()
    assert found.level is Level.FINE
