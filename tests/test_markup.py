"""The HTML of every public page as a strict reader of it takes it: no parse error, no name twice,
no reference to what is not there, no heading that skips a level."""

from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import Client

from articles.models import Article
from portal.models import Identity
from tests.support.public_pages import HTML_PAGES, address_of, fill_site

pytestmark = pytest.mark.django_db

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")
BODY = (
    "<h2>Một</h2><p>[ảnh 1]</p><h3>Hai</h3><table><tbody><tr><th>Xã</th><td>1.250.000</td></tr>"
    "</tbody></table><h2>Ba</h2><ul><li>a</li></ul><p>[ảnh 2]</p><p>[ảnh 3]</p>"
    "<p>https://www.youtube.com/watch?v=dQw4w9WgXcQ</p>"
)


@pytest.fixture
def site() -> Article:
    article = fill_site(articles=14)
    article.body = BODY
    article.correction = "Ngày họp là 8-12."
    article.save()
    for order in (2, 3):
        article.photos.create(
            file="photos/2021/12/hop.webp", order=order, width=900, height=1600, credit="Hoa"
        )
    return article


def parsed(html: str) -> Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    root: Element = parser.parse(html)
    return root


@pytest.mark.parametrize("layout", Identity.Layout.values)
@pytest.mark.parametrize("name", [*HTML_PAGES, "not found"])
def test_page_is_sound(name: str, layout: str, client: Client, site: Article) -> None:
    Identity.objects.update(layout=layout)
    address = "/khong-co/" if name == "not found" else address_of(name, site)
    root = parsed(client.get(address).content.decode())
    named = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert [name for name, times in named.items() if times > 1] == []
    assert references(root) - named.keys() == set()
    levels = [int(each.tag[1]) for each in root.iter() if each.tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []


def references(root: Element) -> set[str]:
    found: set[str] = set()
    for element in root.iter():
        for attribute in REFERENCES:
            found.update((element.get(attribute) or "").split())
        href = element.get("href") or ""
        if href.startswith("#"):
            found.add(href[1:])
    return found
