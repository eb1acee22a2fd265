"""The preview in a real browser: three sizes, what is typed, a guest's link, the list of work."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Frame, Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from chibo_site.roles import ADMINISTRATOR, EDITOR, REPORTER
from newsroom import workflow
from tests.browser.accessibility import complaints_about
from tests.browser.conftest import make_context
from tests.browser.waiting import wait_for_editor
from tests.support.factories import (
    make_article,
    make_byline,
    make_identity,
    make_person,
    make_photo,
)

LISTING = "/quan-tri/articles/article/"
SIZES = {"Điện thoại": 360, "Máy tính": 1280, "Giấy A4": 794}


@pytest.fixture
def article(transactional_db: None) -> Article:
    make_identity(layout="tra-vinh")
    for number in range(3):
        make_article(title=f"Tin khác số {number}")
    article = make_article(
        title="Bài chờ đăng", status="draft", author=make_person("phongvien", REPORTER)
    )
    make_photo(article, file="")
    make_byline(article)
    return article


Desk = Callable[[User], Page]


@pytest.fixture
def desk(chromium: Browser, live_server: LiveServer, article: Article) -> Iterator[Desk]:
    """`desk(person)`: the browser of that person, who is signed in, with its complaints kept."""
    contexts: list[BrowserContext] = []

    def open_(person: User) -> Page:
        client = Client()
        client.force_login(person)
        context = make_context(
            chromium, base_url=live_server.url, reduced_motion="reduce", locale="vi-VN"
        )
        contexts.append(context)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def framed(page: Page) -> Frame:
    found = page.frame("xem-truoc")
    assert found is not None
    found.wait_for_url("**/xem-truoc/**")  # it is empty until the page around it has filled it
    return found


def heard(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("window", [360, 1280])
def test_article_is_seen_at_three_sizes(window: int, desk: Desk, article: Article) -> None:
    page = desk(make_person("bientap"))
    page.set_viewport_size({"width": window, "height": 900})
    said = heard(page)
    page.goto(f"{LISTING}{article.pk}/xem-truoc/khung/")
    for name, width in SIZES.items():
        frame = framed(page)
        with frame.expect_navigation():  # each button asks for the page anew
            page.get_by_role("button", name=name).click()
        frame.wait_for_selector(".paper" if name == "Giấy A4" else ".crumbs")
        assert frame.evaluate("window.innerWidth") == width
        assert "Bài chờ đăng" in frame.inner_text("h1")
        pressed = page.locator("button[aria-pressed=true]").all_inner_texts()
        assert pressed == [name]
        box = page.locator("iframe").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= window
        assert page.evaluate("document.documentElement.scrollWidth") <= window
    assert said == []


def test_frame_page_is_for_everyone(desk: Desk, article: Article) -> None:
    page = desk(make_person("bientap"))
    for address in ("xem-truoc/khung/", "lien-ket-xem-truoc/"):
        page.goto(f"{LISTING}{article.pk}/{address}")
        assert complaints_about(page) == [], address


def test_what_is_typed_is_seen_and_not_saved(desk: Desk, article: Article) -> None:
    page = desk(make_person("phongvien", REPORTER))
    page.goto(f"{LISTING}{article.pk}/change/")
    page.fill("#id_title", "Tựa đang gõ")
    wait_for_editor(page)
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Chữ đang gõ. ")
    with page.context.expect_page() as opening:
        page.locator(".submit-row button:has-text('Xem trước')").last.click()
    preview = opening.value
    said = heard(preview)
    preview.wait_for_load_state()
    for name in SIZES:
        frame = framed(preview)
        with frame.expect_navigation():
            preview.get_by_role("button", name=name).click()
        frame.wait_for_selector(".paper" if name == "Giấy A4" else ".crumbs")
        assert frame.inner_text("h1") == "Tựa đang gõ"
        assert "Chữ đang gõ." in frame.inner_text("main")
    assert said == []
    assert page.input_value("#id_title") == "Tựa đang gõ"
    article.refresh_from_db()
    assert article.title == "Bài chờ đăng"


def test_new_article_is_seen_before_it_is_saved(desk: Desk) -> None:
    page = desk(make_person("phongvien", REPORTER))
    page.goto(f"{LISTING}add/")
    page.fill("#id_title", "Tựa bài mới")
    with page.context.expect_page() as opening:
        page.locator(".submit-row button:has-text('Xem trước')").last.click()
    preview = opening.value
    preview.wait_for_load_state()
    framed(preview).wait_for_selector("h1:has-text('Tựa bài mới')")
    assert not Article.objects.filter(title="Tựa bài mới").exists()


def test_guest_opens_the_link_until_it_is_revoked(
    desk: Desk, article: Article, chromium: Browser
) -> None:
    page = desk(make_person("bientap"))
    page.goto(f"{LISTING}{article.pk}/lien-ket-xem-truoc/")
    page.get_by_label("3 ngày").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Tạo liên kết").click()
    link = page.input_value("#lien-ket")
    assert page.locator(".preview__qr svg").is_visible()
    assert complaints_about(page) == []
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Sao chép liên kết").click()
    page.wait_for_selector("text=Đã sao chép liên kết")
    assert page.evaluate("navigator.clipboard.readText()") == link
    guest = make_context(chromium, viewport={"width": 360, "height": 800})
    try:
        phone = guest.new_page()
        said = heard(phone)
        answer = phone.goto(link)
        assert answer is not None
        assert answer.status == 200
        assert "Bản xem trước, chưa đăng" in phone.inner_text(".preview-mark")
        assert phone.inner_text("h1") == "Bài chờ đăng"
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        assert Axe().run(phone).violations_count == 0
        assert guest.cookies() == []
        assert said == []
        page.get_by_role("button", name="Thu hồi").click()
        page.wait_for_selector("text=Đã thu hồi liên kết")
        gone = phone.goto(link)
        assert gone is not None
        assert gone.status == 404
    finally:
        guest.close()


@pytest.mark.parametrize("role", [REPORTER, EDITOR, ADMINISTRATOR])
def test_each_role_sees_its_work_first(role: str, desk: Desk, article: Article) -> None:
    reporter, editor = article.author, make_person("bientap")
    assert reporter is not None
    workflow.apply_step("submit", article, reporter)
    workflow.apply_step("return", article, editor, note="Thiếu nguồn tin.")
    waiting = make_article(title="Bài chờ duyệt lâu", status="draft", author=reporter)
    workflow.apply_step("submit", waiting, reporter)
    person = reporter if role == REPORTER else make_person(role, role)
    page = desk(person)
    said = heard(page)
    page.goto("/quan-tri/")
    work = page.locator(".tasks").inner_text()
    expected = {
        REPORTER: "Thiếu nguồn tin.",
        EDITOR: "Bài chờ duyệt lâu",
        ADMINISTRATOR: "cơ quan chủ quản",
    }
    assert expected[role] in work
    assert ("Bài chờ duyệt lâu" in work) == (role != REPORTER)
    assert ("cơ quan chủ quản" in work) == (role == ADMINISTRATOR)
    assert complaints_about(page) == []
    assert said == []
    with page.expect_navigation() as opening:
        page.locator(".tasks__item a").first.click()
    assert opening.value.status == 200
    assert not page.url.endswith("/quan-tri/")
