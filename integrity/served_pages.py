"""Pages as they leave: asked of the site's own application, as a reader and as a search engine.

Both get them as the server gives them, out of the page cache, and made anew: so a page shows that
says one thing to people and another to Google, and one that was changed in the cache.
"""

import io
import logging
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from django.utils.module_loading import import_string

from articles.models import Article
from integrity.found import Found
from integrity.models import OutgoingLink, TrustedDomain
from jobs.progress import Report
from portal.models import Page
from richtext.domains import domain_of, is_covered, is_own, readable

READER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
NEWEST, SAMPLE, STATIC_PAGES = 5, 15, 5
FORBIDDEN = {"iframe", "frame", "object", "embed", "applet", "base", "portal", "style"}
# Which attribute makes a browser load or send something.
LOADING = {
    "script": "src",
    "img": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "track": "src",
    "link": "href",
    "form": "action",
    "input": "src",
}
# A canonical address or a feed is loaded by nobody who reads the page.
NOT_LOADED = {"canonical", "alternate", "license", "author", "next", "prev", "help"}
SHARING_DOMAIN = "facebook.com"  # of the links below each article
DATA_BLOCKS = {"application/ld+json", "application/json", "speculationrules"}

logger = logging.getLogger(__name__)

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


@dataclass
class ServedPage:
    """What stands in a page that could do harm, in words; where it leads; and what it says."""

    status: int
    suspicious: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    text: str = ""


def check(progress: Report) -> Iterator[Found]:
    """Some 25 pages, each of them four times."""
    applications = [import_string(settings.WSGI_APPLICATION), WSGIHandler()]
    known = _known_domains()
    paths = _paths()
    for number, path in enumerate(paths):
        progress(number, len(paths), f"Đang mở {path}"[:200])
        found: list[Found] = []
        for application in applications:
            try:
                with _connection_left_open():
                    found += _of_page(application, path, known)
            except Exception as error:  # whatever it is, the other pages are to be looked at
                logger.exception("tự kiểm tra %s", path)
                found.append(Found(f"Trang {path} không mở được", type(error).__name__, path))
        yield from dict.fromkeys(found)


@contextmanager
def _connection_left_open() -> Iterator[None]:
    """The end of a request within this process is not the end of what asks for it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def _of_page(application: Application, path: str, known: set[str]) -> Iterator[Found]:
    shown, told = ask(application, path, READER), ask(application, path, GOOGLEBOT)
    if shown.status >= 500:
        yield Found(f"Trang {path} không mở được", f"mã {shown.status}", path)
    if _difference(shown, told):
        shown = ask(application, path, READER)  # it may have changed just then
    if difference := _difference(shown, told):
        yield Found(f"Trang {path} cho máy tìm kiếm khác với cho bạn đọc", difference, path)
    for what in dict.fromkeys(shown.suspicious + told.suspicious):
        yield Found(f"Trang {path} có {what}", url=path)
    for domain in sorted(shown.links | told.links):
        if not is_covered(domain, known):
            message = f"Trang {path} dẫn đến {readable(domain)}, không bài hay mục nào ghi vậy"
            yield Found(message, url=path)


def _paths() -> list[str]:
    """Home, the newest articles, any others, and static pages (5 queries)."""
    public = Article.objects.published().only("slug")
    newest = list(public.order_by("-published_from", "-pk")[:NEWEST])
    last = public.order_by("-pk").values_list("pk", flat=True).first() or 0
    numbers = [random.randint(1, last) for _ in range(SAMPLE * 4)] if last else []  # noqa: S311
    others = list(public.filter(pk__in=numbers)[:SAMPLE])
    pages = list(Page.objects.order_by("-updated_at")[:STATIC_PAGES])
    found = [each.get_absolute_url() for each in [*newest, *others]]
    found += [page.get_absolute_url() for page in pages]
    return list(dict.fromkeys([reverse("articles:home"), *found]))


def _known_domains() -> set[str]:
    """What any row leads to, what is trusted, and where readers pass articles on (2 queries)."""
    linked = OutgoingLink.objects.values_list("domain", flat=True).distinct()
    trusted = TrustedDomain.objects.values_list("domain", flat=True)
    return {*linked, *trusted, SHARING_DOMAIN}


def ask(application: Application, path: str, agent: str) -> ServedPage:
    """The page at that path, to a browser of that name. It is not counted as a view."""
    answer: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        answer.update(status=int(status.split()[0]), headers=dict(headers))

    body = application(environ_of(path, agent), start)
    try:
        html = b"".join(body).decode(errors="replace")
    finally:
        getattr(body, "close", lambda: None)()  # Django's own end of a request
    scanner = _Scanner(ServedPage(answer["status"]))
    scanner.feed(html)
    scanner.close()
    policy = answer["headers"].get("Content-Security-Policy", "")
    if "script-src 'self'" not in policy:
        scanner.page.suspicious.append("chính sách nội dung (CSP) bị nới hoặc bị bỏ")
    scanner.page.text = " ".join(re.sub(r"[\d.,:]+", " ", scanner.said).split())
    return scanner.page


def environ_of(path: str, agent: str) -> dict[str, Any]:
    """A GET of this machine, as PEP 3333 has it."""
    host = next((each for each in settings.ALLOWED_HOSTS if each[:1] not in "*."), "localhost")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "443" if settings.HTTPS else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "HTTP_USER_AGENT": agent,
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_LANGUAGE": "vi",
        "HTTP_SEC_PURPOSE": "prefetch",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https" if settings.HTTPS else "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _difference(shown: ServedPage, told: ServedPage) -> str:
    if shown.status != told.status:
        return f"mã trả lời {shown.status} và {told.status}"
    if other := sorted(shown.links ^ told.links):
        return f"liên kết đến {', '.join(map(readable, other[:5]))}"
    return "phần chữ không giống nhau" if shown.text != told.text else ""


class _Scanner(HTMLParser):
    def __init__(self, page: ServedPage) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.said = ""
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in FORBIDDEN:
            self._note(f"thẻ <{tag}>", given)
        if tag == "script" and "src" not in given and given.get("type") not in DATA_BLOCKS:
            self._note("mã lệnh viết thẳng trong trang", {})
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self._note("lệnh tự chuyển trang", given)
        if "style" in given or any(name.startswith("on") for name in given):
            self._note(f"thẻ <{tag}> mang kiểu hay lệnh riêng, có thể để giấu chữ", {})
        self._look_at_loaded(tag, given)
        if tag in ("a", "area") and (domain := _foreign(given.get("href", ""))):
            self.page.links.add(domain)
        if tag in ("script", "style"):
            self._silent = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said += data

    def _look_at_loaded(self, tag: str, given: dict[str, str]) -> None:
        if tag == "link" and set(given.get("rel", "").lower().split()) & NOT_LOADED:
            return
        for name in filter(None, (LOADING.get(tag), "srcset" if "srcset" in given else None)):
            for address in (
                given.get(name, "").split(",") if name == "srcset" else [given.get(name)]
            ):
                if domain := _foreign((address or "").strip().split(" ")[0]):
                    self._note(f"thẻ <{tag}> tải từ {readable(domain)}", {})

    def _note(self, what: str, given: dict[str, str]) -> None:
        address = next((given[name] for name in ("src", "href", "data") if given.get(name)), "")
        self.page.suspicious.append(f"{what} {address[:100]}".strip())


def _foreign(address: str) -> str:
    domain = domain_of(address)
    return "" if not domain or is_own(domain) else domain
