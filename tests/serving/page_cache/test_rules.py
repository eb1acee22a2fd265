"""One page, one address: nothing that a stranger adds to it makes another copy."""

import ipaddress

import pytest
from pytest_django import Settings

from articles.models import Article
from tests.serving.page_cache.arrange import Worker, counting_renders, uncached
from tests.support.public_pages import HTML_PAGES, address_of

pytestmark = pytest.mark.django_db

JUNK = "fbclid=RAC123&utm_source=zalo&a[]=%3Cscript%3E&%ff=%00&&=&x"


def test_unknown_parameters_make_no_other_copy_and_stand_in_no_link(
    worker: Worker, site: Article
) -> None:
    for name in HTML_PAGES:
        address = address_of(name, site)
        junk = f"{address}{'&' if '?' in address else '?'}{JUNK}"
        with counting_renders() as renders:
            first, second = worker.get(junk), worker.get(address)
        assert len(renders) == 1, name
        assert first == second
        for trace in ("fbclid", "RAC123", "zalo"):
            assert trace not in first.text


def test_order_and_spelling_of_known_parameters_make_no_other_copy(
    worker: Worker, site: Article
) -> None:
    with counting_renders() as renders:
        replies = [
            worker.get(f"/tim-kiem/?{query}")
            for query in (
                "q=chi+b%E1%BB%99&trang=2",
                "trang=2&q=chi+bộ",
                "%71=chi%20b%e1%bb%99&x=1&trang=2",
                "trang=%32&q=chi+b%E1%BB%99",
            )
        ]
    assert len(renders) == 1
    assert all(reply == replies[0] for reply in replies)
    assert "Tìm thấy 14 bài có “chi bộ”" in replies[0].text


def test_parameter_that_comes_twice_is_not_cached(worker: Worker, site: Article) -> None:
    for address in ("/tim-kiem/?q=a&q=chi+bo", "/chuyen-muc/tin-tuc/?trang=1&trang=2"):
        with counting_renders() as renders:
            replies = [worker.get(address) for _ in range(2)]
        assert len(renders) == 2
        assert replies[0].text == uncached(address).text


@pytest.mark.parametrize("number", ["abc", "0", "-1", "1000000000", "99", "٢", "1%00"])
def test_impossible_page_number_is_404_and_not_cached(
    number: str, worker: Worker, site: Article
) -> None:
    with counting_renders() as renders:
        replies = [worker.get(f"/chuyen-muc/tin-tuc/?trang={number}") for _ in range(2)]
    assert [reply.status for reply in replies] == [404, 404]
    assert len(renders) == 2


def test_address_that_is_cut_off_behind_its_sign_is_page_one(worker: Worker, site: Article) -> None:
    cut_off = worker.get("/chuyen-muc/tin-tuc/?trang=")
    assert (cut_off.status, cut_off.text) == (200, uncached("/chuyen-muc/tin-tuc/?trang=1").text)


def test_endless_query_is_not_cached(worker: Worker, site: Article) -> None:
    with counting_renders() as renders:
        replies = [worker.get(f"/tim-kiem/?q={'a' * 10_000}") for _ in range(2)]
    assert [reply.status for reply in replies] == [200, 200]
    assert len(renders) == 2


@pytest.fixture
def behind_proxy(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "tin.example.vn"]
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8")]


@pytest.mark.usefixtures("behind_proxy")
def test_each_host_and_scheme_has_its_own_links(worker: Worker, site: Article) -> None:
    address = site.get_absolute_url()
    for _ in range(2):
        for host in ("testserver", "tin.example.vn"):
            for scheme in ("http", "https"):
                page = worker.get(
                    address, HTTP_HOST=host, HTTP_X_FORWARDED_PROTO=scheme, REMOTE_ADDR="10.0.0.1"
                )
                assert f'<link rel="canonical" href="{scheme}://{host}{address}">' in page.text


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize("name", ["article", "feed", "sitemap index"])
def test_forged_headers_of_a_stranger_poison_no_page(
    name: str, worker: Worker, site: Article
) -> None:
    address = address_of(name, site)
    forged = worker.get(
        address,
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_X_FORWARDED_PORT="8443",
        HTTP_X_FORWARDED_FOR="10.0.0.1",
    )
    assert worker.get(address) == forged
    for trace in ("evil.example", "https://testserver", "8443"):
        assert trace not in forged.text


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize(
    "sent", ["https", "http", "https, http", "http, https", "https,http", " https ", "HTTPS", ""]
)
def test_scheme_of_a_proxy_is_read_as_django_reads_it(
    sent: str, worker: Worker, site: Article
) -> None:
    address = site.get_absolute_url()
    proxy = {"HTTP_X_FORWARDED_PROTO": sent, "REMOTE_ADDR": "10.0.0.1"}
    for scheme in ("http", "https"):  # both are kept already
        worker.get(address, HTTP_X_FORWARDED_PROTO=scheme, REMOTE_ADDR="10.0.0.1")
    assert worker.get(address, **proxy).text == uncached(address, **proxy).text


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", ""])
def test_foreign_host_is_400_and_not_cached(host: str, worker: Worker, site: Article) -> None:
    with counting_renders() as renders:
        assert [worker.get("/", HTTP_HOST=host).status for _ in range(2)] == [400, 400]
    assert len(renders) == 2
