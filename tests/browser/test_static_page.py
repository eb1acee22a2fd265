"""A static page is written like an article: photos where they are dropped, captions in place, and
what is typed is kept until it is saved."""

import re

from playwright.sync_api import expect

from portal.models import Page as StaticPage
from tests.browser.conftest import OpenForm
from tests.browser.transfers import photo
from tests.browser.waiting import wait_for_editor
from tests.browser.writing import drop_under, order, placed

TWO = "<p>Đoạn đầu.</p><p>Đoạn cuối.</p>"


def test_photo_dropped_into_a_static_page_stands_there_for_readers(open_form: OpenForm) -> None:
    static_page = StaticPage.objects.create(title="Cơ cấu tổ chức", body=TWO)
    page = open_form(static_page)
    drop_under(page, "Đoạn đầu.", [["mot.jpg", photo("red")]])
    expect(page.locator(".drop__file--taken")).to_have_count(1)
    assert order(page) == ["Đoạn đầu.", "ảnh 1", "Đoạn cuối."]
    placed(page, 1).get_by_label("Chú thích ảnh 1").fill("Trụ sở")
    with page.expect_navigation():
        page.locator("[name=_continue]").first.click()
    wait_for_editor(page)
    expect(placed(page, 1).get_by_label("Chú thích ảnh 1")).to_have_value("Trụ sở")
    page.goto(page.url.partition("/quan-tri/")[0] + static_page.get_absolute_url())
    shown = page.locator("article.prose > *")
    assert [each.inner_text().strip() for each in shown.all()] == [
        "Cơ cấu tổ chức",
        "Đoạn đầu.",
        "Trụ sở",
        "Đoạn cuối.",
    ]
    page.get_by_role("link", name="Xem ảnh lớn: Trụ sở").click()
    expect(page.locator("dialog[open] img")).to_be_visible()


def test_words_typed_in_a_static_page_are_kept_and_offered_after_a_reload(
    open_form: OpenForm,
) -> None:
    static_page = StaticPage.objects.create(title="Cơ cấu tổ chức", body=TWO)
    page = open_form(static_page)
    line = page.locator(".unsaved__line")
    expect(line).to_have_text("Chữ gõ ở đây được giữ tạm vài giây một lần.")
    page.locator(".cke_wysiwyg_div > p").first.click()
    page.keyboard.type("Chữ mới. ")
    expect(line).to_have_text(re.compile("Đã giữ tạm lúc"))
    page.reload()
    wait_for_editor(page)
    page.get_by_role("button", name="Dùng bản đó").click()
    page.wait_for_load_state()
    wait_for_editor(page)
    expect(page.locator(".cke_wysiwyg_div")).to_contain_text("Chữ mới.")
    page.locator("[name=_save]").first.click()
    page.wait_for_url("**/portal/page/")
    static_page.refresh_from_db()
    assert "Chữ mới." in static_page.body
    page.goto(f"{page.url}{static_page.pk}/change/")
    expect(page.get_by_role("button", name="Dùng bản đó")).to_have_count(0)
