"""A form to paste into, and what is pasted."""

from typing import Any

from playwright.sync_api import Page

from articles.models import Article
from tests.browser import word
from tests.browser.conftest import OpenForm
from tests.browser.transfers import PASTE
from tests.support.factories import make_category

SYMBOLS = word.PLAIN.format(
    "Hạt <span style='font-family:Symbol'>m</span>m, góc <span style='font-family:Symbol'>a</span>"
    " và <span style='font-family:Symbol'>W</span>"
)


def open_new(open_form: OpenForm, **options: Any) -> Page:
    """The form of a new article."""
    make_category()
    return open_form("/quan-tri/articles/article/add/", **options)


def paste(page: Page, html: str = "", rtf: str = "", files: list[list[str]] | None = None) -> None:
    types = {"text/html": html, "text/rtf": rtf, "text/plain": "chữ trơn" if html else ""}
    page.evaluate(PASTE, [{kind: text for kind, text in types.items() if text}, files or []])


def written(page: Page) -> str:
    return str(page.evaluate("Object.values(CKEDITOR.instances)[0].getData()"))


def save(page: Page) -> Article:
    page.fill("#id_title", "Đo mặn đầu nguồn")
    page.fill("#id_lead", "Ba trạm đã chạy.")
    page.select_option("#id_category", label="Tin tức")
    page.click("input[name=_continue] >> nth=0")
    page.wait_for_url("**/change/")
    return Article.objects.get()
