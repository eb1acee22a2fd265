"""Photos opened large, one after the other, and photos that do not come."""

import io
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from articles.models import Article, Photo
from pictures.renditions import all_files
from tests.browser.conftest import OpenPage, Site
from tests.browser.waiting import wait_until
from tests.support.factories import make_article, make_photo

COLOURS = ["teal", "olive", "maroon"]
HELD = "() => document.querySelector('.photo-view img').naturalWidth"


def gallery() -> Article:
    article = make_article(title="Dải ảnh", body="<p>[ảnh 1]</p><p>[ảnh 2]</p><p>[ảnh 3]</p>")
    for order, colour in enumerate(COLOURS, 1):
        out = io.BytesIO()
        Image.new("RGB", (900, 600), colour).save(out, "JPEG")
        photo = Photo(
            article=article,
            order=order,
            alt=f"Mô tả {order}",
            caption=f"Chú thích {order}",
            credit="Trần Văn Vũ",
        )
        photo.file.save("anh.jpg", ContentFile(out.getvalue()))
    return article


def opened(page: Page, number: int) -> Locator:
    page.get_by_role("link", name=f"Xem ảnh lớn: Mô tả {number}").click()
    view = page.get_by_role("dialog", name="Ảnh lớn")
    expect(view).to_be_visible()
    return view


def test_photos_open_large_one_after_the_other_with_caption_and_credit(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    small_site("tra-vinh")
    visit = open_page(gallery().get_absolute_url(), width=360)
    page = visit.page
    view = opened(page, 1)
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowRight", 1), ("ArrowLeft", 3)):
        page.keyboard.press(key)
        expect(view.get_by_role("img")).to_have_attribute("alt", f"Mô tả {number}")
        expect(view).to_contain_text(f"Chú thích {number} Ảnh: Trần Văn Vũ")
        wait_until(page, HELD)
    view.get_by_role("button", name="Ảnh sau ›").click()
    expect(view).to_contain_text("Chú thích 1")
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
    page.keyboard.press("Escape")
    expect(view).to_be_hidden()
    expect(page.get_by_role("link", name="Xem ảnh lớn: Mô tả 1")).to_be_focused()
    assert visit.complaints == []


def test_photo_that_is_still_to_come_does_not_show_the_one_before(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    small_site("tra-vinh")
    page = open_page(gallery().get_absolute_url()).page
    held: list[Route] = []
    opened(page, 1)
    wait_until(page, HELD)
    page.route("**/media/**", lambda route: held.append(route))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog")).to_contain_text("Chú thích 2")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert shot.getpixel((shot.width // 2, shot.height // 2)) == (0, 0, 0)
    while held:
        held.pop().continue_()
    wait_until(page, HELD)


PLACES = """caption => {
  const credit = caption.querySelector(".figure__credit").getBoundingClientRect()
  const before = new Range()
  before.selectNode(caption.firstChild)
  const line = [...before.getClientRects()].at(-1)
  return {isWrapped: credit.top >= line.bottom - 1, from: credit.left - line.left,
          gap: credit.left - line.right}
}"""


def test_credit_stands_apart_from_its_caption_and_is_not_indented_where_it_wraps(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    small_site("tra-vinh")
    article = make_article(body="<p>[ảnh 1]</p>")
    make_photo(article, caption="Các đại biểu chụp ảnh lưu niệm", credit="Nguyễn Trần Thảo Vy")
    page = open_page(article.get_absolute_url(), width=320).page
    caption = page.locator("figcaption")
    wrapped = caption.evaluate(PLACES)
    assert wrapped["isWrapped"]
    assert abs(wrapped["from"]) < 1
    page.set_viewport_size({"width": 1280, "height": 900})
    beside = caption.evaluate(PLACES)
    assert not beside["isWrapped"]
    assert beside["gap"] > 8


@pytest.mark.parametrize("layout", ["tra-vinh", "dong-nai"])
def test_broken_photo_in_a_gallery_is_said_and_the_others_are_seen(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    small_site(layout)
    article = gallery()
    broken = article.photos.get(order=2)
    for name in all_files(str(broken.file)):
        default_storage.delete(name)
    page = open_page(article.get_absolute_url()).page
    page.emulate_media(color_scheme="dark")
    image = page.get_by_role("img", name="Mô tả 2")
    image.scroll_into_view_if_needed()
    # Its description is read in its place, as dark as the ground is light.
    assert image.evaluate("each => getComputedStyle(each).color") == "rgb(29, 26, 22)"
    assert image.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 255, 255)"
    view = opened(page, 1)
    page.keyboard.press("ArrowRight")
    expect(view).to_contain_text("Không tải được ảnh này. Chú thích 2")
    page.keyboard.press("ArrowRight")
    expect(view).to_contain_text("Chú thích 3")
    expect(view).not_to_contain_text("Không tải được")
    wait_until(page, HELD)
