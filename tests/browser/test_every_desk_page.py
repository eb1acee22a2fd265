"""Every page of the desk that somebody of a role comes to by its links, in a real browser."""

from itertools import cycle

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Topic
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from newsroom.revisions import ensure_baseline
from newsroom.static_pages import revisions as page_revisions
from portal.models import Page as StaticPage
from tests.browser.accessibility import violations_of_standards
from tests.browser.conftest import OpenPage
from tests.browser.screens import WIDTHS, Colours
from tests.browser.waiting import wait_for_editor
from tests.support.admin_pages import Walk, furnish_for
from tests.support.attaching import attach

# Alternating; test_newsroom.py looks at each kind of page in all of them.
SMALLEST = 15  # CSS pixels; a sheet of paper is in points
SMALL = """smallest => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  const isSmall = (element) => parseFloat(getComputedStyle(element).fontSize) < smallest - 0.01;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const holder = text.parentElement;
    const isSeen = holder.checkVisibility() && holder.getBoundingClientRect().width > 1;
    const isOnPaper = holder.closest(".paper");
    if (isSmall(holder) && isSeen && !isOnPaper && text.data.trim()) found.add(text.data.trim());
  }
  for (const field of document.querySelectorAll("input, select, textarea")) {
    const hasWords = !/hidden|checkbox|radio|file/.test(field.type);
    if (isSmall(field) && field.checkVisibility() && hasWords) found.add(field.id || field.name);
  }
  return [...found];
}"""
STICKING_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map((element) => `${element.tagName}.${element.className}#${element.id}`)"""
LOOKS: list[tuple[int, Colours]] = [(360, "dark"), (1280, "light")]


# How many kinds of pages a role finds at the least; fewer means that a way to one is lost.
@pytest.mark.parametrize(("role", "fewest"), [(REPORTER, 12), (EDITOR, 20), (ADMINISTRATOR, 45)])
def test_axe_finds_nothing_and_nobody_a_small_word_or_a_way_sideways_on_any_page_of_a_role(
    open_page: OpenPage,
    live_server: LiveServer,
    transactional_db: None,
    role: str,
    fewest: int,
) -> None:
    client = Client()
    client.force_login(furnish_for(role))
    Topic.objects.create(name="Đại hội", slug="dai-hoi")
    for article in Article.objects.all():
        attach(article)
        ensure_baseline(article)
    page_revisions.ensure_baseline(StaticPage.objects.earliest("pk"))
    addresses = list(Walk(client).pages)
    assert len(addresses) >= fewest
    page = open_page("/up").page
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    found = {}
    for address, look in zip(addresses, cycle(LOOKS), strict=False):
        page.goto(live_server.url + address, wait_until="load")
        if page.locator("[data-type=ckeditortype]").count():
            wait_for_editor(page)
        complaints = [*violations_of_standards(page, [look]), *page.evaluate(SMALL, SMALLEST)]
        complaints += wider_than_the_window(page)
        if complaints:
            found[address] = complaints
    assert found == {}


def wider_than_the_window(page: Page) -> list[str]:
    """At which widths the page scrolls sideways, and what sticks out there."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("() => new Promise(requestAnimationFrame)")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: {page.evaluate(STICKING_OUT)}")
    return found
