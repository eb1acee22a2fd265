"""The desk's parts together: photos with autosave and preview, questions, texts side by side."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Dialog, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from newsroom.models import Draft
from tests.browser.conftest import OpenPage
from tests.browser.transfers import photo
from tests.browser.unsaved.form import KEPT, kept, line
from tests.browser.waiting import wait_for_editor
from tests.newsroom.desk import opened
from tests.support.factories import make_article, make_identity, make_person

LISTING = "/quan-tri/articles/article/"
PICTURE = (
    f'<p>Đoạn.</p><p><img src="data:image/jpeg;base64,{photo("navy")}"></p>'
    "<p>Ảnh: Trạm đo bên cống</p>"
)
PASTE = """html => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const editor = CKEDITOR.instances.id_body;
  editor.focus();
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  const isPasted = new Promise(done => editor.once("afterPaste", () => done()));
  editor.editable().$.dispatchEvent(event);
  return isPasted;
}"""


@pytest.fixture
def page(open_page: OpenPage, live_server: LiveServer, transactional_db: None) -> Page:
    """A page of an editor's, on their desk."""
    make_identity()
    client = Client()
    client.force_login(make_person("bientap"))
    page = open_page("/quan-tri/login/").page
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


@pytest.fixture
def site(live_server: LiveServer) -> str:
    return live_server.url


@pytest.fixture
def slow_photos(page: Page) -> Iterator[list[Route]]:
    """Photos on their way: each waits in the list until it is let go."""
    held: list[Route] = []
    page.route("**/tai-anh/", lambda route: held.append(route))
    yield held
    for route in held:
        route.abort()


@pytest.fixture
def questions(page: Page) -> list[str]:
    """What the page has asked; each is answered with yes, except whether to drop something."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if dialog.message.startswith("Bỏ"):
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answer)
    return asked


def open_form(page: Page, site: str, article: Article) -> None:
    page.goto(f"{site}{LISTING}{article.pk}/change/")
    wait_for_editor(page)


def test_photo_that_comes_later_is_kept_though_nobody_types(
    page: Page, site: str, slow_photos: list[Route]
) -> None:
    open_form(page, site, make_article())
    page.evaluate(PASTE, PICTURE)
    expect(line(page)).to_have_text(KEPT)
    assert not dict(Draft.objects.get().fields)["photos-0-upload"]
    with kept(page, "photos/"):
        slow_photos.pop().continue_()
    assert dict(Draft.objects.get().fields)["photos-0-upload"].startswith("photos/")


def test_saving_asks_once_about_photos_on_their_way(
    page: Page, site: str, slow_photos: list[Route], questions: list[str]
) -> None:
    article = make_article()
    open_form(page, site, article)
    page.evaluate(PASTE, PICTURE)
    expect(page.locator(".drop__file")).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Đã lưu bài")
    assert questions == ["Còn ảnh đang tải lên. Lưu ngay thì các ảnh đó không vào bài."]


def test_preview_asks_nothing_about_photos_on_their_way(
    page: Page, site: str, slow_photos: list[Route], questions: list[str]
) -> None:
    open_form(page, site, make_article())
    page.evaluate(PASTE, PICTURE)
    expect(page.locator(".drop__file")).to_have_count(1)
    with page.context.expect_page() as tab:
        page.locator(".preview__ask").first.click()
    shown = tab.value.frame_locator("iframe[name=xem-truoc]")
    expect(shown.get_by_text("Chờ ảnh 1")).to_be_visible()
    assert questions == []


def test_text_is_dropped_from_its_own_page_only_after_a_question(
    page: Page, site: str, questions: list[str]
) -> None:
    open_form(page, site, make_article())
    page.fill("#id_lead", "Sapo gõ dở")
    expect(line(page)).to_have_text(KEPT)
    page.goto(f"{site}{LISTING}ban-chua-luu/{Draft.objects.get().key}/")
    page.get_by_role("button", name="Bỏ đi").click()
    assert questions == ["Bỏ hẳn bản chưa lưu này?"]
    assert not Draft.objects.get().is_closed


def test_two_texts_stand_in_pairs_on_a_wide_screen(page: Page, site: str) -> None:
    article = make_article()
    open_form(page, site, article)
    page.fill("#id_title", "Tựa của tôi")
    page.fill("#id_lead", "Sapo của tôi")
    client = Client()
    client.force_login(make_person("lan"))
    where = f"{LISTING}{article.pk}/change/"
    client.post(where, opened(client, where) | {"title": "Tựa của Lan", "lead": "Sapo của Lan"})
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    ends = page.locator(".two-texts__one").evaluate_all(
        "parts => parts.map(part => Math.round(part.getBoundingClientRect().top))"
    )
    assert len(ends) >= 4
    assert ends[::2] == ends[1::2]


def test_title_lies_under_no_button_and_the_editor_fills_its_row(page: Page, site: str) -> None:
    title = "Liên hiệp Hội tỉnh chọn ba việc phải làm xong trước kỳ họp Ban Chấp hành tới"
    open_form(page, site, make_article(title=title, body="<p>Ngắn.</p>"))
    boxes = "all => all.map(each => each.getBoundingClientRect().toJSON())"
    (heading,) = page.locator("#content > h2").evaluate_all(boxes)
    buttons = page.locator(".object-tools a").evaluate_all(boxes)
    assert len(buttons) >= 3
    assert all(button["top"] >= heading["bottom"] for button in buttons)
    editor, row = (page.locator(each).bounding_box() for each in (".cke", ".form-row.field-body"))
    assert editor and row and editor["width"] > 0.75 * row["width"]
