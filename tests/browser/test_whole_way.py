"""An article's whole way, as people go it: written, returned, corrected, scheduled, read."""

import datetime

import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo_site.roles import EDITOR, REPORTER
from tests.browser import word
from tests.browser.conftest import OpenPage, wait_for_pictures
from tests.browser.transfers import DROP, PASTE, photo
from tests.browser.waiting import wait_for_editor
from tests.support.accounts import PASSWORD
from tests.support.factories import make_category, make_identity, make_person

DESK = "/quan-tri/"
ADD = "/quan-tri/articles/article/add/"
TITLE = "Trạm đo mặn đầu kênh bắt đầu chạy"
REASON = "Ảnh 4 chưa có mô tả; sapo cần ghi tên xã."
LEAD = "Bà con xã Lạng Cò có số đo mặn mỗi ngày."
CLIPBOARD = word.from_word(
    word.PLAIN.format("Sáng nay, trạm đo đầu tiên bắt đầu chạy."),
    word.PICTURE.format(n=1, alt="Trạm đo bên cống"),
    word.CAPTION.format("Trạm đo ở đầu kênh. Ảnh: Trần Văn Vũ"),
    word.PLAIN.format("Bảng số đo được đặt ở nhà văn hóa ấp."),
)
# Caption, who took it, what is seen; the reporter forgets the last.
DROPPED = [
    ("Kỹ sư lắp đầu đo", "Lê An", "Một kỹ sư cúi bên bờ kênh"),
    ("Bà con xem bảng số", "Lê An", "Năm người đứng trước tấm bảng"),
    ("Cống ngăn mặn nhìn từ trên cao", "Lê An", ""),
]


def test_article_goes_from_the_clipboard_to_the_readers(
    open_page: OpenPage, transactional_db: None
) -> None:
    make_identity()
    make_category()
    reporter, editor = open_page(DESK), open_page(DESK)
    sign_in(reporter.page, "phongvien", REPORTER)
    sign_in(editor.page, "bientap", EDITOR)

    write(reporter.page)
    preview(reporter.page)
    press(reporter.page, "Gửi duyệt")
    assert "Còn thiếu mô tả ảnh" in reporter.page.inner_text(".findings")
    press(reporter.page, "Vẫn gửi duyệt")
    assert f"Đã gửi duyệt “{TITLE}”." in reporter.page.inner_text(".messagelist")

    open_work(editor.page, "Bài chờ duyệt")
    press(editor.page, "Trả lại…")
    editor.page.fill("#id_reason", REASON)
    press(editor.page, "Trả lại")
    assert f"Đã trả lại “{TITLE}”." in editor.page.inner_text(".messagelist")

    assert REASON in open_work(reporter.page, "Trả lại cho bạn")
    assert f"bientap đã trả lại bài: {REASON}" in reporter.page.inner_text(".status-line--returned")
    reporter.page.fill("#id_lead", LEAD)
    reporter.page.fill("#id_photos-3-alt", "Cửa cống giữa hai bờ kênh")
    press(reporter.page, "Gửi duyệt")
    assert f"Đã gửi duyệt “{TITLE}”." in reporter.page.inner_text(".messagelist")

    open_work(editor.page, "Bài chờ duyệt")
    assert editor.page.input_value("#id_lead") == LEAD
    press(editor.page, "Duyệt")
    press(editor.page, "Hẹn giờ…")
    moment = seven_tomorrow()
    editor.page.get_by_label("Ngày đăng").fill(f"{moment:%d-%m-%Y}")
    editor.page.get_by_label("Giờ đăng").fill(f"{moment:%H:%M}")
    press(editor.page, "Hẹn giờ")
    assert f"Đã hẹn giờ “{TITLE}”." in editor.page.inner_text(".messagelist")
    assert TITLE not in open_page("/chuyen-muc/tin-tuc/").page.inner_text("main")
    for visit in (reporter, editor):
        assert visit.foreign == []
        assert visit.complaints == []
        visit.page.close()

    with time_machine.travel(moment):
        reader = open_page("/chuyen-muc/tin-tuc/", width=360)
        read(reader.page)
    assert reader.page.context.cookies() == []
    assert reader.foreign == []
    assert reader.complaints == []


def sign_in(page: Page, name: str, role: str) -> None:
    person = make_person(name, role)
    person.set_password(PASSWORD)
    person.save()
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    press(page, "Đăng nhập")
    assert page.get_by_text("Việc cần làm").first.is_visible()


def press(page: Page, name: str) -> None:
    """A save first sees its words kept, so that the page leaves a moment after the click."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).last.click()


def open_work(page: Page, kind: str) -> str:
    """Opens the article from the first page, and gives back what stands beside it there."""
    page.goto(page.url.split(DESK)[0] + DESK)
    task = page.locator(".tasks__task").filter(has_text=kind)
    said = task.inner_text()
    with page.expect_navigation():
        task.get_by_role("link", name=TITLE).click()
    wait_for_editor(page)
    return said


def write(page: Page) -> None:
    with page.expect_navigation():
        page.locator(f"a[href='{ADD}']").first.click()
    wait_for_editor(page)
    page.fill("#id_title", TITLE)
    page.fill("#id_lead", "Bà con có số đo mặn mỗi ngày.")
    page.select_option("#id_category", label="Tin tức")
    page.evaluate(PASTE, [{"text/html": CLIPBOARD, "text/rtf": word.rtf(word.png("red"))}, []])
    taken = page.locator(".drop__file--taken")
    expect(taken).to_have_count(1)
    page.evaluate(
        DROP, [[f"anh-{n}.jpg", photo(c)] for n, c in enumerate(["blue", "green", "gold"])]
    )
    expect(taken).to_have_count(4)
    for number, words in enumerate(DROPPED, start=1):
        for field, said in zip(("caption", "credit", "alt"), words, strict=True):
            page.fill(f"#id_photos-{number}-{field}", said)


def preview(page: Page) -> None:
    """What readers will get is seen before anything is saved."""
    with page.context.expect_page() as opening:
        page.get_by_role("button", name="Xem trước", exact=True).last.click()
    shown = opening.value.frame_locator("iframe")
    expect(shown.locator("h1")).to_have_text(TITLE)
    expect(shown.locator("figure")).to_have_count(4)
    opening.value.close()


def seven_tomorrow() -> datetime.datetime:
    now = timezone.localtime()
    return (now + datetime.timedelta(days=1)).replace(hour=7, minute=0, second=0, microsecond=0)


def read(page: Page) -> None:
    """From the list to the article, on a phone; every picture is there, with its words."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=TITLE).click()
    assert page.inner_text("h1") == TITLE
    body = page.inner_text("main")
    assert LEAD in body
    captions = page.locator("figcaption").all_inner_texts()
    assert captions[0] == "Trạm đo ở đầu kênh. Ảnh: Trần Văn Vũ"
    assert captions[1:] == [f"{caption} Ảnh: {credit}" for caption, credit, _ in DROPPED]
    before, after = body.split(captions[0])
    assert "Sáng nay, trạm đo đầu tiên" in before
    assert "Bảng số đo được đặt ở nhà văn hóa ấp." in after
    wait_for_pictures(page.locator("figure img"))
    for picture in page.locator("figure img").all():
        assert picture.evaluate("picture => picture.naturalWidth") > 0
        assert picture.get_attribute("alt")
