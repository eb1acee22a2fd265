"""The admin in a real browser: on a phone and a desk, in light and dark, by keys, in Vietnamese."""

import io
from collections.abc import Callable
from itertools import product

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from newsroom.revisions import ensure_baseline
from portal.models import Page as StaticPage
from tests.browser.accessibility import violations_of_standards
from tests.browser.conftest import OpenPage
from tests.browser.screens import Colours
from tests.browser.waiting import wait_for_editor, wait_until
from tests.support.admin_pages import furnish, words_of
from tests.support.english import english_in

PAGES = {
    "index": "/quan-tri/",
    "list": "/quan-tri/articles/article/",
    "article": "/quan-tri/articles/article/{article}/change/",
    "delete": "/quan-tri/articles/article/{trashed}/delete/",
    "history": "/quan-tri/articles/article/{article}/history/",
    "categories": "/quan-tri/articles/category/",
    "banners": "/quan-tri/portal/banner/",
    "identity": "/quan-tri/portal/identity/1/change/",
    "user": "/quan-tri/auth/user/{user}/change/",
    "password": "/quan-tri/password_change/",
    "statistics": "/quan-tri/thong-ke/",
    "views": "/quan-tri/visitors/pageviews/",
    "static page": "/quan-tri/portal/page/{page}/change/",
    "guide": "/quan-tri/huong-dan/",
    "photos": "/quan-tri/articles/photo/",
    "sign-ins": "/quan-tri/accounts/signinentry/",
}
WIDTHS = [360, 1280]
COLOURS: list[Colours] = ["light", "dark"]
ALL = "#content-main"  # of the first page: the lists that this person may open
LEFT_EDGES = "modules => [...new Set(modules.map(module => module.getBoundingClientRect().left))]"

OpenDesk = Callable[..., Page]


@pytest.fixture
def open_desk(open_page: OpenPage, transactional_db: None, live_server: LiveServer) -> OpenDesk:
    """`open_desk(name, width=1280)`: a page of the furnished admin, its user signed in."""
    user = furnish()
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    article = Article.objects.earliest("pk")
    trashed = Article.objects.get(status=Article.Status.TRASHED)

    def open_(name: str, width: int = 1280) -> Page:
        page = open_page("/up", width=width).page
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        rows = {"article": article, "trashed": trashed, "user": user}
        rows["page"] = StaticPage.objects.earliest("pk")
        keys = {name: row.pk for name, row in rows.items()}
        path = PAGES.get(name, name).format(**keys)
        response = page.goto(live_server.url + path, wait_until="load")
        assert response is not None and response.status == 200, path
        if page.locator("[data-type=ckeditortype]").count():
            wait_for_editor(page)
        return page

    return open_


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_light_or_dark(open_desk: OpenDesk, name: str) -> None:
    looks = product(WIDTHS, COLOURS)
    assert violations_of_standards(open_desk(name), looks) == []


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_first_page_uses_its_whole_width_and_what_was_done_stands_beside_what_is_to_be_done(
    open_desk: OpenDesk, width: int
) -> None:
    page = open_desk("index", width=width)
    tasks, recent, everything = (
        page.locator(name).bounding_box() for name in (".tasks", "#content-related", ALL)
    )
    assert tasks
    assert recent
    assert everything
    assert everything["x"] + everything["width"] > 0.95 * width
    assert recent["x"] + recent["width"] > 0.95 * width
    assert len(page.locator(f"{ALL} > .module").evaluate_all(LEFT_EDGES)) == width // 360
    if width > 1024:
        assert recent["y"] < tasks["y"] + tasks["height"]
        assert recent["x"] > tasks["x"] + tasks["width"]


@pytest.mark.parametrize("name", PAGES)
def test_page_does_not_scroll_sideways_on_a_phone(open_desk: OpenDesk, name: str) -> None:
    page = open_desk(name, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_list_wider_than_its_page_is_moved_by_keys(open_desk: OpenDesk) -> None:
    page = open_desk("sign-ins", width=360)
    results = page.get_by_role("region", name="đăng nhập")
    results.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.activeElement.scrollLeft > 0")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(results).to_have_count(0)


def test_versions_to_compare_are_picked_on_a_phone_without_moving_the_list(
    open_desk: OpenDesk,
) -> None:
    ensure_baseline(Article.objects.earliest("pk"))
    page = open_desk("history", width=360)
    for label in ("So từ bản 0", "So đến bản 0"):
        expect(page.get_by_label(label)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("name", ["article", "identity", "user"])
def test_save_is_under_the_thumb_wherever_the_form_is(open_desk: OpenDesk, name: str) -> None:
    page = open_desk(name, width=360)
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        box = page.locator(".submit-row:visible [name=_save]").bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 900 - box["height"]
        assert box["height"] >= 44


@pytest.mark.parametrize("key", ["Control+s", "Meta+s"])
def test_saving_by_key_keeps_the_form_open(open_desk: OpenDesk, key: str) -> None:
    page = open_desk("article")
    page.fill("#id_title", "Tựa mới gõ")
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Chữ mới gõ. ")
    with page.expect_navigation():
        page.keyboard.press(key)
    assert "Có thể sửa tiếp" in page.locator(".messagelist").inner_text()
    assert page.input_value("#id_title") == "Tựa mới gõ"
    article = Article.objects.get(title="Tựa mới gõ")
    assert "Chữ mới gõ." in article.body
    assert page.url.endswith(f"/{article.pk}/change/")


def test_keys_show_where_they_are(open_desk: OpenDesk) -> None:
    page = open_desk("identity")
    for _ in range(12):
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid" in ring and "3px" in ring


@pytest.mark.parametrize("name", ["article", "user", "banners", "list"])
def test_what_scripts_draw_is_in_vietnamese(open_desk: OpenDesk, name: str) -> None:
    page = open_desk(name)
    for opener in (".datetimeshortcuts a[id^=calendarlink]", ".datetimeshortcuts a[id^=clocklink]"):
        if page.locator(f"{opener}:visible").count():
            page.locator(f"{opener}:visible").first.click()
            page.wait_for_selector(".calendarbox:visible, .clockbox:visible")
            assert not english_on(page), repr(english_on(page))
            page.keyboard.press("Escape")
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    if page.locator("#action-toggle").count():
        page.locator("#action-toggle").check()
        assert "Đã chọn" in page.locator(".action-counter").inner_text()
    assert not english_on(page), repr(english_on(page))


def test_calendar_gives_a_date_as_vietnamese_write_it(open_desk: OpenDesk) -> None:
    page = open_desk("article")
    page.fill("#id_published_from_0", "8/12/2021")
    page.locator("#calendarlink0").click()
    assert "Tháng 12 2021" in page.locator("#calendarin0").inner_text()
    assert page.locator("#calendarin0 th").all_inner_texts() == [
        "T2",
        "T3",
        "T4",
        "T5",
        "T6",
        "T7",
        "CN",
    ]
    page.locator("#calendarin0 td a", has_text="15").click()
    assert page.input_value("#id_published_from_0") == "15-12-2021"


def test_editor_speaks_vietnamese(open_desk: OpenDesk) -> None:
    page = open_desk("article")
    page.locator(".cke_combo__format a.cke_combo_button").click()
    formats = page.frame_locator(".cke_combopanel iframe").locator("body")
    formats.locator("a").first.wait_for()
    labels = [link.get_attribute("title") for link in formats.locator("a").all()]
    assert labels == ["Đoạn văn", "Đầu mục lớn", "Đầu mục vừa", "Đầu mục nhỏ"]
    page.keyboard.press("Escape")
    for button, what_opens in {
        "link": ".cke_dialog",
        "table": ".cke_dialog",
        "find": ".cke_dialog",
        "pastetext": ".cke_notification",
        "pastefromword": ".cke_notification",
    }.items():
        page.locator(f".cke_button__{button}").click()
        opened = page.locator(what_opens).filter(visible=True)
        expect(opened).to_have_count(1)
        assert not english_on(page), repr(english_on(page))
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)


def test_popup_of_a_related_thing_is_in_vietnamese(open_desk: OpenDesk) -> None:
    page = open_desk("article")
    with page.expect_popup() as opened:
        page.locator("#add_id_category").click()
    popup = opened.value
    popup.wait_for_load_state()
    assert english_on(popup) == []
    popup.fill("#id_name", "Chuyên mục mới")
    popup.click("[name=_save]")
    chosen = page.locator("#id_category option:checked")
    chosen.filter(has_text="Chuyên mục mới").wait_for(state="attached")


def english_on(page: Page) -> list[str]:
    return [text for text in words_of(page.content()) if english_in(text)]


@pytest.mark.parametrize("chosen", ["by the machine", "by the person"])
def test_toolbar_of_the_editor_is_dark_in_the_dark_and_its_icons_are_seen(
    chosen: str, open_desk: OpenDesk
) -> None:
    page = open_desk("article")
    if chosen == "by the machine":
        page.emulate_media(color_scheme="dark")
    else:
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
    bar, icon = page.locator(".cke_top"), page.locator(".cke_button__bold .cke_button_icon")
    assert greys(bar)[0] < 60  # most of it is ground
    darkest, lightest = greys(icon)[1:]
    assert lightest - darkest > 100
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert greys(bar)[0] > 200


def greys(part: Locator) -> tuple[int, int, int]:
    """How light it looks, from 0 to 255: in the middle, the darkest and the lightest point."""
    image = Image.open(io.BytesIO(part.screenshot())).convert("L")
    seen = sorted(image.tobytes())  # a byte a point
    return seen[len(seen) // 2], seen[0], seen[-1]
