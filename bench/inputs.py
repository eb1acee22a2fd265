"""What the longest input of each kind costs: processor time, in units of B, one request to a bare
Django view (bench/bare_view.py).

`python -m bench.inputs` (ROUNDS) prints a table. A row of text goes through what a form does with
it: validators, then normalisation or the sanitiser, and what follows from a save. An article's body
costs that in the process that serves the admin; what readers notice of it is measured by
bench/long_bodies.py.
"""
# ruff: noqa: E402 (the site may be imported only in its environment)

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="chibo-inputs-")
os.environ["DJANGO_SETTINGS_MODULE"] = "chibo_site.settings"

import django

django.setup()

from django.http import QueryDict

from articles.forms import SearchForm
from articles.models import Article, Photo
from articles.search.documents import document
from bench import long_bodies
from bench.bare_view import bare_view
from bench.make_variables import numbers
from bench.tables import table
from bench.texts import BODIES, MARKS, NEWS, filled
from limits import lengths, parameters
from newsroom.checks.texts import about_texts
from newsroom.diff import compare
from newsroom.drafts.snapshot import EMPTY
from richtext import outgoing_links
from richtext.cleaning import clean, clean_once, for_page
from richtext.outline import outline
from richtext.removed_markup import removed_markup
from richtext.validators import validate_markup
from vietnamese.text import normalise


def main() -> None:
    outgoing_links.trusted_domains = frozenset  # there is no database
    rounds, unit = numbers("ROUNDS", "3")[0], bare_view()
    normalise(MARKS)  # the first heap of marks has all of Unicode looked through, once a process
    rows = []
    for name, work in INPUTS.items():
        cost = statistics.median(seconds(work) for _ in range(rounds))
        rows.append([name, f"{1000 * cost:.1f}", f"{cost / unit:.0f}"])
    print(f"B: {1000 * unit:.3f} ms")
    print("\n".join(table(["input", "ms", "B"], rows)))
    long_bodies.main()


def seconds(work: Callable[[], object]) -> float:
    clean_once.cache_clear()  # no text was seen before
    began = time.thread_time()
    work()
    return time.thread_time() - began


def checked(body: str) -> None:
    list(about_texts(Article(title="Tựa", lead="Sapo", body=body), outline(body), [Photo()]))


def compared(body: str) -> None:
    compare(EMPTY | {"body": body}, EMPTY | {"body": body[::-1].replace(">p<", "")})


INPUTS: dict[str, Callable[[], object]] = {
    "lead, of news": lambda: normalise(filled(NEWS, lengths.LEAD)),
    "lead, of marks": lambda: normalise(filled("a" + "\u0301" * 40, lengths.LEAD)),
    "caption": lambda: normalise(filled(NEWS, lengths.CAPTION)),
    "search": lambda: SearchForm({"q": filled("ấ\u0301 ", lengths.QUERY_AS_SENT)}).is_valid(),
    "address in the admin": lambda: parameters.too_much(
        QueryDict("x=" + filled("a+", lengths.PARAMETER))
    ),
    **{
        f"body, {name}: {what}": partial(work, body)
        for name, body in BODIES.items()
        for what, work in {
            "length and depth": validate_markup,
            "cleaned": clean,
            "what was left out": removed_markup,
        }.items()
    },
    **{
        f"body, {name}: {what}": partial(work, clean(body))
        for name, body in BODIES.items()
        for what, work in {
            "shown": lambda body: for_page(body),
            "indexed": lambda body: document("", "", body, []),
            "checked": checked,
            "compared": compared,
        }.items()
    },
}


if __name__ == "__main__":
    main()
