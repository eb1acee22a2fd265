"""Every page of the admin that links lead to, one of each kind, as an administrator and as a
reporter find them: usable by all, and in Vietnamese to the last word."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from chibo_site.roles import REPORTER
from tests.browser.conftest import OpenPage
from tests.browser.screens import Colours
from tests.support.admin_pages import Walk, furnish, words_of
from tests.support.english import english_in
from tests.support.factories import make_article, make_byline, make_person, make_photo

STANDARDS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LOOKS: list[tuple[int, Colours]] = [(1280, "light"), (360, "dark"), (768, "dark")]
FEWEST = {"administrator": 60, "reporter": 12}  # kinds of pages; fewer means that a way is lost


def administrator() -> User:
    return furnish()


def reporter() -> User:
    """With an own article of each status."""
    furnish()
    person = make_person("phongvien", REPORTER)
    for status in (Article.Status.DRAFT, Article.Status.WAITING, Article.Status.PUBLISHED):
        article = make_article(title=f"Bài của tôi: {status.label}", status=status, author=person)
        make_photo(article)
        make_byline(article)
    return person


@pytest.mark.parametrize("made", [administrator, reporter], ids=lambda made: made.__name__)
def test_every_page_of_the_desk_is_for_everyone(
    made: Callable[[], User],
    open_page: OpenPage,
    live_server: LiveServer,
    transactional_db: None,
) -> None:
    person = made()
    client = Client()
    client.force_login(person)
    walk = Walk(client)
    assert len(walk.pages) >= FEWEST[made.__name__]
    page = open_page("/up").page
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    found = {}
    for address in walk.pages:
        page.goto(live_server.url + address)
        if complaints := complaints_about(page):
            found[address] = complaints
    assert not found, "\n".join(f"{address}: {why}" for address, why in found.items())


def complaints_about(page: Page) -> list[str]:
    found = [word for text in words_of(page.content()) for word in english_in(text)]
    for width, colours in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)
        # A bar that stays in sight hides nothing where the window is as tall as the page.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height + 100})
        page.evaluate("document.getAnimations().forEach(each => each.finish())")
        results = Axe().run(page, options=STANDARDS)
        if results.violations_count:
            found.append(f"{width} {colours}: {results.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: too wide")
    return found
