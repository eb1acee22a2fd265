"""Feeds and sitemaps as machines read them: by their schemas, and by the rules beside these."""

import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles.models import Article, Topic, TopicArticle
from tests.support.factories import (
    make_article,
    make_byline,
    make_category,
    make_identity,
    make_photo,
)
from tests.support.public_pages import fill_site

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
SCHEMAS = Path(__file__).parents[1] / "support" / "schemas"
FEEDS = ["/rss/", "/chuyen-muc/tin-tuc/rss/", "/chuyen-de/dai-hoi/rss/"]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
HOSTILE = "Bàn & “quyết” <b>việc</b> ]]> 'mới' &amp; \U0001f1fb\U0001f1f3 \uffff\x0b a\u0301"


@pytest.fixture
def site() -> Article:
    """With articles of all sorts: without a lead or a text, with a photo, with odd letters."""
    article = fill_site(articles=14)
    make_identity(name_vi="Hội <Khoa học> & Kỹ thuật")
    odd = make_article(title=HOSTILE, lead=f"{HOSTILE}\nDòng hai", body=f"<p>{HOSTILE}</p>")
    make_byline(odd, name="Trần & <Vũ>")
    odd.cover = make_photo(odd, file="photos/2026/11/0123456789abcdef_2-2560.webp")
    odd.save()
    make_article(title="Chỉ có tựa", lead="", body="")
    old = make_photo(make_article(title="Ảnh cũ")).article
    old.choose_cover()
    for each in Article.objects.filter(topics=None):
        TopicArticle.objects.create(topic=Topic.objects.get(), article=each)
    return article


def parsed(client: Client, address: str, schema: str, kind: str) -> Any:
    """What stands at the address, once it was found valid."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == kind
    tree = etree.fromstring(response.content)
    rules = etree.RelaxNG(etree.parse(SCHEMAS / f"{schema}.rng"))
    assert rules.validate(tree), str(rules.error_log)
    return tree


@pytest.mark.parametrize("address", FEEDS)
def test_feed_is_valid(client: Client, site: Article, address: str) -> None:
    [channel] = parsed(client, address, "rss", "application/rss+xml")
    assert channel.find("{http://www.w3.org/2005/Atom}link").get("href") == ROOT + address
    items = channel.findall("item")
    assert len(items) == 12
    guids = [item.findtext("guid") for item in items]
    assert len(set(guids)) == len(guids)
    moments = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    assert moments == sorted(moments, reverse=True)
    assert max(moments) <= timezone.now()
    assert {client.get(item.findtext("link").removeprefix(ROOT)).status_code for item in items} == {
        200
    }


@pytest.mark.parametrize("address", FEEDS)
def test_feed_without_articles_is_valid(client: Client, site: Article, address: str) -> None:
    Article.objects.update(status=Article.Status.WITHDRAWN)
    [channel] = parsed(client, address, "rss", "application/rss+xml")
    assert channel.findall("item") == []


def test_each_sitemap_that_the_index_names_is_valid(client: Client, site: Article) -> None:
    index = parsed(client, "/sitemap.xml", "sitemap", "application/xml")
    named = [each.text.removeprefix(ROOT) for each in index.iter(f"{SITEMAP}loc")]
    assert len(named) >= 4
    addresses = []
    for address in named:
        tree = parsed(client, address, "sitemap", "application/xml")
        addresses += [each.text for each in tree.iter(f"{SITEMAP}loc")]
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        html = client.get(address.removeprefix(ROOT)).content.decode()
        assert f'<link rel="canonical" href="{address}">' in html
        assert 'content="noindex"' not in html


def test_sitemap_of_no_articles_is_valid(client: Client) -> None:
    make_category()
    index = parsed(client, "/sitemap.xml", "sitemap", "application/xml")
    for each in index.iter(f"{SITEMAP}loc"):
        parsed(client, each.text.removeprefix(ROOT), "sitemap", "application/xml")
    parsed(client, "/sitemap-tin-moi.xml", "sitemap", "application/xml")


def test_news_sitemap_is_valid_and_says_what_each_page_says(client: Client, site: Article) -> None:
    tree = parsed(client, "/sitemap-tin-moi.xml", "sitemap", "application/xml")
    assert len(tree) >= 3
    assert {each.text for each in tree.iter(f"{NEWS}name")} == {"Hội <Khoa học> & Kỹ thuật"}
    two_days_ago = timezone.now() - datetime.timedelta(days=2)
    for url in tree:
        address = url.findtext(f"{SITEMAP}loc")
        article = Article.objects.get(pk=address.removeprefix(ROOT).split("/")[2])
        assert url.findtext(f".//{NEWS}title") == article.title
        moment = datetime.datetime.fromisoformat(url.findtext(f".//{NEWS}publication_date"))
        assert two_days_ago <= moment <= timezone.now()
