"""Where lines break: a menu of many entries, a card's day and category, fields in error."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from articles.models import Category
from portal.models import MenuItem
from tests.browser.conftest import OpenPage, Site
from tests.browser.screens import LAYOUTS

ENTRIES = [
    *("Tin hoạt động", "Xây dựng Đảng", "Khoa học – Công nghệ", "Tư vấn – Phản biện"),
    *("Sáng tạo kỹ thuật", "Phổ biến kiến thức", "Giới thiệu", "Liên hệ"),
]
DESKS = (768, 1024, 1152, 1280, 1600, 1920)
ROWS = """entries => {
  const tops = entries.map(entry => Math.round(entry.getBoundingClientRect().top))
  return [...new Set(tops)].map(top => tops.filter(other => other === top).length)
}"""

LINES = """parts => {
  const lines = new Map(), range = new Range()
  const cut = parts.getBoundingClientRect().left + parseFloat(
    getComputedStyle(parts).clipPath.match(/[-.\\d]+(?=px\\)$)/)?.[0] ?? "0")
  const add = (top, left, text) => {
    if (left >= cut) lines.set(Math.round(top), (lines.get(Math.round(top)) ?? "") + text)
  }
  const walker = document.createTreeWalker(parts, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    for (let n = 0; n < text.length; n++) {
      range.setStart(text, n)
      range.setEnd(text, n + 1)
      const box = range.getBoundingClientRect()
      if (n === 0 && getComputedStyle(text.parentElement, "::before").content === '"·"')
        add(box.top, box.left - parseFloat(getComputedStyle(parts).fontSize), "·")
      if (box.width) add(box.top, box.left, text.data[n])
    }
  }
  return [...lines.values()].map(line => line.trim())
}"""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_entry_of_a_menu_stands_alone_in_a_line(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    path = small_site(layout)["home"]
    for order, label in enumerate(ENTRIES, start=2):
        MenuItem.objects.create(label=label, url="/luu-tru/", order=order)
    page = open_page(path).page
    for width in DESKS:
        page.set_viewport_size({"width": width, "height": 900})
        rows = page.locator(".menu--bar li").evaluate_all(ROWS)
        assert min(rows) * 2 >= max(rows), (width, rows)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_line_begins_or_ends_with_a_dot(
    small_site: Callable[[str], Site], open_page: OpenPage, width: int
) -> None:
    site = small_site("dong-nai")
    for category in Category.objects.all():
        category.name = f"Khoa học và công nghệ {category.pk}"
        category.save()
    for path in (site["home"], site["article"]):
        page = open_page(path, width=width).page
        for parts in page.locator(".card__meta, .stamp").all():
            for line in lines(parts):
                assert not line.startswith("·"), line
                assert not line.endswith("·"), line


def test_fields_keep_their_places_whatever_is_wrong_with_them(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    small_site("tra-vinh")
    boxes = [
        fields(open_page(f"/tim-kiem/?q=a&tu={day}&den={day}").page) for day in ("1-1-2021", "x")
    ]
    assert boxes[0] == boxes[1]
    assert len({height for *_, height in boxes[1]}) == 1


def lines(parts: Locator) -> list[str]:
    """Its text by the lines in which it is seen; a dot that is drawn is one where it is not cut
    off."""
    seen: list[str] = parts.evaluate(LINES)
    return seen


def fields(page: Page) -> list[tuple[float, ...]]:
    page.set_viewport_size({"width": 768, "height": 900})
    found = page.locator(".search-form__choices :is(input, select)").all()
    boxes = [each.bounding_box() for each in found]
    return [(box["x"], box["y"], box["width"], box["height"]) for box in boxes if box]
