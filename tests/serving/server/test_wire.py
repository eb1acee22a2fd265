"""What comes over the wire: lengths, odd addresses, odd headers."""

import re
import select

import pytest

from tests.serving.server.wire import Wire, parse, read_all, request
from tests.support.server import Site
from tests.support.visits import FIREFOX

EXPLANATION = "/cach-tinh-luot-truy-cap/"


def test_head_has_the_length_of_get_and_no_body(wire: Wire, article: str) -> None:
    for path in ("/", article, "/robots.txt", "/static/css/site.css", "/khong-co/"):
        page = wire.ask(f"GET {path} HTTP/1.1")
        head = wire.ask(f"HEAD {path} HTTP/1.1")
        assert (head.status, head.content) == (page.status, b""), path
        assert int(head.headers["content-length"]) == len(page.content) > 0, path
    for path in ("/", article):
        page = wire.ask(f"GET {path} HTTP/1.1", "Accept-Encoding: gzip")
        head = wire.ask(f"HEAD {path} HTTP/1.1", "Accept-Encoding: gzip")
        assert int(head.headers["content-length"]) == len(page.content), path


def test_304_has_neither_body_nor_length(wire: Wire) -> None:
    etag = wire.ask(f"GET {EXPLANATION} HTTP/1.1").headers["etag"]
    answer = wire.ask(f"GET {EXPLANATION} HTTP/1.1", f"If-None-Match: {etag}")
    assert (answer.status, answer.content) == (304, b"")
    assert "content-length" not in answer.headers
    assert answer.headers["etag"] == etag
    assert "date" in answer.headers


def test_static_file_comes_whole_and_is_known_again(wire: Wire) -> None:
    answer = wire.ask("GET /static/css/site.css HTTP/1.1")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert len(answer.content) == int(answer.headers["content-length"]) > 1000
    again = wire.ask(
        "GET /static/css/site.css HTTP/1.1",
        f"If-Modified-Since: {answer.headers['last-modified']}",
    )
    assert (again.status, again.content) == (304, b"")


def test_one_connection_carries_many_requests(wire: Wire, article: str) -> None:
    paths = ["/", article, "/khong-co/", "/rss/", "/up", "/static/css/site.css"] * 3
    with wire.connect() as connection, connection.makefile("rb") as answers:
        for path in paths:
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: curl\r\n\r\n".encode()
            )
            head = b"".join(iter(answers.readline, b"\r\n"))
            assert head.startswith(b"HTTP/1.1 404" if path == "/khong-co/" else b"HTTP/1.1 200")
            length = re.search(rb"content-length: (\d+)", head)
            assert length and len(answers.read(int(length[1]))) == int(length[1])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/tim-kiem/?q=đại hội".replace(" ", "+"), 200),
        ("/tim-kiem/?q=%C4%91%E1%BA%A1i+h%E1%BB%99i", 200),
        ("/tim-kiem/?q=đại+hội&q=đại+hội", 200),
        ("/tim-kiem/?q=%00%ff%fe", 200),
        ("/trang/lúa-mới/", 404),
        ("/trang/%ff/", 404),
        ("/bai/1/%00/", 301),
        ("/bai/1/%ff/", 301),
        ("/bai/1/đảng-đoàn/", 301),
        ("/media/photos/%00.webp", 404),
        ("/media/..%2f..%2fsecret_key", 404),
        ("/static/..%2f..%2fmanage.py", 404),
        ("//evil.example/%2e%2e", 404),
        ("/quan-tri/login/?next=đ", 200),
    ],
)
def test_odd_address_is_answered(path: str, status: int, wire: Wire, article: str) -> None:
    answer = wire.ask(f"GET {path} HTTP/1.1")
    assert answer.status == status
    assert "location" not in answer.headers or answer.headers["location"].startswith("/bai/")
    if "q=đ" in path or "q=%C4" in path:
        assert 'value="đại hội"' in answer.text


def test_odd_headers_change_nothing(wire: Wire) -> None:
    expected = wire.ask(f"GET {EXPLANATION} HTTP/1.1")
    for header in ("Cookie: tên=lúa", b"Cookie: \xff\xfe=\x80", b"X-Odd: \xff", "X: ", "A: " * 999):
        answer = wire.ask(f"GET {EXPLANATION} HTTP/1.1", header)
        assert (answer.status, answer.content) == (200, expected.content)
    assert wire.ask("GET /quan-tri/login/ HTTP/1.1", b"Cookie: sessionid=\xc4\x91").status == 200


@pytest.mark.parametrize("path", ["/", EXPLANATION, "/robots.txt", "/bai/1/x/", "/quan-tri/"])
def test_trace_is_405(path: str, wire: Wire) -> None:
    answer = wire.ask(f"TRACE {path} HTTP/1.1", "X-Secret: 1")
    assert answer.status == 405
    assert b"X-Secret" not in answer.content


def test_endless_request_line_is_refused_and_a_long_one_is_not(wire: Wire) -> None:
    assert wire.ask(f"GET /tim-kiem/?q={'a' * 70_000} HTTP/1.1").status in (414, 431)
    answer = wire.ask(f"GET /tim-kiem/?q={'a' * 8_200} HTTP/1.1")
    assert answer.status == 414
    assert "Địa chỉ quá dài" in answer.content.decode()
    assert wire.ask(f"GET /tim-kiem/?q={'a' * 8_000} HTTP/1.1").status == 200
    assert wire.ask(f"GET /tim-kiem/?x={'a' * 8000} HTTP/1.1").status == 200


def test_garbage_is_400(wire: Wire) -> None:
    assert wire.ask(b"\x16\x03\x01\x02").status == 400


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_what_is_posted_to_a_public_page_is_not_read(kind: str, wire: Wire) -> None:
    """The answer comes although the body never does."""
    for path, statuses in (("/", {403, 405}), ("/khong-co/", {404})):
        answer = wire.ask(
            f"POST {path} HTTP/1.1", f"Content-Type: {kind}", "Content-Length: 900000"
        )
        assert answer.status in statuses


def test_what_is_sent_where_nothing_is_taken_is_read_before_the_answer(wire: Wire) -> None:
    """A proxy whose writing fails passes no answer on."""
    head = request("POST / HTTP/1.1", f"Host: localhost:{wire.port}", "Content-Length: 60000")
    half = b"a" * 30_000
    with wire.connect() as connection:
        connection.sendall(head + half)
        answers, _, _ = select.select([connection], [], [], 0.5)
        assert answers == []
        connection.sendall(half + request("TRACE / HTTP/1.1", "Host: x", "Connection: close"))
        both = read_all(connection)
    assert parse(both).status in {403, 405}
    assert both.count(b"HTTP/1.1 ") == 2, "the connection carries on"


def test_header_with_an_underscore_cannot_speak_for_a_proxy(site: Site, wire: Wire) -> None:
    sums = "SELECT COALESCE(SUM(visits), 0) FROM visitors_dailyvisits"
    site.restart()
    fresh = Wire(site.port)
    [(before,)] = site.query(sums)
    for number in range(5):
        for name in ("X_Forwarded_For", "x_forwarded-for", "X-Forwarded_For"):
            answer = fresh.get("/", **{"User-Agent": FIREFOX, name: f"198.51.100.{number}"})
            assert answer.status == 200
    site.restart()
    [(after,)] = site.query(sums)
    assert after - before == 1


def test_two_forwarded_lines_are_one_list(site: Site) -> None:
    """The proxy wrote the last one; what stands before it is the client's own word."""
    sums = "SELECT COALESCE(SUM(visits), 0) FROM visitors_dailyvisits"
    site.restart()
    [(before,)] = site.query(sums)
    fresh = Wire(site.port)
    for number in range(5):
        answer = fresh.ask(
            "GET / HTTP/1.1",
            f"X-Forwarded-For: 198.51.100.{number}",
            "X-Forwarded-For: 203.0.113.77",
            f"User-Agent: {FIREFOX} khac",
        )
        assert answer.status == 200
    site.restart()
    [(after,)] = site.query(sums)
    assert after - before == 1
