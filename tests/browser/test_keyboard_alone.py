"""An article by the keyboard alone: written, a photo placed in it, published."""

import base64

from django.test import Client
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from chibo_site.roles import EDITOR
from tests.browser.conftest import OpenPage
from tests.browser.transfers import photo
from tests.browser.waiting import wait_for_editor
from tests.browser.writing import placed
from tests.support.factories import make_category, make_identity, make_person

TITLE = "Ba trạm đo mặn bắt đầu chạy"
MOST_TABS = 120  # past the tools of the editor and all that a photo has


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Until what matches has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("name => document.activeElement.matches(name)", name):
            return
    raise AssertionError(f"no way to {name} by Tab at {page.url}")


def press(page: Page, name: str, *, back: bool = False) -> None:
    tab_to(page, name, back=back)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_keyboard_alone_writes_places_a_photo_and_publishes(
    open_page: OpenPage, live_server: LiveServer, transactional_db: None
) -> None:
    make_identity()
    make_category()
    client = Client()
    client.force_login(make_person("bientap", EDITOR))
    page = open_page("/up").page
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/quan-tri/")
    press(page, "a[href$='/articles/article/add/']")
    wait_for_editor(page)

    page.keyboard.type(TITLE)
    page.keyboard.press("Tab")
    page.keyboard.type("Bà con có số đo mặn mỗi ngày.")
    page.keyboard.press("Tab")
    page.keyboard.type("Sáng nay, trạm đầu tiên chạy.")
    page.keyboard.press("Enter")
    page.keyboard.type("Số đo ở bảng.")
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")

    tab_to(page, ".drop__input")
    with page.expect_file_chooser(timeout=10_000) as chooser:
        page.keyboard.press("Space")
    content = base64.b64decode(photo("red"))
    chooser.value.set_files([FilePayload(name="tram.jpg", mimeType="image/jpeg", buffer=content)])
    expect(page.locator(".drop__file--taken")).to_have_count(1)
    expect(placed(page, 1)).to_have_count(1)
    tab_to(page, ".placed .placed__box--caption", back=True)
    page.keyboard.type("Trạm số 1")
    tab_to(page, "#id_category")
    page.keyboard.type("T")
    press(page, "[name=_step_publish]", back=True)
    press(page, "[value^='Vẫn đăng']")  # the photo lacks a description

    article = Article.objects.published().get(title=TITLE)
    assert article.category.name == "Tin tức"
    assert [each.caption for each in article.photos.all()] == ["Trạm số 1"]
    page.goto(live_server.url + article.get_absolute_url())
    words = page.locator(".prose p, .prose figcaption").all_inner_texts()
    assert [each.strip() for each in words if each.strip()] == [
        "Sáng nay, trạm đầu tiên chạy.",
        "Trạm số 1",
        "Số đo ở bảng.",
    ]
