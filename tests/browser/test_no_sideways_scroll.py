"""No public page scrolls sideways, whatever face the reader's device has, however large the reader
sets its letters, however long the words on it are.

No face of this machine is asked for. The site's own, made narrower and wider with `size-adjust`,
stands for those that others have: text in Liberation Sans is 0.96 times as wide as in it, in
DejaVu Sans 1.07 times, and a search field in Noto Sans 1.3 times.
"""

import itertools
from collections.abc import Callable, Iterator

import pytest
from django.templatetags.static import static
from playwright.sync_api import Page as BrowserPage

from articles.models import Article, Byline, Category, Photo
from portal.models import Banner, Identity, MenuItem, Page, WebLink
from tests.browser.conftest import OpenPage, Site
from tests.browser.kinds_of_pages import WORD, every_kind_of_page
from tests.browser.screens import LAYOUTS, NARROWEST, WIDTHS, Colours

FACES = [85, 115, 150]  # per cent of the width of the site's own face
TEXT_SIZES = [16, 32]  # px; the browser's setting, as it comes and at 200 %
LOOKS: list[tuple[int, Colours]] = [
    *((width, "light") for width in (NARROWEST, *WIDTHS)),
    (NARROWEST, "dark"),
]
SUBSETS = ["latin", "vietnamese"]

LONG_BODY = (
    f"<p>{WORD}</p><h2>{WORD}</h2><blockquote>{WORD}</blockquote><ul><li>{WORD}</li></ul>"
    f"<table><tbody><tr><th>{WORD}</th><td>{WORD}</td></tr></tbody></table>"
)
NAMES = {
    Identity: [
        *("name_vi", "name_en", "short_name", "address", "governing_body"),
        *("responsible", "editors", "licence"),
    ],
    MenuItem: ["label"],
    Banner: ["title"],
    WebLink: ["name"],
    Page: ["title"],
    Category: ["name"],
    Article: ["title", "lead", "correction", "withdrawal_note"],
    Photo: ["caption", "credit"],
    Byline: ["name"],
}

DECLARE = """async ([css, families]) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets.push(sheet)
  const loaded = families.map(family => document.fonts.load(`1rem "${family}"`, "aả"))
  return (await Promise.all(loaded)).flat().length
}"""
SCROLLS_BY = """families => {
  const root = document.documentElement
  const sideways = {}
  for (const details of document.querySelectorAll("details")) details.open = true
  for (const family of families) {
    root.style.setProperty("--sans", family)
    root.style.setProperty("--serif", family)
    sideways[family] = root.scrollWidth - root.clientWidth
  }
  return sideways
}"""
TEXT_SIZE = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_page_scrolls_sideways_in_any_face_at_any_text_size(
    small_site: Callable[[str], Site], open_page: OpenPage, layout: str
) -> None:
    too_wide = {}
    pages = every_kind_of_page(small_site(layout))
    lengthen_all_names()
    for name, (path, status) in pages.items():
        page = open_page(path, status=status).page
        declare_faces(page)
        for look, family, pixels in measure(page):
            if pixels > 0:
                too_wide[name, *look, family] = pixels
        page.context.close()
    assert too_wide == {}


def lengthen_all_names() -> None:
    """One word more, wider than a phone, in whatever the editors can type."""
    for model, fields in NAMES.items():
        for row in model._default_manager.all():
            for field in fields:
                setattr(row, field, f"{getattr(row, field)} {WORD}")
            if isinstance(row, Article | Page):
                row.body += LONG_BODY
            row.save()


def family(width: int) -> str:
    return ", ".join(f'"{subset} {width}"' for subset in SUBSETS)


def declare_faces(page: BrowserPage) -> None:
    css = "".join(
        f'@font-face {{ font-family: "{subset} {width}"; size-adjust: {width}%;'
        f' src: url("{static(f"fonts/chibo-serif-{subset}-normal.woff2")}"); }}'
        for subset, width in itertools.product(SUBSETS, FACES)
    )
    families = [f"{subset} {width}" for subset, width in itertools.product(SUBSETS, FACES)]
    assert page.evaluate(DECLARE, [css, families]) == len(families)


def measure(page: BrowserPage) -> Iterator[tuple[tuple[int, int, str], str, int]]:
    """By how many pixels the page scrolls sideways, by text size, width, colours and face."""
    browser = page.context.new_cdp_session(page)
    families = [family(width) for width in FACES]
    for size in TEXT_SIZES:
        browser.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        assert page.evaluate(TEXT_SIZE) == size
        for width, colours in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=colours)
            for face, pixels in page.evaluate(SCROLLS_BY, families).items():
                yield (size, width, colours), face, pixels
