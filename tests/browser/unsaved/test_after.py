"""What becomes of kept words: another one saves, they are saved or dropped; the page says so."""

from contextlib import AbstractContextManager

from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.models import Draft
from tests.browser.unsaved.form import (
    KEPT,
    LISTING,
    OWN_COPIES,
    TITLE,
    NewContext,
    change,
    line,
    look,
    no_copy_stays,
    open_form,
    save,
)
from tests.browser.waiting import wait_until
from tests.support.factories import make_category, make_person


def test_conflict_keeps_my_words_and_the_form_offers_them(
    page: Page, new_context: NewContext, article: Article
) -> None:
    open_form(page, change(article))
    other = new_context(make_person("dongnghiep")).new_page()
    other.goto(change(article))
    other.fill("#id_title", "Tựa của họ")
    save(other)
    other.wait_for_selector(".messagelist .success")
    page.fill("#id_title", TITLE)
    save(page)
    page.wait_for_selector(".two-texts")
    page.click("text=Lấy bản đang có")
    page.wait_for_selector(".unsaved__draft")
    assert page.input_value("#id_title") == "Tựa của họ"
    page.click(".unsaved__compare")
    page.wait_for_selector(".compared ins")
    page.click("text=Dùng bản này")
    page.wait_for_selector("text=bản chưa lưu của bạn")
    assert page.input_value("#id_title") == TITLE


def test_saved_or_signed_out_leaves_no_words_in_the_browser(page: Page, article: Article) -> None:
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    page.click("input[name=_save] >> nth=0")
    page.wait_for_url(f"**{LISTING}")
    no_copy_stays(page)
    open_form(page, change(article))
    page.fill("#id_title", "Tựa khác")
    page.click("#logout-form button")
    page.wait_for_url("**/logout/")
    assert page.evaluate(OWN_COPIES) == 0
    assert Draft.objects.get(is_closed=False).title == "Tựa khác"


def test_dropped_words_are_gone_from_server_and_browser(page: Page, article: Article) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    expect(line(page)).to_have_text(KEPT)
    page.reload()
    with page.expect_navigation():
        page.click(".unsaved__drop")
    assert page.locator(".unsaved__draft").count() == 0
    assert page.evaluate(OWN_COPIES) == 0


def called(page: Page) -> AbstractContextManager[object]:
    """Its block has ended once the server has taken in that this form is open."""
    return page.expect_response(
        lambda answer: (
            answer.url.endswith("/dang-mo/") and '"roi"' not in (answer.request.post_data or "")
        )
    )


GONE = """() => {
    document.dispatchEvent(new Event("visibilitychange"));
    return !document.querySelector(".unsaved__others").textContent.includes("đang mở");
}"""


def test_others_are_seen_come_and_go(page: Page, new_context: NewContext, article: Article) -> None:
    other = new_context(make_person("dongnghiep")).new_page()
    with called(other):
        other.goto(change(article))
    page.goto(change(article))
    expect(page.locator(".unsaved__others")).to_have_text("dongnghiep đang mở bài này, chưa gõ gì.")
    other.fill("#id_title", "Tựa của họ")
    with called(other):
        save(other)
    other.wait_for_selector(".messagelist .success")
    with called(page):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".unsaved__others")).to_contain_text("dongnghiep đã lưu lúc")
    theirs = page.locator(".unsaved__others a").get_attribute("href")
    assert theirs and "Tựa của họ" in page.request.get(theirs).text()
    other.goto(LISTING)
    wait_until(page, GONE, pause_ms=500)


def test_form_without_scripts_saves_and_offers_drafts(
    page: Page, new_context: NewContext, article: Article, editor: User
) -> None:
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    expect(line(page)).to_have_text(KEPT)
    bare = new_context(editor, javascript=False).new_page()
    bare.goto(change(article))
    with bare.expect_navigation():
        bare.locator(".unsaved__use").click()
    assert bare.input_value("#id_title") == TITLE
    with bare.expect_navigation():
        save(bare)
    assert "Có thể sửa tiếp" in bare.locator(".messagelist").inner_text()
    assert bare.locator(".unsaved__draft").count() == 0
    assert Article.objects.get().title == TITLE


def test_bar_and_line_are_for_everyone(page: Page, article: Article) -> None:
    make_category()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    open_form(page, change(article))
    page.fill("#id_title", TITLE)
    expect(line(page)).to_have_text(KEPT)
    page.reload()
    page.fill("#id_title", "Khác nữa")
    expect(line(page)).to_have_text(KEPT)
    assert complaints == []
    look(page)
    with page.expect_navigation():
        page.click(".unsaved__compare")
    assert page.locator(".compared").first.is_visible()
    results = Axe().run(page, context="#content")
    assert not results.violations_count, results.generate_report()
