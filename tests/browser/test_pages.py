"""Every public page in a real browser: accessible, narrow, self-contained and silent."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, Site, wait_for_pictures
from tests.browser.kinds_of_pages import every_kind_of_page
from tests.browser.screens import LAYOUTS, NARROWEST, WIDTHS, Colours

# What has been drawn by now is on the list before the mark that is made after it.
SUM_OF_SHIFTS = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  return new Promise(resolve => {
    let sum = 0
    const observer = new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        if (entry.entryType === "mark") resolve(sum)
        else sum += entry.value
      }
    })
    observer.observe({type: "layout-shift", buffered: true})
    observer.observe({type: "mark"})
    performance.mark("all seen")
  })
}"""
# Writes a page as the network may bring it, a tag or a text at a time, and lists what had been
# drawn and was moved by what came after it, by 3 px or more, as Chromium counts shifts:
# https://github.com/WICG/layout-instability. A body's tables are as wide as what is in them.
MOVED_BY_WHAT_FOLLOWS = """async (html) => {
  const start = html.indexOf("<body")
  document.open()
  document.write(html.slice(0, start))
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")]
  await Promise.all(sheets.map(link => link.sheet || new Promise(done => { link.onload = done })))
  const places = new Map(), moved = new Map(), range = new Range()
  const drawn = node => {
    const holder = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement
    if (!holder || node.nodeType === Node.COMMENT_NODE) return
    if (holder.closest(".visually-hidden, .prose table")) return
    if (!holder.checkVisibility({visibilityProperty: true})) return
    if (holder === node)
      return holder.matches("img, input, button") && holder.getBoundingClientRect()
    range.selectNodeContents(node)
    return range.getClientRects()[0]
  }
  for (const piece of html.slice(start).match(/<[^>]*>|[^<]+/g)) {
    document.write(piece)
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
    while (walker.nextNode()) {
      const node = walker.currentNode, box = drawn(node)
      if (!box || box.width === 0) continue
      const place = places.get(node)
      if (!place) places.set(node, box)
      else if (moved.has(node)) continue
      else if (Math.abs(place.x - box.x) >= 3 || Math.abs(place.y - box.y) >= 3)
        moved.set(node, [place.x, place.y, box.x, box.y].map(Math.round) + " on " + piece)
    }
  }
  document.close()
  return [...moved].map(([node, how]) => `${node.nodeValue || node.outerHTML.slice(0, 80)} ${how}`)
}"""
RENDER_BLOCKING = """() => performance.getEntriesByType("resource")
  .filter(resource => resource.renderBlockingStatus === "blocking")
  .map(resource => resource.name)"""


class Look(NamedTuple):
    """Pixels, colours, and the size of type that the reader's browser is set to."""

    width: int
    colours: Colours
    size: int = 16
    is_forced: bool = False


# What axe leaves out by itself of what Lighthouse asks: room for a finger, and names that are seen.
RULES = {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}}
# Forced colours are the browser's; axe reads -webkit-text-fill-color, which they leave alone.
FORCED_RULES = RULES | {"color-contrast": {"enabled": False}}
LOOKS = [
    Look(320, "light", 32),
    Look(360, "light"),
    Look(768, "dark", 24),
    Look(1280, "dark"),
    Look(1280, "light", is_forced=True),
    Look(1920, "light"),
]


def show(page: Page, look: Look) -> None:
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": look.size}})
    page.set_viewport_size({"width": look.width, "height": 900})
    page.emulate_media(
        color_scheme=look.colours, forced_colors="active" if look.is_forced else "none"
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_axe_finds_nothing_at_any_width_in_any_colours_at_any_size_of_type(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    found = {}
    for name, (path, status) in every_kind_of_page(small_site(layout)).items():
        page = open_page(path, status=status).page
        for look in LOOKS:
            show(page, look)
            results = Axe().run(page, options={"rules": FORCED_RULES if look.is_forced else RULES})
            if results.violations_count:
                found[name, look] = results.generate_report()
        page.context.close()
    assert not found, "\n".join(f"{look}: {report}" for look, report in found.items())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_scrolls_sideways(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    too_wide = {}
    for name, path in small_site(layout).items():
        page = open_page(path).page
        for width in (NARROWEST, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 900})
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                too_wide[name, width] = needed
    assert too_wide == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_ask_nothing_of_other_hosts_and_log_nothing(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    visits = {name: open_page(path) for name, path in small_site(layout).items()}
    assert {name: visit.foreign for name, visit in visits.items() if visit.foreign} == {}
    assert {name: visit.complaints for name, visit in visits.items() if visit.complaints} == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_are_whole_without_javascript(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    for name, path in small_site(layout).items():
        page = open_page(path, width=360, javascript=False).page
        assert page.locator("h1").count() == 1, name
        assert page.locator("h1").is_visible(), name
        assert page.locator("main").is_visible(), name
        assert page.locator("a:visible").count() > 0, name


@pytest.mark.parametrize("layout", LAYOUTS)
def test_reader_reaches_an_article_by_links_alone(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    page = open_page(small_site(layout)["category"], width=360, javascript=False).page
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name="Đại hội chi bộ").first.click()
    assert "Đại hội thông qua nghị quyết." in page.locator("main").inner_text()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_picture_arrives(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    page = open_page(small_site(layout)["article"]).page
    assert page.locator("figure img").count() == 1
    assert page.locator("figure img").first.evaluate(
        "image => image.decode().then(() => image.naturalWidth)"
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_shifts_while_a_page_loads(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str, width: int
) -> None:
    shifts = {}
    for name, path in small_site(layout).items():
        page = open_page(path, width=width).page
        page.evaluate("document.fonts.ready")
        wait_for_pictures(page.locator("img:visible"))  # lazy ones too
        shifts[name] = page.evaluate(SUM_OF_SHIFTS)
    assert {name: shift for name, shift in shifts.items() if shift} == {}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [360, 800, 1280])
def test_what_has_come_of_a_page_stays_where_it_is(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str, width: int
) -> None:
    moved = {}
    for name, path in small_site(layout).items():
        visit = open_page(path, width=width)
        html = visit.page.evaluate("fetch(location.href).then(answer => answer.text())")
        moved[name] = visit.page.evaluate(MOVED_BY_WHAT_FOLLOWS, html)
    assert {name: elements for name, elements in moved.items() if elements} == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_stylesheet_is_all_that_a_page_waits_for(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    for name, path in small_site(layout).items():
        waited_for = open_page(path).page.evaluate(RENDER_BLOCKING)
        assert len(waited_for) == (2 if name == "print" else 1), waited_for
        assert all(".css" in address for address in waited_for)
