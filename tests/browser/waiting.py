"""Waiting for what a page comes to be.

Playwright's own wait_for_function evaluates its text inside the page for each look but the first.
The site's content security policy forbids that, so such a wait holds only where nothing has to
be waited for. These waits look from outside, again and again.
"""

import time

from playwright.sync_api import Page

PATIENCE_SECONDS = 30  # what a busy machine may take for one thing
PAUSE_MS = 50  # between two looks
EDITORS_ARE_READY = """() => {
  const editors = Object.values(window.CKEDITOR?.instances ?? {});
  return editors.length > 0 && editors.every((editor) => editor.status === "ready");
}"""


def wait_until(page: Page, condition: str, arg: object = None, pause_ms: int = PAUSE_MS) -> None:
    """Until the condition, an expression or a function of `arg` in JavaScript, holds in the page.

    Between two looks it pauses for `pause_ms`.

    Raises:
        AssertionError: it does not hold within PATIENCE_SECONDS.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while not page.evaluate(condition, arg):
        assert time.monotonic() < end, f"never came to be: {condition}"
        page.wait_for_timeout(pause_ms)


def wait_for_editor(page: Page) -> None:
    """Until the editor hears what is typed and pasted, which is after it is first seen."""
    wait_until(page, EDITORS_ARE_READY)
