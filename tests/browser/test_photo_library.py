"""The photo library on the writing page: a photo of an earlier article, found and used again."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Photo
from tests.browser.conftest import OpenPage, picture
from tests.browser.waiting import wait_for_editor
from tests.browser.writing import order, placed
from tests.support.factories import make_article, make_identity

OpenForm = Callable[..., Page]
TWO = "<p>Đoạn đầu.</p><p>Đoạn cuối.</p>"


@pytest.fixture
def open_form(open_page: OpenPage, live_server: LiveServer, transactional_db: None) -> OpenForm:
    make_identity()
    client = Client()
    client.force_login(User.objects.create_superuser("bien-tap"))
    session = client.cookies["sessionid"].value

    def open_(article: Article, width: int = 1280) -> Page:
        page = open_page("/quan-tri/login/", width=width).page
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
        wait_for_editor(page)
        return page

    return open_


def stored_photo(title: str, caption: str) -> Photo:
    photo = Photo(article=make_article(title=title), order=1, caption=caption, credit="Lê Hạnh")
    photo.file.save("anh.png", ContentFile(picture()))
    return photo


def test_photo_is_found_and_stands_where_one_writes_with_its_words(open_form: OpenForm) -> None:
    old = stored_photo("Bến Bông được mùa", "Cánh đồng lúa chín")
    stored_photo("Hội nghị cán bộ", "Quang cảnh hội nghị")
    page = open_form(make_article(title="Bài mới", body=TWO))
    page.locator(".cke_wysiwyg_div > p").first.click()
    page.keyboard.press("End")
    page.get_by_role("button", name="lấy từ thư viện ảnh").click()
    photos = page.locator(".library__photo")
    expect(photos).to_have_count(2)
    page.get_by_label("Tìm trong chú thích, người chụp, bài").fill("canh dong lua")
    page.keyboard.press("Enter")
    expect(photos).to_have_count(1)
    expect(page.locator(".library__said")).to_have_text("1 ảnh")
    photos.get_by_role("button").click()
    expect(page.locator(".library")).to_be_hidden()
    expect(placed(page, 1).locator("textarea").first).to_have_value("Cánh đồng lúa chín")
    assert order(page) == ["Đoạn đầu.", "ảnh 1", "Đoạn cuối."]
    with page.expect_navigation():
        page.locator("input[name=_continue]").last.click()
    new = Article.objects.get(title="Bài mới").photos.get()
    assert (new.file.name, new.caption, new.credit) == (old.file.name, old.caption, "Lê Hạnh")


def test_what_is_not_there_is_said_and_the_article_stays_as_it_was(open_form: OpenForm) -> None:
    stored_photo("Bài", "Ảnh có thật")
    page = open_form(make_article(title="Bài mới", body=TWO))
    page.get_by_role("button", name="lấy từ thư viện ảnh").click()
    query = page.get_by_label("Tìm trong chú thích, người chụp, bài")
    query.fill("không ảnh nào có")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator(".library__said")).to_contain_text("Không có ảnh nào như vậy")
    query.fill("")
    page.get_by_label("Tháng", exact=True).fill("tháng mười ba")
    page.keyboard.press("Enter")
    expect(page.locator(".library__said")).to_contain_text("Tháng chưa đúng")
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator(".library")).to_be_hidden()
    assert order(page) == ["Đoạn đầu.", "Đoạn cuối."]


@pytest.mark.parametrize("width", [320, 1280])
def test_library_is_for_everybody(open_form: OpenForm, width: int) -> None:
    stored_photo("Bài", "Ảnh có thật")
    page = open_form(make_article(title="Bài mới", body=TWO), width=width)
    page.get_by_role("button", name="lấy từ thư viện ảnh").click()
    expect(page.locator(".library__photo")).to_have_count(1)
    found = Axe().run(page, context=".library").response["violations"]
    assert [each["id"] for each in found] == []
    assert page.evaluate("document.querySelector('.library').scrollWidth") <= width
