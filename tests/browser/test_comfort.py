"""For old eyes and cheap phones: text size, contrast, forced colours, browsers of years ago."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, Site
from tests.browser.screens import LAYOUTS, Colours
from tests.support.factories import make_article

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

# What stands alone to be tapped, not in a sentence, a path or a row of facts.
LOW_TARGETS = """() => [...document.querySelectorAll("a, button, select, summary, input")]
  .filter((each) => !each.matches(
    "p:not([class]) *, .prose *, figcaption *, .crumbs *, .card__meta *, .search-again *," +
    " .search-count *, label *, .skip-link, [type=radio], [type=checkbox], [type=hidden]"))
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height > 0 && box.height < 44)
  .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.height}`)
"""

NUMBERS_IN_LINES = """box => [...box.querySelectorAll("td")].map((cell) => {
  const range = new Range()
  range.selectNodeContents(cell)
  return range.getClientRects().length
})"""


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


STORAGE = {
    "forbidden": "Object.defineProperty(window, 'localStorage', {get() { throw Error('no') }})",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full') }",
    "of another program": "localStorage.setItem('co-chu', '{}')",
}


@pytest.mark.parametrize("kind", STORAGE)
def test_storage_that_takes_nothing_does_no_harm(
    small_site: Callable[[str], Site], open_page: OpenPage, kind: str
) -> None:
    visit = open_page(small_site("tra-vinh")["home"])
    visit.page.add_init_script(STORAGE[kind])
    visit.page.reload()
    expect(visit.page.locator("html")).to_have_attribute("data-text", "medium")
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


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_stands_alone_is_high_enough_for_a_finger(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    low = {}
    for name, path in small_site(layout).items():
        if name != "print" and (found := open_page(path, width=360).page.evaluate(LOW_TARGETS)):
            low[name] = found
    assert low == {}


VIETNAMESE_VOICE = """const Said = EventTarget
window.said = []
Object.defineProperty(window, "SpeechSynthesisUtterance", {value: class extends Said {
  constructor(text) { super(); this.text = text }
}})
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [{lang: "en-US"}, {lang: "vi_VN"}], cancel: () => {},
  speak: (each) => window.said.push(each.text), addEventListener: () => {},
}})"""


def test_article_is_read_aloud_where_the_browser_has_a_vietnamese_voice(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    page = open_page(small_site("tra-vinh")["article"]).page
    expect(page.get_by_role("button", name="Nghe đọc bài")).to_be_hidden()
    page.add_init_script(VIETNAMESE_VOICE)
    page.reload()
    page.get_by_role("button", name="Nghe đọc bài").click()
    said = page.evaluate("window.said")
    assert said[0] == "Đại hội chi bộ Liên hiệp Hội nhiệm kỳ mới"
    assert "Đại hội thông qua nghị quyết." in said
    assert not [each for each in said if each.startswith("Nguồn:")]  # for paper alone
    page.get_by_role("button", name="Dừng đọc").click()
    expect(page.get_by_role("button", name="Nghe đọc bài")).to_be_visible()


def test_number_is_not_read_in_pieces(
    small_site: Callable[[str], Site], open_page: OpenPage
) -> None:
    small_site("tra-vinh")
    article = make_article(body="<p>Thu 1.250.000 đồng, ngày 08.12.2021. Đạt 102,5%! Còn nữa</p>")
    page = open_page(article.get_absolute_url()).page
    page.add_init_script(VIETNAMESE_VOICE)
    page.reload()
    page.get_by_role("button", name="Nghe đọc bài").click()
    said = page.evaluate("window.said")
    assert said[2:5] == ["Thu 1.250.000 đồng, ngày 08.12.2021.", "Đạt 102,5%!", "Còn nữa"]


@pytest.mark.parametrize("width", [320, 412])
def test_wide_table_cuts_no_number_and_shows_that_there_is_more(
    small_site: Callable[[str], Site], open_page: OpenPage, width: int
) -> None:
    small_site("tra-vinh")
    row = "".join(f"<td>1.250.000.{number:03}</td>" for number in range(6))
    article = make_article(body=f"<table><tbody><tr>{row}</tr></tbody></table>")
    box = open_page(article.get_absolute_url(), width=width).page.locator(".table-box")
    assert box.evaluate("each => each.scrollWidth > each.clientWidth")
    assert box.evaluate(NUMBERS_IN_LINES) == [1] * 6
    assert "linear-gradient" in box.evaluate("each => getComputedStyle(each).backgroundImage")
    assert box.get_attribute("tabindex") == "0"  # moved by keys too


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_picture_has_a_light_ground_behind_what_is_transparent(
    small_site: Callable[[str], Site], open_page: OpenPage, colours: Colours
) -> None:
    page = open_page(small_site("tra-vinh")["article"]).page
    page.emulate_media(color_scheme=colours)
    ground = page.locator("figure img").evaluate("each => getComputedStyle(each).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


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
