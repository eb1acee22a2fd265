"""Somebody who writes an article: what stands in the text, and what a hand does with it."""

from itertools import pairwise, takewhile

from playwright.sync_api import Locator, Page

DROP_AT = """([files, x, y]) => {
  const data = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: "image/jpeg" }));
  }
  const place = { dataTransfer: data, clientX: x, clientY: y, bubbles: true, cancelable: true };
  const target = document.elementFromPoint(x, y);
  for (const kind of ["dragover", "drop"]) target.dispatchEvent(new DragEvent(kind, place));
}"""
PUT_CURSOR = """words => {
  const editor = CKEDITOR.instances.id_body;
  const texts = [...editor.editable().$.querySelectorAll("p")];
  const range = editor.createRange();
  const paragraph = texts.find(text => text.textContent === words);
  range.moveToElementEditEnd(new CKEDITOR.dom.element(paragraph));
  editor.focus();
  range.select();
}"""
READING_ORDER = """text => [...text.querySelectorAll("p, figure")]
  .filter(part => part.tagName === "FIGURE" || !part.closest("figure"))
  .map(part => part.tagName === "FIGURE" ? `ảnh ${part.dataset.n}` : part.textContent.trim())"""


def written(page: Page) -> str:
    """The text as it would be stored, in one line."""
    text = str(page.evaluate("CKEDITOR.instances.id_body.getData()"))
    return "".join(line.strip() for line in text.splitlines())


def order(page: Page) -> list[str]:
    """What one who writes sees in the text, from top to bottom."""
    return list(page.locator(".cke_wysiwyg_div").evaluate(READING_ORDER))


def placed(page: Page, number: int) -> Locator:
    return page.locator(f"figure.placed[data-n='{number}']")


def drop_under(page: Page, paragraph: str, files: list[list[str]]) -> None:
    """Photos dropped right under the paragraph of these words."""
    above = page.locator(".cke_wysiwyg_div > p", has_text=paragraph)
    above.scroll_into_view_if_needed()
    box = above.bounding_box()
    assert box is not None
    page.evaluate(DROP_AT, [files, box["x"] + box["width"] / 2, box["y"] + box["height"] + 2])


def put_cursor(page: Page, paragraph: str) -> None:
    """At the end of the paragraph of these words."""
    page.evaluate(PUT_CURSOR, paragraph)


def type_as_unikey(page: Page, *stages: str) -> None:
    """As an input method that takes letters back and writes others: each stage from the last."""
    for before, after in pairwise(["", *stages]):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
        same = sum(1 for _ in alike)
        for _ in before[same:]:
            page.keyboard.press("Backspace")
        page.keyboard.insert_text(after[same:])


class Hand:
    """Counts what it presses; typing and Tab are none."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, what: Locator) -> None:
        self.presses += 1
        what.click()

    def drop_under(self, paragraph: str, files: list[list[str]]) -> None:
        self.presses += 1
        drop_under(self.page, paragraph, files)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def tab(self) -> None:
        self.page.keyboard.press("Tab")
