"""How long a keystroke keeps the editor's writing page busy, in a text of 60,000 characters:
without a picture in it, and with forty.

`python -m bench.typing` (ROUNDS) starts the site over an empty database, opens both articles in
Chromium in turn, and prints a table.
"""
# ruff: noqa: E402 (a client of the desk knows the models, which may be imported only then)

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import django
from playwright.sync_api import Browser, Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench.make_variables import numbers
from bench.servers import ROOT, environment, site
from bench.tables import table
from bench.verdicts import Bound, verdict
from tests.browser.waiting import wait_for_editor
from tests.support.desk_client import SIGN_IN

KEYS = 100
PICTURES = 40
MOST_TIMES = 1.5
ADDRESS = "/quan-tri/articles/article/{pk}/change/"
# Two articles of the same text, the second with its pictures in it; their keys are printed.
ARTICLES = """
from tests.support.factories import make_article, make_photo
text = ["<p>" + "Các đại biểu thảo luận về khoa học. " * 40 + "</p>"] * 43
plain = make_article(body="".join(text))
for number in range(1, {pictures} + 1):
    text.insert(2 * number - 1, f"<p>[ảnh {{number}}]</p>")
pictured = make_article(body="".join(text))
for number in range({pictures}):
    make_photo(pictured)
print(plain.pk, pictured.pk)
"""
# From the key to where the browser may draw, in ms, of the slowest twentieth of the keys.
TYPE = """async (keys) => {
  const text = CKEDITOR.instances.id_body;
  text.focus();
  const range = text.createRange();
  range.moveToElementEditEnd(text.editable().getFirst());
  range.select();
  const place = text.editable().$;
  const times = [];
  for (let key = 0; key < keys; key += 1) {
    const begun = performance.now();
    const about = { bubbles: true, cancelable: true, key: "a", code: "KeyA", keyCode: 65 };
    place.dispatchEvent(new KeyboardEvent("keydown", about));
    document.execCommand("insertText", false, "a");
    place.dispatchEvent(new KeyboardEvent("keyup", about));
    await new Promise((free) => setTimeout(free));
    place.getBoundingClientRect();
    times.push(performance.now() - begun);
  }
  return times.sort((one, other) => one - other)[Math.floor(0.95 * keys)];
}"""


def main() -> None:
    rounds = numbers("ROUNDS", "5")[0]
    with tempfile.TemporaryDirectory(prefix="chibo-typing-") as folder:
        data = Path(folder)
        env = environment(data) | {"DJANGO_SETTINGS_MODULE": "chibo_site.settings"}
        manage(env, "migrate", "--verbosity=0")
        plain, pictured = shell(env, ARTICLES.format(pictures=PICTURES))[-2:]
        key = shell(env, SIGN_IN.format(name="bientap"))[-1]
        with site(env) as (server, _), sync_playwright() as tools:
            chromium = tools.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            pages = [opened(chromium, server.url(""), key, pk) for pk in (plain, pictured)]
            times = [[float(page.evaluate(TYPE, KEYS)) for page in pages] for _ in range(rounds)]
            chromium.close()
    ratio = statistics.median(with_pictures / without for without, with_pictures in times)
    without, with_pictures = (statistics.median(each) for each in zip(*times, strict=True))
    bound = Bound(f"≤ {MOST_TIMES}", ratio <= MOST_TIMES)
    row = [f"{without:.1f}", f"{with_pictures:.1f}", f"{ratio:.2f}", *verdict(bound)]
    head = ["a key's p95, ms", f"with {PICTURES} pictures, ms", "÷", "asked", ""]
    print("\n".join(table(head, [row])))


def opened(chromium: Browser, address: str, key: str, pk: str) -> Page:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    context.add_cookies([{"name": "sessionid", "value": key, "url": origin}])
    page = context.new_page()
    page.goto(origin + ADDRESS.format(pk=pk))
    wait_for_editor(page)
    return page


def shell(env: dict[str, str], code: str) -> list[str]:
    """The words that the code prints, in the site's environment."""
    return manage(env, "shell", "--no-imports", "--verbosity=0", "--command", code).split()


def manage(env: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    known = env | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        command, cwd=ROOT, env=known, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


if __name__ == "__main__":
    main()
