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
from tests.importing.word_files import p, picture, r, relation, word_file, zipped
from tests.support.factories import make_article, make_category, make_identity, make_person
from tests.support.jobs import run_jobs

LISTING = "/quan-tri/articles/article/"
TITLE = "Chi hội ấp 1 bàn việc nạo vét kênh nội đồng"
LEAD = "Sáng nay, chi hội ấp 1 họp bàn việc nạo vét kênh trước mùa mưa, có 40 hội viên dự họp."
BODY = "Cuộc họp thống nhất góp công và mượn máy của xã, xong trước ngày 30 tháng 4 năm nay."


def png(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(content, "PNG")
    return content.getvalue()


def docx(title: str = TITLE) -> bytes:
    """An article with four photos."""
    photos = "".join(
        p(picture(f"rId{n}", f"Kênh {n}")) + p(r(f"Đoạn kênh số {n} ở ấp 1", "<w:i/>"))
        for n in range(4)
    )
    body = p(r(title, "<w:b/>")) + p(LEAD) + photos + p(BODY) + p(BODY)
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


DROP = """(files) => {
  const data = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    data.items.add(new File([bytes], name));
  }
  const options = { dataTransfer: data, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, options));
  }
}"""


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    page.evaluate(DROP, [[name, base64.b64encode(data).decode()] for name, data in files])


# Counted in whatever page is open, for clicks that lead to the next one too.
COUNT = """() => {
  for (const kind of ["click", "drop"]) {
    addEventListener(kind, () => countOne(), { capture: true });
  }
}"""
MOST_CLICKS = 6


def test_word_file_dropped_on_the_list_is_reviewed_and_read_by_the_public(page: Page) -> None:
    clicks: list[str] = []
    page.expose_function("countOne", lambda: clicks.append(page.url))
    page.add_init_script(f"({COUNT})()")
    page.goto(LISTING)
    drop(page, ("kenh.docx", docx()))
    page.wait_for_url("**/xem-lai/")
    expect(page.locator(".import__result")).to_contain_text(TITLE)
    expect(page.locator(".import__result")).to_contain_text("Ảnh 4: Đoạn kênh số 3 ở ấp 1")
    assert complaints_about(page) == []
    page.get_by_role("button", name="Tạo bản thảo").click()
    page.wait_for_url("**/change/")
    page.locator("input[name=_step_publish]").last.click()
    page.get_by_role("button", name="Vẫn đăng").click()
    expect(page.locator(".messagelist")).to_contain_text(f"Đã đăng “{TITLE}”.")
    page.get_by_role("link", name="Xem trên trang").first.click()
    page.wait_for_url(f"**{Article.objects.get().get_absolute_url()}")
    assert 3 < len(clicks) <= MOST_CLICKS, clicks
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert page.locator("figure img").count() == 4


def test_word_file_dropped_on_a_new_article_is_taken_as_the_article_by_keys(page: Page) -> None:
    page.goto(f"{LISTING}add/")
    page.locator(".cke_wysiwyg_div").wait_for()
    drop(page, ("kenh.docx", docx()))
    dialog = page.get_by_role("dialog", name="Tệp Word")
    expect(dialog).to_contain_text("kenh.docx")
    expect(dialog.get_by_text("thành một bản thảo riêng")).to_be_hidden()
    assert complaints_about(page) == []
    expect(dialog.get_by_role("button", name="Lấy nội dung làm bài")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/xem-lai/")
    expect(page.locator(".import__result")).to_contain_text("Ảnh 4: Đoạn kênh số 3 ở ấp 1")
    page.get_by_role("button", name="Tạo bản thảo").press("Enter")
    page.wait_for_url("**/change/")
    assert Article.objects.get().photos.count() == 4


def test_what_was_typed_stays_where_it_is_and_the_file_becomes_another_draft(page: Page) -> None:
    page.goto(f"{LISTING}add/")
    page.locator(".cke_wysiwyg_div").wait_for()
    page.fill("#id_title", "Tin đang viết dở")
    drop(page, ("kenh.docx", docx()))
    expect(page.get_by_text("thành một bản thảo riêng")).to_be_visible()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.get_by_role("button", name="Tạo bản thảo").click()
    opened.value.wait_for_url("**/change/")
    assert page.url.endswith("/add/")
    expect(page.locator("#id_title")).to_have_value("Tin đang viết dở")
    assert [article.title for article in Article.objects.all()] == [TITLE]


def test_word_file_is_attached_or_left_where_its_person_says_so(page: Page) -> None:
    draft = make_article(title="Bài chưa có chữ", body="", status="draft")
    page.goto(f"{LISTING}{draft.pk}/change/")
    page.locator(".cke_wysiwyg_div").wait_for()
    word: FilePayload = {
        "name": "don.docx",
        "mimeType": "application/octet-stream",
        "buffer": docx(),
    }
    dialog = page.get_by_role("dialog", name="Tệp Word")
    page.set_input_files(".attach__input", word)
    expect(dialog).to_contain_text("don.docx")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.locator(".attach__file").count() == 0
    page.set_input_files(".attach__input", word)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".attach__file--taken").wait_for()
    expect(dialog).to_be_hidden()


def test_zip_dropped_on_a_new_article_is_asked_about_and_becomes_drafts(page: Page) -> None:
    other = "Chi hội ấp 2 trồng cây đầu năm dọc theo bờ kênh"
    page.goto(f"{LISTING}add/")
    page.locator(".cke_wysiwyg_div").wait_for()
    drop(page, ("cac-bai.zip", zipped({"mot.docx": docx(), "hai.docx": docx(other)})))
    dialog = page.get_by_role("dialog", name="Tệp nén")
    expect(dialog).to_contain_text("cac-bai.zip")
    expect(dialog).to_contain_text("Mỗi tài liệu trong tệp nén thành một bản thảo")
    expect(dialog.get_by_role("button", name="Đính kèm tệp")).to_be_hidden()
    assert complaints_about(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhap-tu-word/*/")
    run_jobs("word_import")
    expect(page.get_by_role("status")).to_have_text("Đã đọc xong 2 tệp.")
    expect(page.locator(".imported")).to_contain_text(other)


def test_word_file_beside_a_zip_can_still_be_attached(page: Page) -> None:
    page.goto(f"{LISTING}add/")
    page.locator(".cke_wysiwyg_div").wait_for()
    drop(page, ("don.docx", docx()), ("cac-bai.zip", zipped({"mot.docx": docx()})))
    dialog = page.get_by_role("dialog", name="Tệp Word")
    expect(dialog).to_contain_text("don.docx, cac-bai.zip")
    dialog.get_by_role("button", name="Đính kèm tệp").click()
    page.locator(".attach__file--taken").wait_for()
    assert page.locator(".attach__file").count() == 1


def test_word_file_for_an_article_that_is_written_is_attached_at_once(page: Page) -> None:
    page.goto(f"{LISTING}{make_article().pk}/change/")
    page.locator(".cke_wysiwyg_div").wait_for()
    drop(page, ("don.docx", docx()))
    page.locator(".attach__file--taken").wait_for()


def test_files_dropped_on_the_list_are_read_while_one_looks_on(page: Page) -> None:
    other = "Chi hội ấp 2 trồng cây đầu năm dọc theo bờ kênh"
    page.goto(LISTING)
    drop(page, ("mot.docx", docx()), ("hai.docx", docx(other)), ("ba.doc", b"cu"))
    page.wait_for_url("**/nhap-tu-word/*/")
    expect(page.get_by_role("status")).to_have_text("Đã đọc 1 trong 3 tệp.")
    assert complaints_about(page) == []
    run_jobs("word_import")
    expect(page.get_by_role("status")).to_have_text("Đã đọc xong 3 tệp.")
    expect(page.locator(".imported")).to_contain_text("“ba.doc”: không nhận: tệp .doc là kiểu Word")
    assert complaints_about(page) == []
    page.get_by_role("link", name="Xem lại “hai.docx”").press("Enter")
    page.get_by_role("button", name="Tạo bản thảo").press("Enter")
    page.wait_for_url("**/change/")
    page.get_by_role("link", name="xem các tệp đã gửi").click()
    page.get_by_label("Chuyên mục").select_option(label="Tin tức")
    page.get_by_role("button", name="Tạo bản thảo từ mot.docx").press("Enter")
    page.wait_for_url("**/change/")
    assert set(Article.objects.values_list("title", flat=True)) == {TITLE, other}


def test_progress_is_seen_without_a_script(
    chromium: Browser, page: Page, live_server: LiveServer
) -> None:
    state = page.context.storage_state()
    plain = make_context(
        chromium, base_url=live_server.url, storage_state=state, java_script_enabled=False
    )
    page = plain.new_page()
    page.goto(f"{LISTING}nhap-tu-word/")
    files: list[FilePayload] = [
        {"name": "bai.docx", "mimeType": "application/octet-stream", "buffer": docx(title)}
        for title in (f"{TITLE} một", f"{TITLE} hai")
    ]
    page.set_input_files("input[type=file]", files)
    page.get_by_role("button", name="Tạo bản thảo").click()
    expect(page.get_by_role("status")).to_have_text("Đã đọc 0 trong 2 tệp.")
    run_jobs("word_import")
    page.get_by_role("link", name="Xem đã đọc đến đâu").click()
    expect(page.get_by_role("status")).to_have_text("Đã đọc xong 2 tệp.")
    assert page.get_by_role("link", name=TITLE).count() == 2
    plain.close()


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
