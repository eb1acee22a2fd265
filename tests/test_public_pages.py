"""Every public address, in one table: it answers, sets no cookie, and stays within its budget."""

import datetime
import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import search
from articles.models import Article, Category, Topic, TopicArticle
from articles.search import answering, suggesting
from articles.search.backend import contents
from articles.search.frequencies import frequencies
from portal.models import Identity
from tests.support.public_pages import (
    ALL,
    FILES,
    HTML_PAGES,
    OTHER_ADDRESSES,
    address_of,
    fill_site,
)
from tests.support.query_counts import count_queries

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8
# Of a search, by the database: FTS5's walks are no queries. One that finds few articles reads their
# words, one that finds many asks the index some more: what it asks goes by what it finds, not by
# how many articles there are.
SEARCHES = {
    "search": {"sqlite": 7, "postgresql": 10},
    "search, page 2": {"sqlite": 7, "postgresql": 10},
    "search, narrowed": {"sqlite": 8, "postgresql": 11},
}
LAYOUTS = Identity.Layout.values

# What each address asks of the database, in the Trà Vinh and in the Đồng Nai layout.
QUERIES = {
    "home": (5, 7),
    "category": (5, 5),
    "category, page 2": (5, 5),
    "topic": (5, 5),
    "topic, page 2": (5, 5),
    "article": (7, 8),
    "other news, page 2": (6, 7),
    "print": (3, 3),
    "all years": (3, 2),
    "article as Word": (3, 3),
    "year": (3, 3),
    "month": (4, 3),
    "day": (4, 3),
    "search form": (3, 3),
    "static page": (4, 4),
    "counting": (3, 3),
    "feed": (2, 2),
    "category feed": (3, 3),
    "topic feed": (3, 3),
    "suggestions": (3, 3),
    "sitemap index": (6, 6),
    "sitemap of articles": (2, 2),
    "sitemap of categories": (2, 2),
    "sitemap of topics": (2, 2),
    "sitemap of pages": (2, 2),
    "news sitemap": (2, 2),
    "favicon": (1, 1),
    "touch icon": (1, 1),
    "icon of the manifest": (1, 1),
    "small icon of the manifest": (1, 1),
    "manifest": (1, 1),
    "robots": (0, 0),
    "up": (0, 0),
    "ready": (1, 1),
}


@pytest.fixture
def site() -> Article:
    return fill_site(articles=14)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", HTML_PAGES)
def test_page_answers_in_vietnamese_without_a_cookie(
    name: str, layout: str, client: Client, site: Article
) -> None:
    Identity.objects.update(layout=layout)
    response = client.get(address_of(name, site))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    html = response.content.decode()
    assert '<html lang="vi">' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("name", OTHER_ADDRESSES | FILES)
def test_other_address_answers_with_its_type(name: str, client: Client, site: Article) -> None:
    response = client.get(address_of(name, site))
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith((OTHER_ADDRESSES | FILES)[name][1])
    assert not response.cookies


@pytest.mark.parametrize("name", ["home", "article", "search"])
def test_all_scripts_of_a_page_come_in_5_kb(name: str, client: Client, site: Article) -> None:
    html = client.get(address_of(name, site)).content.decode()
    sources = re.findall(r'<script src="/static/([^"]+)" defer>', html)
    assert len(sources) == html.count("<script src") == 1
    found = [finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.js)", "", source)) for source in sources]
    assert sum(len(gzip.compress(Path(str(file)).read_bytes())) for file in found) <= 5_000


@pytest.mark.parametrize("name", HTML_PAGES)
def test_page_carries_the_security_headers(name: str, client: Client, site: Article) -> None:
    headers = client.get(address_of(name, site)).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-" not in policy
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "media-src 'self'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("name", [*ALL, *FILES])
@pytest.mark.parametrize("method", ["post", "put", "delete", "trace"])
def test_public_address_only_reads(name: str, method: str, client: Client, site: Article) -> None:
    response = getattr(client, method)(address_of(name, site))
    assert response.status_code == 405


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_page_asks_more_with_a_thousand_articles_than_with_ten(
    layout: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However busy the machine is.
    monkeypatch.setattr(answering, "SECONDS", 60.0)
    monkeypatch.setattr(suggesting, "SECONDS_OF_SUGGESTIONS", 60.0)
    article = fill_site(articles=10, layout=layout)
    ten = {
        name: count_queries(client, address_of(name, article))
        for name in [*ALL, *FILES]
        if "page 2" not in name and name not in SEARCHES
    }
    category = Category.objects.get(slug="tin-tuc")
    add_many(category)
    thousand = {name: count_queries(client, address_of(name, article)) for name in QUERIES}
    assert {name: thousand[name] for name in ten} == ten
    assert thousand == {name: both[LAYOUTS.index(layout)] for name, both in QUERIES.items()}
    assert max(thousand.values()) <= MOST_QUERIES
    frequencies(contents())  # asked once an hour
    searches = {name: count_queries(client, address_of(name, article)) for name in SEARCHES}
    assert searches == {name: by_vendor[connection.vendor] for name, by_vendor in SEARCHES.items()}


def add_many(category: Category) -> None:
    """990 articles more, a hundred of which are found by the searches of the table and stand in the
    topic."""
    articles = Article.objects.bulk_create(
        Article(
            title=f"Tin thứ {count}",
            slug=f"tin-thu-{count}",
            body="<p>Chi bộ họp.</p>",
            category=category,
            status=Article.Status.PUBLISHED,
            published_from=timezone.now() - datetime.timedelta(hours=3 + count % 20),
        )
        for count in range(990)
    )
    for article in articles[:100]:
        search.index(article)
    topic = Topic.objects.get()
    TopicArticle.objects.bulk_create(
        TopicArticle(topic=topic, article=article) for article in articles[:100]
    )


NOT_FOUND = {
    "unknown article": "/bai/999999/khong-co/",
    "article number beyond the database": "/bai/99999999999999999999999/x/",
    "its print view": "/bai/999999/khong-co/in/",
    "unknown category": "/chuyen-muc/khong-co/",
    "its feed": "/chuyen-muc/khong-co/rss/",
    "unknown topic": "/chuyen-de/khong-co/",
    "feed of an unknown topic": "/chuyen-de/khong-co/rss/",
    "topic past the last page": "/chuyen-de/dai-hoi/?trang=99",
    "unknown static page": "/trang/khong-co/",
    "page 0": "/chuyen-muc/tin-tuc/?trang=0",
    "page -1": "/chuyen-muc/tin-tuc/?trang=-1",
    "page abc": "/chuyen-muc/tin-tuc/?trang=abc",
    "page in other digits": "/chuyen-muc/tin-tuc/?trang=٢",
    "page past the last": "/chuyen-muc/tin-tuc/?trang=99",
    "page of a thousand millions": "/chuyen-muc/tin-tuc/?trang=1000000000",
    "other news past the last": "/bai/{pk}/{slug}/?tin-khac=99",
    "other news page 0": "/bai/{pk}/{slug}/?tin-khac=0",
    "search page past the last": "/tim-kiem/?q=chi+bo&trang=99",
    "search page without a search": "/tim-kiem/?trang=2",
    "30 February": "/luu-tru/2026/02/30/",
    "month 13": "/luu-tru/2026/13/",
    "month 0": "/luu-tru/2026/0/",
    "year 0": "/luu-tru/0/",
    "year 9999": "/luu-tru/9999/",
    "year of 30 digits": "/luu-tru/999999999999999999999999999999/",
    "a day to come": "/luu-tru/2190/01/01/",
    "missing picture": "/media/photos/2021/12/0123456789abcdef.webp",
    "path out of the media": "/media/../secret_key",
    "encoded path out of the media": "/media/..%2f..%2fsecret_key",
    "NUL in a media address": "/media/photos/%00.webp",
    "media folder": "/media/photos/",
    "NUL in an article address": "/bai/{pk}/%00/in/x",
    "unknown sitemap": "/sitemap-x.xml",
    "anything else": "/wp-login.php",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NOT_FOUND)
def test_wrong_address_is_404_and_the_page_helps_on(
    name: str, layout: str, client: Client, site: Article
) -> None:
    Identity.objects.update(layout=layout)
    response = client.get(NOT_FOUND[name].format(pk=site.pk, slug=site.slug))
    assert response.status_code == 404
    html = response.content.decode()
    assert "Không tìm thấy trang" in html
    assert 'action="/tim-kiem/"' in html
    assert not response.cookies


def test_an_empty_site_answers_everywhere(client: Client) -> None:
    for address in ("/", "/tim-kiem/", "/tim-kiem/?q=chi+bo", "/rss/", "/sitemap.xml", "/up"):
        assert client.get(address).status_code == 200
    year = timezone.localdate().year
    assert client.get(f"/luu-tru/{year}/").status_code == 200
    assert "chưa có tin nào" in client.get("/").content.decode()
    assert client.get("/luu-tru/2026/02/30/").status_code == 404


def test_another_slug_moves_to_the_article_s_own_address(client: Client, site: Article) -> None:
    for wrong in ("cu", "%C4%90%E1%BA%A3ng", "a.b", "<script>"):
        response = client.get(f"/bai/{site.pk}/{wrong}/")
        assert response.status_code == 301
        assert response.headers["Location"] == site.get_absolute_url()
    response = client.get(f"/bai/{site.pk}/cu/?tin-khac=2")
    assert response.headers["Location"] == site.get_absolute_url() + "?tin-khac=2"
    response = client.get(f"/bai/{site.pk}/cu/in/")
    assert response.headers["Location"] == site.get_print_url()


@pytest.mark.parametrize(
    ("odd", "own"),
    [
        ("/bai/0{pk}/{slug}/", "/bai/{pk}/{slug}/"),
        ("/bai/0{pk}/{slug}/in/", "/bai/{pk}/{slug}/in/"),
        ("/luu-tru/02021/", "/luu-tru/2021/"),
        ("/luu-tru/2021/2/", "/luu-tru/2021/02/"),
        ("/luu-tru/2021/2/3/", "/luu-tru/2021/02/03/"),
    ],
)
def test_a_page_has_one_address(client: Client, site: Article, odd: str, own: str) -> None:
    odd, own = (address.format(pk=site.pk, slug=site.slug) for address in (odd, own))
    response = client.get(odd)
    assert response.status_code == 301
    assert response.headers["Location"] == own


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "a b", "localhost:80/x"]
)
def test_foreign_host_is_400(host: str, client: Client, site: Article) -> None:
    response = client.get("/", headers={"host": host})
    assert response.status_code == 400
    assert "Địa chỉ không hợp lệ" in response.content.decode()


def test_forwarded_headers_of_a_stranger_change_no_link(client: Client, site: Article) -> None:
    forged = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    for name in ("article", "print", "feed", "sitemap index", "sitemap of articles"):
        html = client.get(address_of(name, site), headers=forged).content.decode()
        assert "evil.example" not in html
        assert "https://testserver" not in html


def test_head_answers_like_get_without_a_body(client: Client, site: Article) -> None:
    response = client.head(site.get_absolute_url())
    assert response.status_code == 200
    assert response.content == b""
    assert response.headers["Content-Length"].isdigit()


def test_health_answers_a_watcher_who_asks_by_address(client: Client) -> None:
    for address in ("/up", "/ready"):
        response = client.get(address, headers={"host": "10.0.0.7:8000"})
        assert response.status_code == 200
