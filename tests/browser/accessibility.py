"""What makes a page of the desk hard to use, as far as a program can tell."""

from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.screens import Colours

STANDARDS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},  # 2.5.3, which axe leaves out
}
LOOKS: list[tuple[int, Colours]] = [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


def complaints_about(page: Page) -> list[str]:
    """What a reader of any kind would stumble over, at every width and in the dark."""
    found = []
    for width, colours in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)
        # Colours glide from one look to the other.
        page.evaluate("document.getAnimations().forEach(each => each.finish())")
        # The frame around is Django's; what stands in it is ours.
        results = Axe().run(page, context="#content")
        if results.violations_count:
            found.append(f"{width} {colours}: {results.generate_report()}")
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found.append(f"{width}: {needed} px wide")
    return found


def violations_of_standards(page: Page, looks: Iterable[tuple[int, Colours]]) -> list[str]:
    """Of WCAG 2.2, A and AA, in the whole page, the frame around included."""
    found = []
    for width, colours in looks:
        page.set_viewport_size({"width": width, "height": 900})
        # The bar that stays in sight hides nothing where the window is as tall as the page.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height + 100})
        page.emulate_media(color_scheme=colours)
        # Colours glide from one look to the other.
        page.evaluate("document.getAnimations().forEach(each => each.finish())")
        results = Axe().run(page, options=STANDARDS)
        if results.violations_count:
            found.append(f"{width} {colours}: {results.generate_report()}")
    return found
