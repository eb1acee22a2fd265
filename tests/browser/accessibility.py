"""What makes a page of the desk hard to use, as far as a program can tell."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.screens import Colours

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
