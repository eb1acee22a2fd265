"""Suggestions below the search field, by keyboard, by finger, and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.screens import LAYOUTS

TITLE = "Bài về trạm đo mặn số 9"


def place_of(page: Page, selector: str) -> object:
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_suggestion_is_chosen_with_the_keyboard(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    visit = open_page(small_site(layout)["home"])
    page = visit.page
    field = page.get_by_role("combobox", name="Tìm kiếm")
    options = page.locator(".suggestions").get_by_role("option")
    before = place_of(page, "main")
    field.press_sequentially("tram do")
    expect(options).to_have_count(8)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert place_of(page, "main") == before
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(page.locator(".suggestions").get_by_role("option", selected=True)).to_have_count(0)
    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value("tram do")
    field.press_sequentially(" man so 9")
    expect(options).to_have_text([TITLE])
    field.press("ArrowDown")
    chosen = options.first.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", chosen or "")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert (visit.foreign, visit.complaints) == ([], [])


@pytest.mark.parametrize("name", ["home", "search"])
def test_a_suggestion_is_chosen_with_a_finger_and_fits_a_phone(
    small_site: Callable[[str], Site], open_page: OpenPage, name: str
) -> None:
    page = open_page(small_site("tra-vinh")[name], width=320).page
    field = page.get_by_role("combobox")
    field.fill("trạm đo mặn số 9")
    option = page.locator(".suggestions").get_by_role("option")
    expect(option).to_have_text([TITLE])
    box = option.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["height"] >= 44
    option.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_words_are_searched_by_enter_and_nothing_is_suggested_once_the_field_is_left(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    page = open_page(small_site("dong-nai")["home"]).page
    field = page.get_by_role("combobox")
    field.fill("trạm đo mặn")
    expect(page.locator(".suggestions").get_by_role("option").first).to_be_visible()
    field.press("Tab")
    expect(page.locator(".suggestions").get_by_role("option").first).to_be_hidden()
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm kiếm")


def test_without_a_script_the_field_is_a_field(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    page = open_page(small_site("tra-vinh")["home"], javascript=False).page
    field = page.get_by_role("searchbox", name="Tìm kiếm")
    field.fill("trạm đo mặn")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm kiếm")
