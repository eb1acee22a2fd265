"""From a Word file to a page that readers see, in few clicks; and the pages of old addresses."""

import base64
import io
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.old_addresses.writing import note
from tests.browser.accessibility import complaints_about
from tests.browser.conftest import make_context
from tests.importing.word_files import p, picture, r, relation, word_file
from tests.support.factories import make_article, make_category, make_identity, make_person

LISTING = "/quan-tri/articles/article/"
TITLE = "Chi hội ấp 1 bàn việc nạo vét kênh nội đồng"
LEAD = "Sáng nay, chi hội ấp 1 họp bàn việc nạo vét kênh trước mùa mưa, có 40 hội viên dự họp."
BODY = "Cuộc họp thống nhất góp công và mượn máy của xã, xong trước ngày 30 tháng 4 năm nay."


def png(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(content, "PNG")
    return content.getvalue()


def docx() -> bytes:
    """An article with four photos."""
    photos = "".join(
        p(picture(f"rId{n}", f"Kênh {n}")) + p(r(f"Đoạn kênh số {n} ở ấp 1", "<w:i/>"))
        for n in range(4)
    )
    body = p(r(TITLE, "<w:b/>")) + p(LEAD) + photos + p(BODY) + p(BODY)
    relations = "".join(relation(f"rId{n}", f"media/{n}.png") for n in range(4))
    colours = ["teal", "olive", "tan", "navy"]
    parts = {f"word/media/{n}.png": png(colour) for n, colour in enumerate(colours)}
    return word_file(body, relations=relations, parts=parts)


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, transactional_db: None) -> Iterator[Page]:
    """An editor's browser."""
    make_identity()
    make_category()
    client = Client()
    client.force_login(make_person())
    context = make_context(
        chromium, base_url=live_server.url, reduced_motion="reduce", locale="vi-VN"
    )
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    yield context.new_page()
    context.close()


def test_word_file_with_four_photos_is_read_by_the_public_after_five_clicks(page: Page) -> None:
    page.goto(LISTING)
    page.get_by_role("link", name="Nhập từ Word…").click()
    word: FilePayload = {
        "name": "kenh.docx",
        "mimeType": "application/octet-stream",
        "buffer": docx(),
    }
    page.set_input_files("input[type=file]", word)  # dropped into the field, or one click
    page.get_by_role("button", name="Tạo bản thảo").click()
    page.wait_for_url("**/change/")
    expect(page.locator(".messagelist")).to_contain_text("Đã tạo bản thảo từ tệp “kenh.docx”")
    page.locator("input[name=_step_publish]").last.click()
    page.get_by_role("button", name="Vẫn đăng").click()  # nobody is named as the photographer
    expect(page.locator(".messagelist")).to_contain_text(f"Đã đăng “{TITLE}”.")
    article = Article.objects.get()
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert page.locator("figure img").count() == 4
    assert page.locator("figcaption").all_inner_texts() == [
        f"Đoạn kênh số {n} ở ấp 1" for n in range(4)
    ]
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bản Word").click()
    assert download.value.suggested_filename.endswith(".docx")


DROP = """([name, content]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(content), letter => letter.charCodeAt(0))], name));
  const options = { dataTransfer: data, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, options));
  }
}"""


def test_word_file_dropped_on_the_list_is_reviewed_and_read_by_the_public(page: Page) -> None:
    page.goto(LISTING)
    page.evaluate(DROP, ["kenh.docx", base64.b64encode(docx()).decode()])  # the first of six
    page.wait_for_url("**/xem-lai/")
    expect(page.locator(".import__result")).to_contain_text(TITLE)
    expect(page.locator(".import__result")).to_contain_text("Ảnh 4: Đoạn kênh số 3 ở ấp 1")
    assert complaints_about(page) == []
    page.get_by_role("button", name="Tạo bản thảo").click()
    page.wait_for_url("**/change/")
    page.locator("input[name=_step_publish]").last.click()
    page.get_by_role("button", name="Vẫn đăng").click()
    expect(page.locator(".messagelist")).to_contain_text(f"Đã đăng “{TITLE}”.")
    page.goto(Article.objects.get().get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert page.locator("figure img").count() == 4


@pytest.mark.parametrize(
    "address",
    [
        f"{LISTING}nhap-tu-word/",
        "/quan-tri/articles/oldaddress/",
        "/quan-tri/articles/oldaddress/add/",
        "/quan-tri/articles/unansweredaddress/",
    ],
)
def test_page_is_for_everyone(page: Page, address: str) -> None:
    article = make_article()
    note(article, "https://hoi.example.vn/tin-hoat-dong/trao-sinh-ke-cho-hoi-vien-145.html")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert complaints_about(page) == []
