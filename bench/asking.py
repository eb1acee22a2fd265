"""Answers requests by calling the site's WSGI application, in this process, without a server or a
network around it.

bench/checkouts.py starts this file inside any checkout, so it imports nothing from bench. It first
prints, as JSON, addresses of each kind of page. Then each line of its input is an address, which it
requests, or an empty line, which empties the cache for all processes on the same data. It answers
each with the processor time in ms. With `profile KIND` it prints a profile of first requests.
"""

import cProfile
import io
import json
import pstats
import sys
import time
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from chibo_site.wsgi import application  # isort: skip (it sets Django up)

from django.urls import reverse
from django.utils import timezone

from articles.archive import day_url, month_url
from articles.models import Article, Category
from articles.views import PER_PAGE
from caching.backend import backend
from chibo_site.urls import SITEMAP
from serving.page_cache.backend import invalidate_everything
from serving.server.worker import spare_the_collector

MOST_ARTICLES = 100
MOST_LIST_PAGES = 8  # of one category
MOST_SECTIONS = 5
HOST = "127.0.0.1"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

Headers = list[tuple[str, str]]
Write = Callable[[bytes], object]


def main(words: list[str]) -> None:
    spare_the_collector()
    known = addresses()
    if words:
        profile(known[words[1]])
        return
    tell(json.dumps({"addresses": known, "plain": plain_page()}))
    for line in sys.stdin:
        path = line.strip()
        tell(str(milliseconds(ask, path) if path else milliseconds(forget)))


def tell(text: str) -> None:
    print(text, flush=True)


def addresses() -> dict[str, list[str]]:
    """All from the whole archive, evenly; of one kind there may be a single one."""
    keys = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    chosen = Article.objects.filter(pk__in=evenly(keys, MOST_ARTICLES)).order_by("pk")
    articles = list(chosen.only("pk", "slug", "published_from"))
    days = sorted({timezone.localdate(article.published_from) for article in articles})
    categories = list(Category.objects.order_by("pk"))
    sections = range(1, SITEMAP["bai"]().paginator.num_pages + 1)
    return {
        "article": [article.get_absolute_url() for article in articles],
        "print": [article.get_print_url() for article in articles],
        "list": [page for category in categories for page in list_pages(category)],
        "day": [day_url(day) for day in days],
        "month": list(dict.fromkeys(month_url(day) for day in days)),
        "home": [reverse("articles:home")],
        "feed": [
            reverse("articles:feed"),
            *(reverse("articles:category-feed", args=[category.slug]) for category in categories),
        ],
        "sitemap": [
            f"{reverse('sitemap-section', args=['bai'])}?p={number}"
            for number in evenly(sections, MOST_SECTIONS)
        ],
    }


def plain_page() -> str:
    """A page with hardly more than what all pages share."""
    return reverse("visitors:explanation")


def list_pages(category: Category) -> list[str]:
    listed = Article.objects.published().in_category(category).count()
    pages = evenly(range(1, -(-listed // PER_PAGE) + 1), MOST_LIST_PAGES)
    return [f"{category.get_absolute_url()}?trang={number}" for number in pages]


def evenly(numbers: Sequence[int], most: int) -> list[int]:
    return list(numbers[:: max(len(numbers) // most, 1)])[:most]


def forget() -> None:
    invalidate_everything()
    backend.clear()


def milliseconds(work: Callable[..., None], *arguments: str) -> float:
    """Processor time of this thread."""
    started = time.thread_time()
    work(*arguments)
    return (time.thread_time() - started) * 1000


def profile(paths: list[str]) -> None:
    for path in paths:
        ask(path)
    forget()
    ask(plain_page())
    profiler = cProfile.Profile()
    for path in paths:
        profiler.runcall(ask, path)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(80)


def ask(path: str) -> None:
    """As the gateway asks; exits where there is no such page."""
    parts = urlsplit(path)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path, "latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "HTTP_HOST": HOST,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_USER_AGENT": BROWSER,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    begun: list[str] = []

    def start_response(status: str, _headers: Headers, _exc_info: object = None) -> Write:
        begun.append(status)
        return io.BytesIO().write  # WSGI asks for it, Django leaves it alone

    response = application(environ, start_response)
    b"".join(response)
    if close := getattr(response, "close", None):
        close()
    if begun != ["200 OK"]:
        sys.exit(f"{path} trả lời {begun[0]}.")


if __name__ == "__main__":
    main(sys.argv[1:])
