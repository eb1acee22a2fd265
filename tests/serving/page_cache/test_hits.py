"""A page from memory: without a query, counted, and byte for byte what it should be."""

import gzip
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from serving.page_cache import pages
from tests.serving.page_cache.arrange import (
    Worker,
    counting_renders,
    environ_of,
    shared_pages,
    show,
    uncached,
)
from tests.support.public_pages import ALL, HTML_PAGES, address_of
from tests.support.visits import FIREFOX
from vietnamese import clock
from visitors.counter import counter
from visitors.models import PageViews
from visitors.salts import Salts

pytestmark = pytest.mark.django_db

NOT_CACHED = {"robots", "up", "ready"}
CACHED = sorted(ALL.keys() - NOT_CACHED)


def counted() -> dict[str, int]:
    """Page views by address."""
    counter.aggregate()
    return dict(PageViews.objects.values_list("path", "views"))


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Not the first minutes of a day, in which yesterday's key of a reader is asked for too."""
    with time_machine.travel("2026-11-23 12:00 +07:00", tick=True):
        yield


def test_second_reader_costs_no_query(
    worker: Worker, site: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in CACHED:
        address = address_of(name, site)
        first = worker.get(address, HTTP_USER_AGENT=FIREFOX)
        with django_assert_num_queries(0):
            second = worker.get(address, HTTP_USER_AGENT=FIREFOX)
        assert second == first, name
        assert second.status == 200, name
        assert "Set-Cookie" not in second.headers


def test_cached_page_is_what_django_answers(worker: Worker, site: Article) -> None:
    own = {"Cache-Control", "Content-Length", "ETag", "Vary"}
    for name in CACHED:
        address = address_of(name, site)
        fresh, made, cached = uncached(address), worker.get(address), worker.get(address)
        expected = sorted(pair for pair in fresh.header_list if pair[0] not in own)
        for reply in (made, cached):
            assert reply.body == fresh.body, name
            assert reply.headers["Content-Length"] == str(len(reply.content))
            assert reply.headers["Vary"] == "Accept-Encoding"
            assert reply.headers["Cache-Control"] == "no-cache"
            assert sorted(pair for pair in reply.header_list if pair[0] not in own) == expected


def test_cached_pages_count_like_pages_from_django(worker: Worker, site: Article) -> None:
    addresses = [address_of(name, site) for name in CACHED]
    for address in addresses:
        uncached(address, HTTP_USER_AGENT=FIREFOX)
    expected = counted()
    assert sum(expected.values()) == len(HTML_PAGES)
    for _ in range(3):  # made, then twice from memory
        for address in addresses:
            worker.get(address, HTTP_USER_AGENT=FIREFOX)
    assert counted() == {path: 4 * views for path, views in expected.items()}


def test_programs_and_heads_and_what_is_fetched_ahead_are_not_counted(
    worker: Worker, site: Article
) -> None:
    for _ in range(2):
        worker.get("/")
        worker.get("/", HTTP_USER_AGENT=FIREFOX, HTTP_SEC_PURPOSE="prefetch")
        worker.get("/", method="HEAD", HTTP_USER_AGENT=FIREFOX)
    assert counted() == {}


def test_staff_is_shown_the_same_page_and_is_not_counted(worker: Worker, site: Article) -> None:
    client = Client()
    client.force_login(User.objects.create(username="lan", is_staff=True, is_superuser=True))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    by_staff = worker.get("/", HTTP_USER_AGENT=FIREFOX, HTTP_COOKIE=cookie)
    with counting_renders() as renders:
        by_reader = worker.get("/", HTTP_USER_AGENT=FIREFOX)
        again = worker.get("/", HTTP_USER_AGENT=FIREFOX, HTTP_COOKIE=cookie)
    assert renders == []
    assert by_staff == by_reader == again
    assert counted() == {"/": 1}


def test_a_session_cookie_without_a_session_changes_nothing(worker: Worker, site: Article) -> None:
    for cookie in ("sessionid=x", "sessionid=khong-co-phien-nao-nhu-vay-0123"):
        reply = worker.get("/", HTTP_COOKIE=cookie)
        assert "Set-Cookie" not in reply.headers
        assert reply == worker.get("/")


@pytest.mark.parametrize("name", ["article", "feed", "print"])  # the last two show no figures
def test_compressed_page_is_one_strict_gzip_member(
    name: str, worker: Worker, site: Article
) -> None:
    address = address_of(name, site)
    plain = worker.get(address).content
    reply = worker.get(address, HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert reply.headers["Content-Encoding"] == "gzip"
    assert reply.headers["Content-Length"] == str(len(reply.content))
    assert gzip.decompress(reply.content) == plain
    member = zlib.decompressobj(wbits=31)
    assert member.decompress(reply.content) == plain
    assert member.eof
    assert member.unused_data == b""
    assert struct.unpack("<II", reply.content[-8:]) == (zlib.crc32(plain), len(plain))
    assert b"<!--visits:" not in plain


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("br", False),
        ("", False),
        ("x-gzipped", False),
    ],
)
def test_only_who_takes_gzip_gets_it(
    accepted: str, is_compressed: bool, worker: Worker, site: Article
) -> None:
    reply = worker.get("/", HTTP_ACCEPT_ENCODING=accepted)
    assert ("Content-Encoding" in reply.headers) == is_compressed


def test_figures_are_those_of_the_moment_and_the_rest_is_not_compressed_again(
    worker: Worker, site: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.get("/")
    compressed: list[int] = []
    deflate = pages.deflate

    def note(text: bytes, ending: int) -> bytes:
        compressed.append(len(text))
        return deflate(text, ending)

    monkeypatch.setattr(pages, "deflate", note)
    for total in (500_001, 500_002):
        show(total=total)
        for accepted in ("gzip", ""):
            text = worker.get("/", HTTP_ACCEPT_ENCODING=accepted).text
            assert text == uncached("/").text
            assert f"500.00{total % 10}" in text
    assert len(compressed) == 2
    assert max(compressed) < 1000


def test_what_is_read_most_is_put_into_a_page_that_is_not_made_anew(
    worker: Worker, site: Article
) -> None:
    assert "Đọc nhiều" not in worker.get("/").text
    now = clock.now()
    PageViews.objects.create(day=clock.day_of(now), path=site.get_absolute_url(), views=9)
    counter.most_read.renew(now)
    with counting_renders() as renders:
        page = worker.get("/").text
    assert renders == []
    block = page.partition("Đọc nhiều trong tuần")[2].partition("</section>")[0]
    assert site.title in block


def test_reader_who_has_the_page_gets_304_uncounted(worker: Worker, site: Article) -> None:
    for coding in ("gzip", ""):
        page = worker.get("/", HTTP_ACCEPT_ENCODING=coding)
        etag = page.headers["ETag"]
        for sent in (etag, f"W/{etag}", f'"khac", {etag}'):
            reply = worker.get(
                "/",
                HTTP_ACCEPT_ENCODING=coding,
                HTTP_IF_NONE_MATCH=sent,
                HTTP_USER_AGENT=FIREFOX,
            )
            assert reply.status == 304
            assert reply.content == b""
            for name in ("ETag", "Vary", "Cache-Control"):
                assert reply.headers[name] == page.headers[name]
            assert not {"Content-Length", "Content-Encoding", "Set-Cookie"} & set(reply.headers)
    assert counted() == {}


def test_304_is_not_counted_even_where_the_page_had_to_be_made(
    folder: Path, worker: Worker, site: Article
) -> None:
    etag = worker.get("/").headers["ETag"]
    shared_pages.cache_clear()
    reply = Worker(folder).get("/", HTTP_IF_NONE_MATCH=etag, HTTP_USER_AGENT=FIREFOX)
    assert reply.status == 304
    assert counted() == {}


def test_other_figures_and_other_pages_are_200(worker: Worker, site: Article) -> None:
    etag = worker.get("/").headers["ETag"]
    assert worker.get("/tim-kiem/", HTTP_IF_NONE_MATCH=etag).status == 200
    show(online=3)
    reply = worker.get("/", HTTP_IF_NONE_MATCH=etag, HTTP_USER_AGENT=FIREFOX)
    assert reply.status == 200
    assert reply.headers["ETag"] != etag
    assert counted() == {"/": 1}


def test_head_has_the_headers_of_get_and_no_body(worker: Worker, site: Article) -> None:
    for coding in ("gzip", ""):
        head = worker.get("/", method="HEAD", HTTP_ACCEPT_ENCODING=coding)
        page = worker.get("/", HTTP_ACCEPT_ENCODING=coding)
        assert head.header_list == page.header_list
        assert (head.status, head.content) == (200, b"")


@pytest.fixture
def quiet_ticker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ticker is there, and never ticks."""
    monkeypatch.setattr(counter, "has_ticker", True)
    monkeypatch.setattr(counter.ticker, "ask", lambda: None)


def test_only_what_needs_no_query_is_answered_at_once(
    worker: Worker, site: Article, quiet_ticker: None, monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    environ = environ_of("/", HTTP_USER_AGENT=FIREFOX)
    with django_assert_num_queries(0):
        assert worker.handler.from_memory(dict(environ)) is None
    page = worker.get("/", HTTP_USER_AGENT=FIREFOX)
    with django_assert_num_queries(0):
        answer = worker.handler.from_memory(dict(environ))
        assert worker.handler.from_memory(environ | {"HTTP_COOKIE": "sessionid=x"}) is None
        assert worker.handler.from_memory(environ | {"REQUEST_METHOD": "HEAD"}) is None
        assert worker.handler.from_memory(environ | {"QUERY_STRING": "fbclid=1"}) is None
        monkeypatch.setattr(counter.latest, "is_old", lambda: True)
        assert worker.handler.from_memory(dict(environ)) is None
    assert answer == (200, page.header_list, page.content)
    assert counted() == {"/": 2}


def test_in_the_first_minutes_of_a_day_no_query_is_asked_at_once_either(
    worker: Worker,
    site: Article,
    quiet_ticker: None,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """A reader has two keys then, and yesterday may have no salt: nobody came."""
    with time_machine.travel("2026-11-24 00:01 +07:00", tick=False) as traveller:
        counter.salts = Salts()
        environ = environ_of("/", HTTP_USER_AGENT=FIREFOX)
        page = worker.get("/", HTTP_USER_AGENT=FIREFOX)
        with django_assert_num_queries(0):
            assert worker.handler.from_memory(dict(environ)) is None
        traveller.move_to("2026-11-24 00:05 +07:00")
        counter.latest.tried()
        with django_assert_num_queries(0):
            assert worker.handler.from_memory(dict(environ)) == (
                200,
                page.header_list,
                page.content,
            )
    assert counted() == {"/": 2}
