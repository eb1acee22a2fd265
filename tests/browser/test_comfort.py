"""For old eyes and cheap phones: text size, contrast, forced colours, browsers of years ago."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.screens import LAYOUTS

SIZES_BELOW_15 = """() => {
  const small = new Set()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement
    if (!walker.currentNode.nodeValue.trim() || holder.closest("script, style")) continue
    if (parseFloat(getComputedStyle(holder).fontSize) < 15) small.add(holder.outerHTML.slice(0, 80))
  }
  return [...small]
}"""


def size_of(page: Page, selector: str) -> float:
    size = page.locator(selector).first.evaluate("each => getComputedStyle(each).fontSize")
    return float(str(size).removesuffix("px"))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["home", "article", "archive", "search"])
def test_text_and_headlines_grow_on_every_page_without_a_script(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str, name: str
) -> None:
    page = open_page(small_site(layout)[name], width=360, javascript=False).page
    before = size_of(page, "h1"), size_of(page, "main a"), size_of(page, ".masthead a span")
    page.get_by_text("Cỡ chữ, tương phản").click()
    page.get_by_role("radio", name="Lớn").check()
    after = size_of(page, "h1"), size_of(page, "main a"), size_of(page, ".masthead a span")
    assert all(large > plain * 1.15 for plain, large in zip(before, after, strict=True))
    page.get_by_label("Tương phản cao").check()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_choices_are_remembered_for_the_next_page(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    site = small_site("tra-vinh")
    page = open_page(site["home"]).page
    page.get_by_text("Cỡ chữ, tương phản").click()
    page.get_by_role("radio", name="Lớn").check()
    page.get_by_label("Tương phản cao").check()
    page.goto(page.url.rstrip("/") + site["article"])
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_storage_that_is_forbidden_does_no_harm(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    visit = open_page(small_site("tra-vinh")["home"])
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    visit.page.reload()
    visit.page.get_by_text("Cỡ chữ, tương phản").click()
    visit.page.get_by_role("radio", name="Lớn").check()
    expect(visit.page.locator("html")).to_have_attribute("data-text", "large")
    assert visit.complaints == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_smaller_than_15_px(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    for name, path in small_site(layout).items():
        if name == "print":
            continue
        page = open_page(path, width=360).page
        assert page.evaluate(SIZES_BELOW_15) == [], name


def test_article_is_read_aloud_where_the_browser_has_a_vietnamese_voice(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    visit = open_page(small_site("tra-vinh")["article"])
    page = visit.page
    expect(page.get_by_role("button", name="Nghe đọc bài")).to_be_hidden()
    page.add_init_script(
        """const Said = EventTarget
        window.said = []
        Object.defineProperty(window, "SpeechSynthesisUtterance", {value: class extends Said {
          constructor(text) { super(); this.text = text }
        }})
        Object.defineProperty(window, "speechSynthesis", {value: {
          getVoices: () => [{lang: "en-US"}, {lang: "vi_VN"}], cancel: () => {},
          speak: (each) => window.said.push(each.text), addEventListener: () => {},
        }})"""
    )
    page.reload()
    page.get_by_role("button", name="Nghe đọc bài").click()
    said = page.evaluate("window.said")
    assert said[0] == "Đại hội chi bộ Liên hiệp Hội nhiệm kỳ mới"
    assert "Đại hội thông qua nghị quyết." in said
    page.get_by_role("button", name="Dừng đọc").click()
    expect(page.get_by_role("button", name="Nghe đọc bài")).to_be_visible()


@pytest.mark.parametrize("name", ["category", "archive"])
def test_current_place_is_marked_in_forced_colours(
    small_site: Callable[[str], Site], open_page: OpenPage, name: str
) -> None:
    page = open_page(small_site("tra-vinh")[name]).page
    page.emulate_media(forced_colors="active")
    current = page.locator("[aria-current]:visible").first
    others = page.locator(".menu--bar .menu__item:not([aria-current])").first
    ground = "each => getComputedStyle(each).backgroundColor"
    assert current.evaluate(ground) != others.evaluate(ground)


def without_layers(css: str) -> str:
    """What a browser keeps of it that does not know `@layer`."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    found = ""
    while (start := css.find("@layer")) >= 0:
        found += css[:start]
        end = re.search("[;{]", css[start:])
        assert end
        place, depth = start + end.end(), int(end[0] == "{")
        while depth:
            depth += {"{": 1, "}": -1}.get(css[place], 0)
            place += 1
        css = css[place:]
    return found + css


@pytest.mark.parametrize("layout", LAYOUTS)
def test_browser_without_layers_gets_a_measure_and_pictures_that_fit(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    page = open_page(small_site(layout)["article"]).page

    def strip(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=without_layers(answer.text()))

    page.route("**/*.css", strip)
    page.reload()
    paragraph = page.get_by_text("Đại hội thông qua nghị quyết.").bounding_box()
    assert paragraph and paragraph["width"] < 900
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert size_of(page, "main p") >= 16
