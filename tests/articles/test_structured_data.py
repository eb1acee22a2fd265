"""What machines read of each kind of page, held against schema.org's types and what Google requires
of them (https://developers.google.com/search/docs/appearance/structured-data)."""

import datetime
import json
import re
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client

from articles.models import Article
from portal.models import Identity
from tests.support.factories import make_article, make_byline, make_identity, make_photo
from tests.support.public_pages import HTML_PAGES, address_of, fill_site

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
HOSTILE = '</script><!-- “Bàn” & "quyết" \\ \u2028 \U0001f1fb\U0001f1f3'
TELLS_OF_THE_ARTICLE = {"print", "other news, page 2"}
WITH_METADATA = [name for name in HTML_PAGES if name not in TELLS_OF_THE_ARTICLE]

# Of each type, the properties that must be there, and those that schema.org knows besides.
TYPES: dict[str, tuple[set[str], set[str]]] = {
    "NewsArticle": (
        {"headline", "image", "datePublished", "dateModified", "author", "publisher"},
        {"articleSection", "inLanguage", "mainEntityOfPage", "description"},
    ),
    "Organization": ({"name", "url", "logo"}, {"telephone", "email", "address"}),
    "Person": ({"name"}, set()),
    "WebSite": ({"url", "name", "potentialAction"}, {"inLanguage", "publisher"}),
    "SearchAction": ({"target", "query-input"}, set()),
    "EntryPoint": ({"urlTemplate"}, set()),
    "BreadcrumbList": ({"itemListElement"}, set()),
    "ListItem": ({"position", "name", "item"}, set()),
}
ADDRESSES = {"url", "logo", "image", "item", "urlTemplate", "mainEntityOfPage"}
MOMENTS = {"datePublished", "dateModified"}


@pytest.fixture
def site() -> Article:
    return fill_site(articles=14)


def html_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def things(html: str) -> list[dict[str, Any]]:
    """All that the page's JSON-LD tells of, found valid."""
    found: list[dict[str, Any]] = []
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert scripts
    for text in scripts:
        data = json.loads(text)
        assert data["@context"] == "https://schema.org"
        roots = data.get("@graph", [data])
        found += roots
        for root in roots:
            check(root)
    return found


def check(thing: dict[str, Any]) -> None:
    if thing.keys() == {"@id"}:
        assert thing["@id"].startswith(ROOT)
        return
    required, known = TYPES[thing["@type"]]
    names = {name for name in thing if not name.startswith("@")}
    assert required <= names <= required | known, thing
    for name in names:
        for value in thing[name] if isinstance(thing[name], list) else [thing[name]]:
            if isinstance(value, dict):
                check(value)
            else:
                check_value(name, value)


def check_value(name: str, value: Any) -> None:
    assert value not in ("", None), name
    if name in ADDRESSES:
        assert str(value).startswith(ROOT + "/"), (name, value)
        assert re.fullmatch(r"[!-~]+", str(value)), (name, value)
    if name in MOMENTS:
        assert datetime.datetime.fromisoformat(value).tzinfo is not None
    if name == "position":
        assert isinstance(value, int)


@pytest.mark.parametrize("layout", Identity.Layout.values)
@pytest.mark.parametrize("name", WITH_METADATA)
def test_each_kind_of_page_tells_of_itself(
    client: Client, site: Article, name: str, layout: str
) -> None:
    Identity.objects.update(layout=layout)
    address = address_of(name, site)
    html = html_of(client, address)
    graph = {thing["@type"]: thing for thing in things(html)}
    assert graph["WebSite"]["publisher"] == {"@id": graph["Organization"]["@id"]}
    if name != "home":
        crumbs = graph["BreadcrumbList"]["itemListElement"]
        assert len(crumbs) >= 2
        assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
        assert crumbs[0]["item"] == ROOT + "/"
        for crumb in crumbs:
            assert client.get(crumb["item"].removeprefix(ROOT)).status_code == 200
    for tag in ("og:title", "og:type", "og:url", "og:image", "og:image:alt", "twitter:card"):
        assert html.count(f'="{tag}" content="') == 1, tag
    assert html.count('<meta name="description"') == html.count('<link rel="canonical"') == 1


@pytest.mark.parametrize("name", ["search form", "search", "search, page 2", "search, narrowed"])
def test_search_is_shared_by_its_query(client: Client, site: Article, name: str) -> None:
    html = html_of(client, address_of(name, site))
    [shared] = re.findall(r'<meta property="og:url" content="(.*?)">', html)
    assert shared == f"{ROOT}/tim-kiem/" + ("" if name == "search form" else "?q=chi+bo")


SEARCH_FORM = ["", "?q=", "?q=%20%E2%80%8B&tu=&den=&chuyen-muc=", "?la=tu-la", "?trang=1"]
SEARCHES = [
    *("?q=tu+la", "?q=tu+la&trang=2", "?tu=tu-la", "?den=tu-la", "?chuyen-muc=tu-la", "?q=chi+bo"),
    *("?dung-chu=1", "?q=&tu=08-12-2021", f"?q={'tu+la+' * 60}"),
]


@pytest.mark.parametrize("query", [*SEARCH_FORM, *SEARCHES])
def test_search_form_is_indexed_and_nothing_that_a_stranger_put_into_its_address(
    client: Client, query: str
) -> None:
    html = client.get(f"/tim-kiem/{query}").content.decode()
    assert ('<meta name="robots" content="noindex">' in html) == (query in SEARCHES)
    if query in SEARCH_FORM:
        assert "tu-la" not in html
        assert f'<link rel="canonical" href="{ROOT}/tim-kiem/">' in html


def test_crawlers_may_read_that_what_a_search_found_is_not_to_be_indexed(client: Client) -> None:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())
    assert rules.can_fetch("*", "/tim-kiem/")
    assert rules.can_fetch("*", "/tim-kiem/?q=tu+la")
    assert not rules.can_fetch("*", "/tim-kiem/goi-y/?q=tu")
    assert not rules.can_fetch("*", "/quan-tri/")


def test_query_ends_no_element(client: Client, site: Article) -> None:
    html = client.get("/tim-kiem/", {"q": HOSTILE}).content.decode()
    assert things(html)
    head = html.partition("</head>")[0]
    assert head.count("</script>") == head.count("<script")
    assert "<!--" not in head


@pytest.mark.parametrize("name", sorted(TELLS_OF_THE_ARTICLE))
def test_what_shows_an_article_otherwise_names_the_article(
    client: Client, site: Article, name: str
) -> None:
    html = html_of(client, address_of(name, site))
    [canonical] = re.findall(r'<link rel="canonical" href="(.*?)">', html)
    assert canonical == ROOT + site.get_absolute_url()
    assert ('content="noindex"' in html) == (name == "print")


@pytest.mark.parametrize("address", ["/khong-co/", "/bai/999/khong-co/", "/luu-tru/1800/"])
def test_error_page_is_not_indexed_and_names_no_address(
    client: Client, site: Article, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 404
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html
    assert "og:url" not in html


def test_news_article_of_odd_letters_says_what_the_page_says(client: Client) -> None:
    make_identity(name_vi=f"Hội {HOSTILE}", logo="identity/2026/11/0123456789abcdef-480.webp")
    article = make_article(title=f"Bài {HOSTILE}", lead=f"{HOSTILE}\nDòng hai " * 20)
    make_byline(article, name="Trần & <Vũ>", role="text")
    make_byline(article, name="Người chụp", role="photo")
    article.cover = make_photo(article, file="photos/2026/11/0123456789abcdef_2-2560.webp", alt="")
    article.save()
    html = html_of(client, article.get_absolute_url())
    [news] = [thing for thing in things(html) if thing["@type"] == "NewsArticle"]
    assert news["headline"] == article.title
    assert [author["name"] for author in news["author"]] == ["Trần & <Vũ>"]
    assert news["image"] == [f"{ROOT}/media/photos/2026/11/0123456789abcdef_2-1600.jpg"]
    assert news["mainEntityOfPage"] == ROOT + article.get_absolute_url()
    assert len(news["description"]) <= 200
    published, modified = (
        datetime.datetime.fromisoformat(news[name]) for name in sorted(MOMENTS, reverse=True)
    )
    assert published <= modified
    assert html.count("</script>") == html.count("<script")


def test_article_without_a_writer_has_the_organisation_as_author(client: Client) -> None:
    article = make_article(lead="")
    [news] = [
        thing
        for thing in things(html_of(client, article.get_absolute_url()))
        if thing["@type"] == "NewsArticle"
    ]
    assert news["author"][0]["@type"] == "Organization"
