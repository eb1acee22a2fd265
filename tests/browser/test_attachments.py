"""Documents dropped onto the forms of articles and static pages, and how readers see them."""

import base64
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Attachment, Photo
from portal.models import PageAttachment
from tests.browser.conftest import OpenPage
from tests.browser.transfers import DROP, photo
from tests.browser.waiting import wait_for_editor, wait_until
from tests.browser.writing import drop_under
from tests.support.attaching import attach
from tests.support.documents import OLE, office, pdf
from tests.support.factories import make_article, make_category
from tests.support.videos import box, mp4, picture_entry, track

OpenForm = Callable[[str], Page]
PLAY = """() => {
  const video = document.querySelector("video");
  video.muted = true;
  return video.play();
}"""
ALL_RIGHTS = {"is_staff": True, "is_superuser": True}


@pytest.fixture
def open_form(open_page: OpenPage, live_server: LiveServer, transactional_db: None) -> OpenForm:
    """`open_form(path)`: that page of the newsroom, signed in."""

    def open_(path: str) -> Page:
        client = Client()
        client.force_login(User.objects.get_or_create(username="bt", defaults=ALL_RIGHTS)[0])
        visit = open_page("/quan-tri/login/", width=1280)
        cookie = client.cookies["sessionid"].value
        visit.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": live_server.url}]
        )
        visit.page.goto(live_server.url + path, wait_until="load")
        return visit.page

    return open_


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_dropped_documents_and_photos_each_go_where_they_belong(open_form: OpenForm) -> None:
    make_category()
    page = open_form("/quan-tri/articles/article/add/")
    page.fill("#id_title", "Mở cuộc thi")
    page.select_option("#id_category", label="Tin tức")
    with_macros = office(parts={"word/vbaProject.bin": OLE})
    page.evaluate(
        DROP,
        [
            ["Phiếu đăng ký.docx", encoded(office())],
            ["anh.jpg", photo("red")],
            ["Có macro.docx", encoded(with_macros)],
            ["Thể lệ.pdf", encoded(pdf())],
        ],
    )
    page.get_by_role("button", name="Đính kèm tệp").click()
    page.locator(".attach__file--taken").nth(1).wait_for()
    page.locator(".drop__file--taken").wait_for()
    assert page.locator(".attach__file").count() == 3
    assert "Tệp có macro" in page.locator(".attach__file").nth(1).inner_text()
    assert page.input_value("#id_attachments-1-name") == "Thể lệ"
    page.fill("#id_attachments-0-name", "Biểu mẫu")
    page.click("input[name=_continue] >> nth=0")
    page.wait_for_url("**/change/")
    assert [str(each) for each in Attachment.objects.all()] == [
        "Biểu mẫu (docx, 1 KB)",
        "Thể lệ (pdf, 1 KB)",
    ]
    assert Photo.objects.count() == 1
    assert page.locator("a.attached").all_inner_texts() == ["docx, 1 KB", "pdf, 1 KB"]


def test_chosen_document_of_a_static_page_is_listed_for_its_readers(open_form: OpenForm) -> None:
    page = open_form("/quan-tri/portal/page/add/")
    page.fill("#id_title", "Điều lệ")
    file = FilePayload(name="Điều lệ.pdf", mimeType="application/pdf", buffer=pdf())
    page.set_input_files(".attach__input", [file])
    page.locator(".attach__file--taken").wait_for()
    page.click("input[name=_save] >> nth=0")
    page.wait_for_url("**/page/")
    page.goto(page.url.split("/quan-tri/")[0] + "/trang/dieu-le/")
    link = page.locator(".attachments__list a")
    assert link.inner_text() == "Điều lệ (pdf, 1 KB)"
    assert link.get_attribute("href") == PageAttachment.objects.get().file.url


def test_form_and_article_with_documents_are_for_everybody(open_form: OpenForm) -> None:
    article: Article = make_article(body="<p>Thân bài.</p>")
    attach(article)
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    page.locator("#attachments-group").scroll_into_view_if_needed()
    found = Axe().run(page, context="#attachments-group").response["violations"]
    assert [each["id"] for each in found] == []
    page.goto(page.url.split("/quan-tri/")[0] + article.get_absolute_url())
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []


def test_video_dropped_between_two_paragraphs_plays_there_for_readers(open_form: OpenForm) -> None:
    article: Article = make_article(body="<p>Trước.</p><p>Sau.</p>")
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    wait_for_editor(page)
    drop_under(page, "Trước.", [["Lễ phát động.mp4", encoded(mp4())]])
    page.locator(".attach__file--taken").wait_for()
    link = page.locator(".cke_wysiwyg_div a")
    assert link.inner_text() == "Lễ phát động"
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    article.refresh_from_db()
    address = article.attachments.get().file.url
    link_html = f'<p><a href="{address}" rel="noopener">Lễ phát động</a></p>'
    assert article.body.split("\n\n") == ["<p>Trước.</p>", link_html, "<p>Sau.</p>"]
    page.goto(page.url.split("/quan-tri/")[0] + article.get_absolute_url())
    assert page.evaluate("document.querySelector('video').readyState") == 0  # nothing loaded
    page.evaluate(PLAY)
    wait_until(page, "document.querySelector('video').ended")
    assert page.evaluate("document.querySelector('video').videoWidth") == 128
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []


def test_kind_of_video_that_not_everybody_can_play_is_refused_in_words(open_form: OpenForm) -> None:
    article: Article = make_article()
    page = open_form(f"/quan-tri/articles/article/{article.pk}/change/")
    of_phone = mp4(track(b"vide", picture_entry(b"hvc1")))
    page.evaluate(DROP, [["IMG_1.mp4", encoded(of_phone)], ["IMG_2.mov", encoded(box(b"moov"))]])
    page.locator(".attach__file--refused").nth(1).wait_for()
    said = page.locator(".attach__file").all_inner_texts()
    assert "HEVC" in said[0]
    assert "chỉ nhận phim kiểu mp4" in said[1]
    assert page.locator(".cke_wysiwyg_div a").count() == 0
