"""A reader who follows every link from the home page: nothing is out of reach, nothing broken."""

from collections import deque
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article, Category, Topic
from articles.onward_links import connect
from portal.models import Page

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
MOST_CLICKS = 4
NOT_FOLLOWED = ("/quan-tri/", "/static/", "/media/")


class Links(HTMLParser):
    """Where a page leads by a click, and what its head names of the site's own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.clicked: list[str] = []
        self.named: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        href = dict(attributes).get("href") or ""
        if tag == "a":
            self.clicked.append(href)
        elif tag == "link":
            self.named.append(href)


def own_path(page: str, href: str) -> str | None:
    """The path and query of an address of this site; None for any other."""
    whole = urlsplit(urldefrag(urljoin(ROOT + page, href)).url)
    if f"{whole.scheme}://{whole.netloc}" != ROOT or whole.path.startswith(NOT_FOLLOWED):
        return None
    return f"{whole.path}?{whole.query}" if whole.query else whole.path


def crawl(client: Client) -> dict[str, int]:
    """Every address of the site, by the number of clicks that it takes from the home page."""
    clicks, waiting = {"/": 0}, deque(["/"])
    broken = {}
    while waiting:
        page = waiting.popleft()
        response = client.get(page)
        if response.status_code != 200:
            broken[page] = response.status_code
            continue
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        links = Links(response.content.decode())
        for href in [*links.clicked, *links.named]:
            path = own_path(page, href)
            if path is not None and path not in clicks:
                clicks[path] = clicks[page] + 1
                waiting.append(path)
    assert broken == {}
    return clicks


@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
def test_every_public_address_is_reached_by_links_and_none_is_broken(
    layout: str, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("load_demo", layout=layout, verbosity=0)
    topic = Topic.objects.create(name="Đại hội")
    gathered = Article.objects.published().newest_first()[0]
    connect(gathered, [topic], None)
    Page.objects.create(title="Điều lệ", body="<p>Trang này không ở danh mục.</p>")
    gathered.save()
    clicks = crawl(client)
    articles = list(Article.objects.published())
    assert len(articles) > 30
    days = {timezone.localdate(article.published_from) for article in articles}
    public = {
        *(article.get_absolute_url() for article in articles),
        *(article.get_print_url() for article in articles),
        *(category.get_absolute_url() for category in Category.objects.all()),
        *(f"{category.get_absolute_url()}rss/" for category in Category.objects.all()),
        *(page.get_absolute_url() for page in Page.objects.all()),
        *(f"/luu-tru/{day:%Y/}" for day in days),
        *(f"/luu-tru/{day:%Y/%m/}" for day in days),
        *(f"/luu-tru/{day:%Y/%m/%d/}" for day in days),
        *("/", "/luu-tru/", "/rss/", "/tim-kiem/", "/cach-tinh-luot-truy-cap/"),
        *("/favicon.ico", "/apple-touch-icon.png", "/site.webmanifest"),
    }
    assert public - clicks.keys() == set()
    far = {
        article.title for article in articles if clicks[article.get_absolute_url()] > MOST_CLICKS
    }
    assert far == set()
    assert topic.get_absolute_url() in clicks
    assert f"{topic.get_absolute_url()}rss/" in clicks
