"""Links to other sites, as search engines find them in an article."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from caching import tags
from caching.backend import backend
from integrity.models import TrustedDomain
from portal.models import Page
from richtext.cleaning import for_page
from richtext.domains import domain_of
from tests.support.factories import make_article, make_identity

pytestmark = pytest.mark.django_db

NOT_VOUCHED_FOR = 'rel="noopener nofollow ugc"'


def rel_of(address: str) -> str:
    return for_page(f'<p><a href="{address}">Chữ</a></p>').partition(" rel=")[2].split('"')[1]


def trust(domain: str) -> TrustedDomain:
    return TrustedDomain.objects.create(domain=domain, reason="Cơ quan cùng tỉnh")


@pytest.mark.parametrize(
    "address",
    [
        "https://nha-cai.example/",
        "HTTP://NHA-CAI.EXAMPLE:8080/a?b#c",
        "//nha-cai.example",
        "https:/nha-cai.example",
        "https:\\\\nha-cai.example",
        "http://dongnai.gov.vn@nha-cai.example/",
        "http://nha-cai.example./",
        "https://nhacái.example/",
        "https://dongnai.gov.vn.nha-cai.example/",
        "https://kdongnai.gov.vn/",
        "https://gov.vn/",
    ],
)
def test_link_to_a_site_that_is_not_trusted_is_not_vouched_for(address: str) -> None:
    trust("dongnai.gov.vn")
    assert rel_of(address) == "noopener nofollow ugc"


@pytest.mark.parametrize(
    "address",
    [
        "https://dongnai.gov.vn/",
        "https://SoKHCN.DongNai.gov.vn./tin",
        "//www.dongnai.gov.vn",
        "http://dongnai。gov。vn/",
        "/bai/1/a/",
        "#cuoi-bai",
        "mailto:a@nha-cai.example",
        "http://testserver/bai/1/a/",
    ],
)
def test_link_to_a_trusted_site_and_within_the_site_is_as_it_was(address: str) -> None:
    trust("DongNai.gov.vn.")
    assert rel_of(address) == "noopener"


@pytest.mark.parametrize(
    "typed", ["nhàsách.vn", "https://NHÀSÁCH.vn/gio-hang", "xn--nhsch-sqai.vn"]
)
def test_vietnamese_domain_is_the_same_in_letters_and_in_punycode(typed: str) -> None:
    row = trust(typed)
    assert rel_of("https://nhàsách.vn/") == rel_of(f"https://{row.domain}/") == "noopener"


def test_old_articles_and_cached_pages_follow_the_list(client: Client) -> None:
    make_identity()
    body = '<p><a href="https://dongnai.gov.vn/">Cổng tỉnh</a></p>'
    article = make_article(body=body)
    Page.objects.create(title="Giới thiệu", slug="gioi-thieu", body=body)
    addresses = [article.get_absolute_url(), article.get_print_url(), "/trang/gioi-thieu/"]

    def is_vouched_for() -> list[bool]:
        pages = [client.get(address).content.decode() for address in addresses]
        assert all("dongnai.gov.vn" in page for page in pages)
        return [NOT_VOUCHED_FOR not in page for page in pages]

    assert is_vouched_for() == [False] * 3
    row = trust("dongnai.gov.vn")
    assert is_vouched_for() == [True] * 3
    row.delete()
    assert is_vouched_for() == [False] * 3
    assert Article.objects.get().body == body.replace('">C', '" rel="noopener">C')


def test_ten_thousand_trusted_domains_cost_no_page_anything() -> None:
    assert backend.version_store is not None
    backend.version_store.renew([tags.EVERYTHING])  # no other test is just changing something
    TrustedDomain.objects.bulk_create(
        TrustedDomain(domain=f"so-{number}.gov.vn", reason="x") for number in range(10_000)
    )
    body = '<p><a href="https://so-9999.gov.vn/">a</a><a href="https://la.example/">b</a></p>' * 50
    for_page(body)
    with CaptureQueriesContext(connection) as queries:
        html = for_page(body)
    assert len(queries) == 0
    assert html.count(NOT_VOUCHED_FOR) == 50


def test_title_that_looks_like_a_tag_misleads_nobody() -> None:
    html = for_page('<p><a title="<a rel=x" href="https://la.example/">a</a></p>')
    assert NOT_VOUCHED_FOR in html


@pytest.mark.parametrize("address", ["http://[::1", "https://", "http://%", "http://\u0130.vn"])
def test_address_that_is_none_breaks_no_page(address: str) -> None:
    domain_of(address)
    rel_of(address)
