"""Forty photos of one article: a tile each, one row open, one credit for all."""

import base64
import io
import re

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page, expect

from articles.models import Article, Photo
from tests.browser.accessibility import complaints_about
from tests.browser.conftest import OpenForm, picture
from tests.browser.transfers import DROP
from tests.browser.writing import order, placed, written
from tests.support.factories import make_article, make_photo

FORTY = 40
THREE_SCREENS = 3 * 900  # CSS pixels
DRAWN = """sheets => sheets.filter(
  (sheet) => sheet.firstChild.checkVisibility({ contentVisibilityAuto: true })).length"""


def small_photos(number: int) -> list[list[str]]:
    """JPEGs, each of another colour, as a browser drops them."""
    files = []
    for each in range(number):
        out = io.BytesIO()
        Image.new("RGB", (90, 60), (each * 6, 90, 120)).save(out, "JPEG")
        files.append([f"anh-{each}.jpg", base64.b64encode(out.getvalue()).decode()])
    return files


def save(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


@pytest.fixture
def article(transactional_db: None) -> Article:
    """With forty photos that nobody has placed, described or credited."""
    article = make_article(body="<p>Đoạn đầu.</p><p>Đoạn cuối.</p>")
    first = Photo(article=article, caption="Ảnh lễ 1")
    first.file.save("anh.png", ContentFile(picture()))
    size = {"width": first.width, "height": first.height}
    for number in range(2, FORTY + 1):
        make_photo(article, file=first.file.name, caption=f"Ảnh lễ {number}", alt="", **size)
    return article


def test_forty_photos_dropped_at_once_are_all_there_and_the_form_stays_short(
    open_form: OpenForm,
) -> None:
    article = make_article(body="<p>Đoạn đầu.</p>")
    page = open_form(article)
    page.evaluate(DROP, small_photos(FORTY))
    expect(page.locator(".drop__file--taken")).to_have_count(FORTY)
    expect(page.locator(".strip__photo")).to_have_count(FORTY)
    assert height(page) <= THREE_SCREENS
    save(page)
    assert list(article.photos.values_list("order", flat=True)) == [*range(1, FORTY + 1)]
    expect(page.locator(".strip__photo")).to_have_count(FORTY)
    assert height(page) <= THREE_SCREENS
    assert "40 ảnh chưa có mô tả" in page.inner_text(".findings")


def test_one_credit_goes_to_all_and_leaves_those_that_have_one(
    open_form: OpenForm, article: Article
) -> None:
    Photo.objects.filter(order=3).update(credit="Trần Vũ")
    page = open_form(article)
    assert page.inner_text(".strip__said").startswith("40 ảnh: 0 đứng trong bài, 40 chưa đặt")
    assert "39 ảnh chưa có người chụp. 40 ảnh chưa có mô tả." in page.inner_text(".strip__said")
    page.locator(".strip__words").fill("Lê An")
    page.get_by_role("button", name="Ghi cho các ảnh").click()
    expect(page.locator(".strip__told")).to_have_text("Đã ghi vào 39 ảnh.")
    expect(page.locator(".strip__said")).not_to_contain_text("người chụp")
    save(page)
    assert set(article.photos.exclude(order=3).values_list("credit", flat=True)) == {"Lê An"}
    assert article.photos.get(order=3).credit == "Trần Vũ"


def test_tile_opens_its_row_and_says_where_the_photo_is(
    open_form: OpenForm, article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(body="<p>Đầu.</p><p>[ảnh 7]</p>")
    page = open_form(article)
    first, second = (page.locator(".strip__open").nth(number) for number in range(2))
    expect(first).to_contain_text("7 · trong bài")  # as readers get them
    expect(second).to_contain_text("1 · chưa đặt")
    expect(page.locator(".photo-rows .field-caption:visible")).to_have_count(0)
    second.press("Enter")
    caption = page.locator("#id_photos-0-caption")
    expect(caption).to_be_focused()
    caption.fill("Chữ mới")
    page.locator("#id_photos-0-alt").fill("Cờ")
    page.locator("#id_photos-0-credit").fill("Lê An")
    expect(second.locator(".strip__state")).to_have_text("")
    page.get_by_role("button", name="Ảnh đang mở: ra sau").click()
    expect(page.locator(".strip__open").nth(2)).to_contain_text("2 · chưa đặt")
    save(page)
    assert article.photos.get(caption="Chữ mới").order == 2
    assert article.photos.get(caption="Ảnh lễ 2").order == 1


def test_photos_that_stand_nowhere_are_placed_together_as_one_gallery(
    open_form: OpenForm, article: Article
) -> None:
    page = open_form(article)
    page.locator(".cke_wysiwyg_div > p").first.click()
    page.keyboard.press("End")
    page.get_by_role("button", name="Đặt các ảnh chưa đặt vào chỗ đang viết").click()
    numbers = [f"ảnh {number}" for number in range(1, FORTY + 1)]
    assert order(page) == ["Đoạn đầu.", *numbers, "Đoạn cuối."]
    assert re.fullmatch(
        r"<p>Đoạn đầu\.</p>(<p>\[ảnh \d+\]</p>){40}<p>Đoạn cuối\.</p>", written(page)
    )
    expect(page.locator(".strip__said")).to_contain_text("40 ảnh: tất cả đứng trong bài")


def test_photos_in_the_text_are_drawn_only_near_where_somebody_looks(
    open_form: OpenForm, article: Article
) -> None:
    paragraph = "<p>Các đại biểu thảo luận về khoa học.</p>"
    places = (f"{paragraph}<p>[ảnh {number}]</p>" for number in range(1, FORTY + 1))
    Article.objects.filter(pk=article.pk).update(body="".join(places))
    page = open_form(article)
    sheets = page.locator(".placed__sheet")
    expect(sheets).to_have_count(FORTY)
    assert sheets.evaluate_all(DRAWN) <= FORTY / 4
    last = placed(page, FORTY)
    last.get_by_label(f"Chú thích ảnh {FORTY}").fill("Ảnh cuối")
    expect(last.get_by_role("button", name="Bỏ khỏi chỗ này")).to_be_in_viewport()
    save(page)
    assert article.photos.get(order=FORTY).caption == "Ảnh cuối"
    assert [each for each in order(page) if each.startswith("ảnh")][-1] == f"ảnh {FORTY}"


def test_strip_is_for_everyone(open_form: OpenForm, article: Article) -> None:
    page = open_form(article, watched=False)
    page.locator(".strip__open").first.click()
    assert complaints_about(page) == []
