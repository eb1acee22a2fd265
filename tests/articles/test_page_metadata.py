"""What other sites and search engines read of each kind of page."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles.models import Article, Topic
from portal.models import Identity
from tests.support.factories import make_article, make_byline, make_photo
from tests.support.public_pages import HTML_PAGES, address_of, fill_site

pytestmark = pytest.mark.django_db

NOT_INDEXED = {"print", "search form", "search", "search, page 2", "search, narrowed"}
SHARED = [name for name in HTML_PAGES if name not in NOT_INDEXED]
ROOT = "http://testserver"


@pytest.fixture
def site() -> Article:
    return fill_site(articles=14)


def graph_of(html: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S):
        data = json.loads(text)
        found += data.get("@graph", [data])
    return found


def content_of(html: str, name: str) -> str:
    match = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', html)
    return match[1] if match else ""


@pytest.mark.parametrize("layout", Identity.Layout.values)
@pytest.mark.parametrize("name", [name for name in SHARED if name != "other news, page 2"])
def test_every_kind_of_page_can_be_shared_and_is_told_of(
    name: str, layout: str, client: Client, site: Article
) -> None:
    Identity.objects.update(layout=layout)
    html = client.get(address_of(name, site)).content.decode()
    address = ROOT + address_of(name, site)
    assert f'<link rel="canonical" href="{address}">' in html
    assert content_of(html, "og:url") == address
    for wanted in ("og:title", "og:description", "og:site_name", "twitter:title", "description"):
        assert content_of(html, wanted), wanted
    assert content_of(html, "twitter:card") == "summary_large_image"
    assert content_of(html, "og:image").startswith(ROOT)
    graph = {part["@type"]: part for part in graph_of(html)}
    assert graph["Organization"]["name"] == content_of(html, "og:site_name")
    target = graph["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{ROOT}/tim-kiem/?q={{search_term}}"
    assert ("BreadcrumbList" in graph) == (name != "home")
    for place, item in enumerate(graph.get("BreadcrumbList", {}).get("itemListElement", []), 1):
        assert item["position"] == place
        assert item["item"].startswith(ROOT)
        assert item["name"]


def test_article_tells_all_that_a_news_article_needs(client: Client, site: Article) -> None:
    html = client.get(site.get_absolute_url()).content.decode()
    news = next(part for part in graph_of(html) if part["@type"] == "NewsArticle")
    for wanted in ("headline", "image", "datePublished", "dateModified", "author", "publisher"):
        assert news[wanted], wanted
    plain = make_article(title="Không ảnh, không tác giả")
    html = client.get(plain.get_absolute_url()).content.decode()
    news = next(part for part in graph_of(html) if part["@type"] == "NewsArticle")
    assert news["image"][0].startswith(ROOT)
    assert news["author"][0]["@type"] == "Organization"


def test_feed_holds_text_picture_and_author(client: Client) -> None:
    article = make_article(body="<p>Một &amp; hai.</p><p>[ảnh 1]</p>")
    article.cover = make_photo(article, file="photos/2026/11/abc-2560.webp")
    article.save()
    make_byline(article, role="photo", name="Người chụp", order=1)
    make_byline(article, role="text", name="Người viết", order=2)
    root = etree.fromstring(client.get("/rss/").content)
    spaces = {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "media": "http://search.yahoo.com/mrss/",
    }
    item = root.find("channel/item")
    assert item.findtext("content:encoded", namespaces=spaces) == "<p>Một &amp; hai.</p>"
    assert item.findtext("dc:creator", namespaces=spaces) == "Người viết"
    picture = item.find("media:content", namespaces=spaces)
    assert picture.get("url") == f"{ROOT}/media/photos/2026/11/abc-1600.jpg"
    assert picture.get("type") == "image/jpeg"


def test_categories_and_topics_show_the_way_to_their_feeds(client: Client, site: Article) -> None:
    topic = Topic.objects.get()
    for page in (site.category.get_absolute_url(), topic.get_absolute_url()):
        main = client.get(page).content.decode().partition("<main")[2].partition("</main>")[0]
        assert f'href="{page}rss/"' in main


def test_news_sitemap_holds_the_last_two_days(client: Client, site: Article) -> None:
    old = make_article(title="Cũ", published_from=timezone.now() - datetime.timedelta(days=900))
    response = client.get("/sitemap-tin-moi.xml")
    root = etree.fromstring(response.content)
    text = response.content.decode()
    assert f"{ROOT}{site.get_absolute_url()}" in text
    assert old.get_absolute_url() not in text
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    first = root[0].find(f"{news}news")
    assert first.findtext(f"{news}publication/{news}language") == "vi"
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", first.findtext(f"{news}publication_date")
    )
    assert first.findtext(f"{news}title")
    assert "sitemap-tin-moi.xml" in client.get("/robots.txt").content.decode()
