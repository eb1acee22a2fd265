"""What a reader with a small phone sees before the first movement of the thumb."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import OpenPage, Site
from tests.browser.screens import LAYOUTS
from tests.browser.waiting import wait_until

SCREEN = {"width": 360, "height": 640}
WHAT_COUNTS = {"article": "h1", "search": ".hit__title", "home": ".card__title"}


def bottom_of(found: Locator) -> float:
    box = found.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", WHAT_COUNTS)
def test_first_screen_of_a_phone_shows_what_the_page_is_for(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str, name: str
) -> None:
    page = open_page(small_site(layout)[name], width=SCREEN["width"], javascript=False).page
    page.set_viewport_size(SCREEN)  # type: ignore[arg-type]
    assert bottom_of(page.locator(WHAT_COUNTS[name]).first) <= SCREEN["height"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_foot_of_a_page_leads_back_to_its_top(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    page = open_page(small_site(layout)["article"], width=360, javascript=False).page
    page.get_by_role("link", name="Lên đầu trang").click()
    wait_until(page, "scrollY === 0")
