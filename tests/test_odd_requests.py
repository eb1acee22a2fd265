"""Requests that no link of the site makes, whoever makes them: each is answered in words, or leads
on, and none fails."""

import gzip
import itertools
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from articles.models import Article
from portal.models import Identity
from tests.support.public_pages import HTML_PAGES, address_of, fill_site

pytestmark = pytest.mark.django_db

PARAMETERS = [
    *("", "trang=", "trang=1", "trang=01", "trang=+2", "trang=2%20", "trang=2&trang=9", "TRANG=2"),
    *("trang[]=2", "trang=2;trang=3", "trang=1e1", "trang=%00", "trang=%EF%BC%92", "trang=-1"),
    *("trang=" + "9" * 30, "tin-khac=2&trang=2", "tin-khac=%0a", "p=x", "%", "=&=&", "%ff=%fe"),
    *("a=b&" * 900, "fbclid=" + "x" * 900),
]
WORDS = [
    *("", " ", "\0", "a", "*", '"', '""', "(", "-", "--", "%", "_", "\\", "AND OR", "NEAR(a b)"),
    *("\u202ebc", "مرحبا", "中文", "🌾", "🇻🇳\u200d", "a\u0301" * 99, "Z\u0320" * 200, "x" * 3000),
    *("<script>alert(1)</script>", "{{ 7 }}", "a\r\nSet-Cookie: x=1", "\u2028", "8/12/2021"),
]
DAYS = [
    *("", "x", "\0", "0", "00-00-0000", "30-02-2021", "01-01-0001", "01-01-1944", "31-12-9999"),
    *("8.12.2021", "2021", "12-2021", "hôm qua", "9" * 400, "\u202e1", "-1", "2021-12-08T00"),
]
PATHS = [
    *("//", "///", "/%5cevil.example", "/%2f%2fevil.example/", "/%2e%2e/", "/;/", "/*", "/%zz"),
    *("/%u0111", "/%c0%af", "/" + "a/" * 400, "/" + "x" * 3900, "/static/", "/static/%2e%2e/x"),
    *("/media/", "/media/%00", "/sitemap-.xml", "/sitemap-bai.xml?p=x", "/sitemap-bai.xml?p=0"),
    *("/favicon.ico/", "/robots.txt/", "/rss", "/RSS/", "/luu-tru/0000/", "/luu-tru/1944/"),
    *("/luu-tru/2021/13/", "/luu-tru/2021/00/", "/luu-tru/2021/2/30/", "/luu-tru//2021/"),
    *("/luu-tru/%D9%A2/", f"/luu-tru/{'9' * 20}/{'9' * 20}/9/", "/bai/", "/bai/-1/x/"),
    *("/bai/{pk}/%2F/", "/bai/{pk}/..;/x", "/bai%2F{pk}%2Fx%2F", "/b%61i/{pk}/x/", "/bai/+{pk}/x/"),
    *("/bai/{pk}/%ff/", "/bai/{pk}/" + "%C4%91" * 300 + "/", "/bai/{pk}.0/x/", "/bai/{pk}%20/x/"),
    *("/bai/{pk}/x/tai-ve.docx/", f"/bai/{2**63}/x/", f"/bai/{2**63}/x/tai-ve.docx"),
]
HEADERS = [
    {"HTTP_ACCEPT": "x/y;q=0.1," * 700},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=abc"},
    {"HTTP_ACCEPT_LANGUAGE": "vi" * 3000},
    {"HTTP_RANGE": "bytes=99999999-"},
    {"HTTP_RANGE": "bytes=0-0,5-6," * 50},
    {"HTTP_IF_NONE_MATCH": ",".join(f'"{number:x}"' for number in range(500))},
    {"HTTP_IF_MODIFIED_SINCE": "hôm qua"},
    {"HTTP_IF_UNMODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"HTTP_IF_MATCH": '"x"'},
    {"HTTP_COOKIE": "sessionid=%00;=;;=,"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    {"HTTP_USER_AGENT": ""},
]


@pytest.fixture(params=Identity.Layout.values)
def site(request: pytest.FixtureRequest) -> Article:
    return fill_site(articles=14, layout=request.param)


def is_answered(client: Client, address: str, **headers: Any) -> bool:
    """With a page or a file, by another address of the site, or by a sentence about what is wrong;
    and with no word of the asker's as markup."""
    response = client.get(address, **headers)
    is_packed = response.headers.get("Content-Encoding") == "gzip"
    content = gzip.decompress(response.content) if is_packed else response.content
    html = content.decode(errors="replace")
    if response.status_code in (301, 302):
        return re.match(r"/(?![/\\])|http://testserver/", response.headers["Location"]) is not None
    is_page = response.headers["Content-Type"].startswith("text/html")
    if response.status_code not in (200, 304, 400, 404, 410):
        return False
    return ("<h1" in html or not is_page) and "<script>alert" not in html


def test_odd_parameters_are_answered(client: Client, site: Article) -> None:
    pages = [address_of(name, site) for name in HTML_PAGES]
    asked = [
        f"{page}{'&' if '?' in page else '?'}{parameters}"
        for page, parameters in itertools.product(pages, PARAMETERS)
    ]
    assert [address for address in asked if not is_answered(client, address)] == []


def test_odd_searches_are_answered(client: Client, site: Article) -> None:
    asked = [f"/tim-kiem/?q={quote(words)}" for words in WORDS]
    asked += [f"{address}&trang=2" for address in asked]
    asked += [f"/tim-kiem/?q=chi&tu={quote(day)}&den={quote(day)}" for day in DAYS]
    asked += [f"/tim-kiem/?tu={quote(day)}&chuyen-muc=%00" for day in DAYS]
    assert [address for address in asked if not is_answered(client, address)] == []


def test_odd_paths_are_answered(client: Client, site: Article) -> None:
    asked = [path.replace("{pk}", str(site.pk)) for path in PATHS]
    assert [address for address in asked if not is_answered(client, address)] == []


def test_odd_headers_are_answered(client: Client, site: Article) -> None:
    pages = ["/", site.get_absolute_url(), "/tim-kiem/?q=chi", "/favicon.ico", "/khong-co/"]
    refused = [
        (page, headers)
        for page, headers in itertools.product(pages, HEADERS)
        if not is_answered(client, page, **headers)
    ]
    assert refused == []
