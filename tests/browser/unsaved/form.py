"""The form of an article as somebody writes in it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page

from articles.models import Article
from tests.browser.waiting import wait_for_editor, wait_until

LISTING = "/quan-tri/articles/article/"
TITLE = "Tựa đang gõ dở"
KEPT = re.compile(r"^Đã giữ tạm lúc \d\d:\d\d$")
BUSY = re.compile("Chưa lưu được – máy chủ chưa trả lời, chữ vẫn còn trên máy này")

NewContext = Callable[..., BrowserContext]


def sign_in(context: BrowserContext, person: User, site: str) -> None:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def change(article: Article) -> str:
    return f"{LISTING}{article.pk}/change/"


def open_form(page: Page, where: str) -> None:
    page.goto(where)
    wait_for_editor(page)


def line(page: Page) -> Locator:
    return page.locator(".unsaved__line")


def kept(page: Page, words: str) -> AbstractContextManager[object]:
    """Its block has ended once the server has taken in the words."""
    return page.expect_response(
        lambda answer: "/giu-tam/" in answer.url and words in (answer.request.post_data or "")
    )


def copied(page: Page, words: str) -> None:
    """Waits until this browser holds the words."""
    wait_until(
        page, "words => Object.values(localStorage).some((copy) => copy.includes(words))", words
    )


OWN_COPIES = "() => Object.keys(localStorage).filter((name) => name.startsWith('chua-luu:')).length"


def no_copy_stays(page: Page) -> None:
    """Waits until this browser holds no words any more."""
    wait_until(page, f"() => ({OWN_COPIES})() === 0")


def save(page: Page) -> None:
    page.click("input[name=_continue] >> nth=0")


def take_up(page: Page) -> None:
    page.locator(".unsaved__use").first.click()
    page.wait_for_selector("text=bản chưa lưu của bạn")


def look(page: Page) -> None:
    """Accessible and not wider than the window, on a phone and a desk, in light and dark."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)
            page.evaluate("document.getAnimations().forEach(each => each.finish())")
            for part in (".unsaved", ".again[open]", ".unsaved__line"):
                if page.locator(part).count():
                    results = Axe().run(page, context=part)
                    assert not results.violations_count, results.generate_report()
