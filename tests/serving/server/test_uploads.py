"""Uploads that are too large or never end, readers who are slow or leave: nobody notices."""

import select
import socket
import struct

from tests.serving.server.wire import Wire, parse, read_all, request
from tests.support.server import Site

LOGIN = "POST /quan-tri/login/ HTTP/1.1"
FORM = "Content-Type: application/x-www-form-urlencoded"
MANY = 40  # more than all threads of all workers
LARGE = "/static/ckeditor/ckeditor/ckeditor.js"  # more than a socket takes at once


def paths(article: str) -> list[str]:
    return ["/", article, "/tim-kiem/?q=chi+bo", "/rss/", "/quan-tri/login/"] * 3


def assert_readers_are_served(wire: Wire, article: str) -> None:
    for path in paths(article):
        assert wire.get(path).status == 200


def test_upload_of_200_mb_is_refused_before_it_is_sent(wire: Wire) -> None:
    answer = wire.ask(LOGIN, FORM, "Content-Length: 209715200")
    assert answer.status == 413
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "Tệp gửi lên quá lớn" in answer.text
    assert "100 MB" in answer.text


def test_whole_upload_reaches_django(wire: Wire, signed_in: str) -> None:
    page = wire.ask("GET /quan-tri/login/ HTTP/1.1")
    token = page.headers["set-cookie"].partition("=")[2].partition(";")[0]
    form = f"csrfmiddlewaretoken={token}&username=lan&password=sai&pad={'x' * 600_000}".encode()
    cookie = f"Cookie: csrftoken={token}; {signed_in}"
    whole = wire.ask(LOGIN, FORM, cookie, f"Content-Length: {len(form)}", body=form)
    pieces = b"".join(
        b"%x\r\n%b\r\n" % (len(piece), piece)
        for piece in (form[start : start + 50_000] for start in range(0, len(form), 50_000))
    )
    chunked = wire.ask(
        LOGIN, FORM, cookie, "Transfer-Encoding: chunked", body=pieces + b"0\r\n\r\n"
    )
    for answer in (whole, chunked):
        assert answer.status == 200
        assert 'value="lan"' in answer.text


LONG = 100_000  # bytes; a sign-in has some hundred


def test_long_body_of_a_stranger_is_refused_in_words_before_it_is_sent(wire: Wire) -> None:
    for cookie in ("X: y", "Cookie: sessionid=" + "a" * 32, "Cookie: sessionid="):
        answer = wire.ask(LOGIN, FORM, cookie, f"Content-Length: {LONG}", "Expect: 100-continue")
        assert answer.status == 401
        assert "Phiên đăng nhập đã hết" in answer.text
        assert "nút quay lại" in answer.text


def test_long_body_of_a_stranger_is_refused_whole_and_in_chunks(wire: Wire) -> None:
    whole = wire.ask(LOGIN, FORM, f"Content-Length: {LONG}", body=b"x" * LONG)
    piece = b"%x\r\n%b\r\n" % (10_000, b"x" * 10_000)
    chunked = wire.ask(LOGIN, FORM, "Transfer-Encoding: chunked", body=10 * piece + b"0\r\n\r\n")
    assert [whole.status, chunked.status] == [401, 401]


def test_session_that_was_ended_sends_nothing_long(site: Site, wire: Wire, signed_in: str) -> None:
    make = (
        "from tests.support.accounts import *; client = Client();"
        "client.force_login(make_person('nghi-viec')); print(client.cookies['sessionid'].value);"
        "User.objects.filter(username='nghi-viec').update(is_active=False)"
    )
    key = site.manage("shell", "--verbosity=0", "--command", make).split()[-1]
    head = [FORM, f"Content-Length: {LONG}", "Expect: 100-continue"]
    assert wire.ask(LOGIN, f"Cookie: sessionid={key}", *head).status == 401
    with wire.connect() as connection:
        connection.sendall(request(LOGIN, "Host: localhost", f"Cookie: {signed_in}", *head))
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")


def test_short_body_of_a_stranger_reaches_django(wire: Wire) -> None:
    form = b"username=lan&pad=" + b"x" * 50_000
    answer = wire.ask(LOGIN, FORM, f"Content-Length: {len(form)}", body=form)
    assert answer.status == 403  # it came without the form's token
    assert "đã mở quá lâu" in answer.text


def test_uploads_that_stand_still_are_ended_and_disturb_no_reader(wire: Wire, article: str) -> None:
    stalled = [wire.connect() for _ in range(MANY)]
    for connection in stalled:
        head = request(LOGIN, "Host: localhost", FORM, "Content-Length: 1000")
        connection.sendall(head + b"username=lan")
    for path in paths(article):
        assert wire.get(path).status == 200
        for connection in stalled:
            connection.sendall(b"x")  # or the first would be ended before a busy machine is through
    ended_already, _, _ = select.select(stalled, [], [], 0)
    assert ended_already == []
    for connection in stalled:
        with connection:
            answer = parse(read_all(connection))
            assert answer.status == 408
            assert answer.headers["connection"] == "close"
            assert '<html lang="vi">' in answer.text


def test_readers_who_never_read_and_who_leave_disturb_nobody(
    site: Site, wire: Wire, article: str
) -> None:
    before = site.log.read_text()
    clients = [wire.connect() for _ in range(4 * MANY)]
    for number, connection in enumerate(clients):
        path = (LARGE, "/", article, "/quan-tri/login/")[number % 4]
        whole = request(f"GET {path} HTTP/1.1", "Host: localhost", "User-Agent: curl")
        connection.sendall(whole if number % 3 else whole[:30])
    assert_readers_are_served(wire, article)
    for connection in clients:
        if connection.fileno() % 2:  # cut off at once, instead of a polite end
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    assert_readers_are_served(wire, article)
    assert "Traceback" not in site.log.read_text()[len(before) :]


def test_upload_whose_sender_leaves_is_forgotten(site: Site, wire: Wire, article: str) -> None:
    before = site.log.read_text()
    for _ in range(MANY):
        with wire.connect() as connection:
            connection.sendall(request(LOGIN, "Host: localhost", FORM, "Content-Length: 1000"))
    assert_readers_are_served(wire, article)
    assert "Traceback" not in site.log.read_text()[len(before) :]
