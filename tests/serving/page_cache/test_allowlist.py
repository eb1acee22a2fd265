"""Which pages may be cached: those of one table, and of them only what is the same for everyone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from django.urls.resolvers import URLResolver
from pytest_django import Settings

from articles.models import Article
from articles.old_addresses.writing import note
from newsroom.preview_links import make_link
from serving.page_cache.rules import RULES
from tests.serving.page_cache.arrange import Worker, counting_renders, stored_pages
from tests.support.public_pages import ALL, address_of

pytestmark = pytest.mark.django_db

HEALTH = {"up", "ready"}


def names_in(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """The names of all addresses, as "articles:home"; "" for one without a name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name or ''}"
        else:
            yield from names_in(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def test_every_address_is_public_or_known_to_be_none() -> None:
    names = set(names_in(get_resolver()))
    assert {name for name in names if not name.startswith("admin:")} == {
        *RULES,
        "articles:word",  # a file, made once a version and kept beside the pages
        "newsroom:preview",
        "newsroom:preview-print",
        "newsroom:preview-picture",
        "media",
        "robots",
    }
    assert len({name for name in names if name.startswith("admin:")}) > 50


def test_every_kind_of_public_page_is_cached(worker: Worker, site: Article) -> None:
    cached = set()
    for name in ALL.keys() - HEALTH:
        address = address_of(name, site)
        worker.get(address)
        with counting_renders() as renders:
            worker.get(address)
        if not renders:
            cached.add(resolve(address.partition("?")[0]).view_name)
    assert cached == set(RULES)


def test_front_page_asked_for_another_page_is_no_other_page_in_the_cache(
    folder: Path, worker: Worker, site: Article
) -> None:
    note(site, "/?p=12")
    worker.get("/")
    stored = stored_pages(folder)
    assert worker.get("/?p=12").status == 301
    assert {worker.get(address).status for address in ("/?p=13", "/?fbclid=1")} == {200}
    assert stored_pages(folder) == stored
    with counting_renders() as renders:
        worker.get("/")
        worker.get("/?fbclid=2")
    assert not renders


@pytest.fixture
def staff(db: None) -> str:
    client = Client()
    client.force_login(User.objects.create(username="lan", is_staff=True, is_superuser=True))
    return f"sessionid={client.cookies['sessionid'].value}"


@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri/",
        "/quan-tri/login/",
        "/quan-tri/articles/article/",
        "/quan-tri/articles/article/{pk}/change/",
        "/quan-tri/articles/article/{pk}/xem-truoc/",
        "/quan-tri/articles/article/{pk}/xem-truoc/in/",
        "/quan-tri/articles/article/{pk}/xem-truoc/khung/",
        "/xem-truoc/{token}/",
        "/xem-truoc/{token}/in/",
        "/xem-truoc/khong-co/",
        "/media/photos/2021/12/khong-co.webp",
        "/robots.txt",
        "/up",
        "/ready",
        "/khong-co/",
        "/bai/{pk}/cu/",
        "/chuyen-muc/tin-tuc",
        "/static/css/site.css",
    ],
)
def test_what_is_no_public_page_is_asked_of_django_each_time(
    address: str, folder: Path, worker: Worker, site: Article, staff: str
) -> None:
    token = make_link(site, User.objects.get(), days=1)
    for cookies in ({"HTTP_COOKIE": staff}, {}):
        with counting_renders() as renders:
            for _ in range(2):
                worker.get(address.format(pk=site.pk, token=token), **cookies)
        assert len(renders) == 2
    assert stored_pages(folder) == 0


View = Callable[[HttpRequest], HttpResponse]
Spoil = Callable[[HttpResponse], object]


def spoiling(get_response: View) -> View:
    """Middleware: makes an answer what a public page must not be."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        SPOIL[request.path](response)
        return response

    return answer


def set_cookie(response: HttpResponse) -> None:
    response.set_cookie("a", "b")


def header(name: str, value: str) -> Spoil:
    return lambda response: response.headers.__setitem__(name, value)


def status(number: int) -> Spoil:
    return lambda response: setattr(response, "status_code", number)


SPOIL: dict[str, Spoil] = {}


@pytest.fixture
def spoilt(settings: Settings, folder: Path, site: Article) -> Worker:
    settings.MIDDLEWARE = [f"{__name__}.spoiling", *settings.MIDDLEWARE]
    return Worker(folder)


def test_answer_that_is_only_odd_is_cached(spoilt: Worker) -> None:
    SPOIL["/"] = header("X-Odd", "1")
    with counting_renders() as renders:
        first, second = spoilt.get("/"), spoilt.get("/")
    assert len(renders) == 1
    assert first.headers["X-Odd"] == second.headers["X-Odd"] == "1"


@pytest.mark.parametrize(
    "spoil",
    [
        set_cookie,
        header("Vary", "Accept-Encoding, cookie"),
        header("Vary", "*"),
        header("Cache-Control", "max-age=60, Private"),
        header("Cache-Control", "no-store"),
        status(404),
        status(301),
        status(206),
        status(410),
        status(500),
        status(503),
    ],
)
def test_answer_that_is_not_for_everyone_is_not_cached(
    spoil: Spoil, spoilt: Worker, folder: Path
) -> None:
    SPOIL["/"] = spoil
    with counting_renders() as renders:
        first, second = spoilt.get("/"), spoilt.get("/")
    assert len(renders) == 2
    assert first.status == second.status
    assert stored_pages(folder) == 0


def test_a_session_is_never_looked_at_for_a_public_page(
    worker: Worker, site: Article, staff: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise AssertionError("a public page asked for the session")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    for name in ALL.keys() - HEALTH:
        assert worker.get(address_of(name, site), HTTP_COOKIE=staff).status == 200


def test_an_answer_sent_once_says_that_it_varies_by_its_compression(
    worker: Worker, site: Article
) -> None:
    missing = f"/bai/{site.pk + 1000}/khong-co/"
    plain = worker.get(missing)
    compressed = worker.get(missing, HTTP_ACCEPT_ENCODING="gzip")
    assert plain.status == compressed.status == 404
    assert plain.headers["Vary"] == compressed.headers["Vary"] == "Accept-Encoding"
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert compressed.text == plain.text
    assert "439.279" in plain.text
