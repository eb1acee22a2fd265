"""The page on which an article is written: few presses, one bar that covers nothing."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from chibo_site.roles import REPORTER
from tests.browser.conftest import OpenPage
from tests.browser.screens import WIDTHS
from tests.browser.transfers import photo
from tests.browser.waiting import wait_for_editor
from tests.browser.writing import Hand, placed
from tests.support.factories import make_article, make_category, make_identity, make_person

MOST_PRESSES = 14
MEASURE = """text => {
  const { fontSize, lineHeight } = getComputedStyle(text);
  return [text.getBoundingClientRect().width, fontSize, lineHeight, text.textContent];
}"""
TITLE = "Ba trạm đo mặn bắt đầu chạy"


@pytest.fixture
def page(open_page: OpenPage, live_server: LiveServer, transactional_db: None) -> Page:
    """A reporter's browser, on the desk's first page."""
    make_identity()
    make_category()
    client = Client()
    client.force_login(make_person("phongvien", REPORTER))
    page = open_page("/up").page
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/quan-tri/")
    return page


def test_article_with_table_and_three_photos_takes_few_presses(page: Page) -> None:
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    hand = Hand(page)
    with page.expect_navigation():
        hand.press(page.locator("a[href$='/articles/article/add/']").first)
    wait_for_editor(page)
    hand.type(TITLE)
    hand.tab()
    hand.type("Bà con có số đo mặn mỗi ngày.")
    hand.tab()
    hand.type("Sáng nay, trạm đầu tiên chạy.")
    page.keyboard.press("Enter")
    hand.type("Số đo ở bảng dưới.")
    hand.press(page.locator(".cke_button__table"))
    hand.press(page.locator(".cke_dialog_ui_button_ok"))
    hand.type("Lạng Cò")
    hand.tab()
    hand.type("4 phần nghìn")
    colours = ("red", "green", "blue")
    hand.drop_under("Sáng nay", [[f"{colour}.jpg", photo(colour)] for colour in colours])
    expect(page.locator(".drop__file--taken")).to_have_count(3)
    for number in (1, 2, 3):
        hand.press(placed(page, number).get_by_label(f"Chú thích ảnh {number}"))
        hand.type(f"Trạm số {number}")
        hand.tab()
        hand.type("Lê An")
    hand.press(page.locator("#id_category"))
    hand.presses += 1  # on the option
    page.select_option("#id_category", label="Tin tức")
    hand.press(page.locator("#id_bylines-0-name"))
    hand.type("Trần Văn Vũ")
    with page.expect_navigation():
        hand.press(page.get_by_role("button", name="Lưu nháp"))
    article = Article.objects.get(title=TITLE)
    assert "<td>Lạng Cò</td>" in article.body
    said = [(each.caption, each.credit, bool(each.file)) for each in article.photos.all()]
    assert said == [(f"Trạm số {number}", "Lê An", True) for number in (1, 2, 3)]
    assert article.bylines.get().name == "Trần Văn Vũ"
    first, second = (article.body.index(words) for words in ("Sáng nay", "Số đo ở"))
    assert first < article.body.index("[ảnh 1]") < article.body.index("[ảnh 3]") < second
    assert hand.presses <= MOST_PRESSES
    assert len(loads) <= 2


@pytest.fixture
def own_article(page: Page) -> Article:
    """The reporter's, long."""
    author = make_person("phongvien", REPORTER)
    return make_article(author=author, status="draft", body="<p>Đoạn văn để đo.</p>" * 60)


@pytest.mark.parametrize("width", WIDTHS)
def test_bar_is_in_sight_and_covers_nothing_that_has_the_cursor(
    page: Page, own_article: Article, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    open_form(page, own_article)
    for place in ("#id_title", "#id_lead", "#id_category", "#id_bylines-0-name"):
        page.locator(place).focus()
        bar, box = page.locator(".bar").bounding_box(), page.locator(place).bounding_box()
        assert bar and box
        assert 0 <= bar["y"] <= 700 - bar["height"], place
        assert box["y"] >= bar["y"] + bar["height"] or box["y"] + box["height"] <= bar["y"], place
    expect(page.locator(".bar .unsaved__line")).to_be_visible()
    assert "Bản thảo" in page.locator(".bar").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_is_as_wide_and_as_large_as_the_reader_s(page: Page, own_article: Article) -> None:
    own_article.status = Article.Status.PUBLISHED
    own_article.save()
    open_form(page, own_article)
    written = page.locator(".cke_wysiwyg_div > p").first.evaluate(MEASURE)
    page.goto(page.url.split("/quan-tri/")[0] + own_article.get_absolute_url())
    assert page.locator(".prose > p").first.evaluate(MEASURE) == written


def open_form(page: Page, article: Article) -> None:
    site = page.url.split("/quan-tri/")[0]
    page.goto(f"{site}/quan-tri/articles/article/{article.pk}/change/")
    wait_for_editor(page)
