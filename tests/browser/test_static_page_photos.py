"""A static page is written like an article: photos where they are dropped, captions in place."""

from playwright.sync_api import expect

from portal.models import Page as StaticPage
from tests.browser.conftest import OpenForm
from tests.browser.transfers import photo
from tests.browser.writing import drop_under, order, placed

TWO = "<p>Đoạn đầu.</p><p>Đoạn cuối.</p>"


def test_photo_dropped_into_a_static_page_stands_there_for_readers(open_form: OpenForm) -> None:
    static_page = StaticPage.objects.create(title="Cơ cấu tổ chức", body=TWO)
    page = open_form(static_page)
    drop_under(page, "Đoạn đầu.", [["mot.jpg", photo("red")]])
    expect(page.locator(".drop__file--taken")).to_have_count(1)
    assert order(page) == ["Đoạn đầu.", "ảnh 1", "Đoạn cuối."]
    placed(page, 1).get_by_label("Chú thích ảnh 1").fill("Trụ sở")
    page.locator("[name=_continue]").first.click()
    page.wait_for_url("**/change/")
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
