"""Names that the site had before. Nothing here may ask a database: pytest would refuse it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings

from serving.old_hosts import OldHostMiddleware
from tests.serving.page_cache.arrange import Worker, stored_pages
from tests.support.responses import Response

PRESENT = "tin.example.vn"
OLD = "ten-cu.example.vn"


@pytest.fixture(autouse=True)
def renamed() -> Iterator[None]:
    with override_settings(ALLOWED_HOSTS=[PRESENT], OLD_HOSTS=[OLD], HTTPS=True):
        yield


def asked(address: str, host: str, method: str = "GET", **headers: Any) -> Response:
    return Client().generic(method, address, HTTP_HOST=host, **headers)


@pytest.mark.parametrize("host", [OLD, OLD.upper(), f"www.{OLD}", f"{OLD}.", f"{OLD}:8443"])
def test_old_name_leads_to_the_present_one(host: str) -> None:
    response = asked("/bai/7/ten-bai/?tin-khac=2", host)
    assert response.status_code == 301
    assert response["Location"] == f"https://{PRESENT}/bai/7/ten-bai/?tin-khac=2"
    assert response.content == b""


def test_www_of_the_present_name_leads_there_too() -> None:
    assert asked("/", f"www.{PRESENT}")["Location"] == f"https://{PRESENT}/"
    with override_settings(ALLOWED_HOSTS=[f"www.{PRESENT}"], OLD_HOSTS=[]):
        assert asked("/", PRESENT)["Location"] == f"https://www.{PRESENT}/"


@pytest.mark.parametrize(
    ("address", "method"),
    [
        *(("/up", "GET"), ("/ready", "GET"), ("/static/css/base.css", "GET")),
        *(("/media/photos/1.webp", "GET"), ("/khong-co", "GET"), ("/", "HEAD")),
        *(("/quan-tri/login/", "POST"), ("/robots.txt", "GET"), ("/tim-kiem/?q=a", "GET")),
    ],
)
def test_every_address_of_an_old_name_is_answered_so(address: str, method: str) -> None:
    response = asked(address, OLD, method)
    assert (response.status_code, response["Location"]) == (301, f"https://{PRESENT}{address}")


def test_it_is_one_hop_from_plain_http() -> None:
    response = asked("/rss/", OLD, HTTP_X_FORWARDED_PROTO="http")
    assert response["Location"] == f"https://{PRESENT}/rss/"


def test_without_https_it_leads_to_http() -> None:
    with override_settings(HTTPS=False):
        assert asked("/rss/", OLD)["Location"] == f"http://{PRESENT}/rss/"


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/\\evil.example", "@evil.example", ":80@evil.example", ".evil.vn"]
)
def test_no_path_leads_to_another_name(path: str) -> None:
    response = Client().get("/", HTTP_HOST=OLD, PATH_INFO=path)
    assert response["Location"].startswith(f"https://{PRESENT}/")


def test_line_breaks_and_letters_are_escaped() -> None:
    sent = ("/bài\r\nX: y", "q=hòa bình\r\nSet-Cookie: a=b#c&d=%C3%A0")
    path, query = (part.encode().decode("latin-1") for part in sent)  # PEP 3333
    response = Client().get("/", HTTP_HOST=OLD, PATH_INFO=path, QUERY_STRING=query)
    assert response["Location"] == (
        f"https://{PRESENT}/b%C3%A0i%0D%0AX:%20y?q=h%C3%B2a%20b%C3%ACnh%0D%0ASet-Cookie:%20a=b%23c"
        "&d=%C3%A0"
    )


def test_a_long_query_is_kept() -> None:
    query = "q=" + "a" * 5_000
    assert asked(f"/tim-kiem/?{query}", OLD)["Location"].endswith(query)


def test_a_browser_forgets_it_again() -> None:
    """Else a name that is taken back would lead in circles."""
    assert asked("/", OLD)["Cache-Control"] == "max-age=3600"


@pytest.mark.parametrize("host", ["evil.example", f"x.{OLD}", f"{OLD}.evil.example", "", "a b"])
def test_other_names_are_still_refused(host: str) -> None:
    assert asked("/", host).status_code == 400


@pytest.mark.parametrize(
    ("allowed", "host"),
    [(["localhost", "127.0.0.1", "[::1]"], "www.localhost"), ([f".{PRESENT}"], f"www.{PRESENT}")],
)
def test_what_is_allowed_or_no_domain_leads_nowhere(allowed: list[str], host: str) -> None:
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("trang")

    with override_settings(ALLOWED_HOSTS=allowed, OLD_HOSTS=[]):
        request = HttpRequest()
        request.META["HTTP_HOST"] = host
        assert OldHostMiddleware(answer)(request).content == b"trang"


def test_it_comes_before_everything_that_answers() -> None:
    """Only the number that the log gives a request comes earlier."""
    names = [path.rpartition(".")[2] for path in settings.MIDDLEWARE]
    assert names[:2] == ["RequestNumberMiddleware", "OldHostMiddleware"]


def test_the_page_cache_leaves_it_alone(tmp_path: Path) -> None:
    """It asks the database what a page depends on; a redirect depends on nothing."""
    worker = Worker(tmp_path)
    for _ in range(2):
        assert worker.get("/", HTTP_HOST=OLD).status == 301
    assert stored_pages(tmp_path) == 0
