"""An address as people pass it on leads where it was meant, and tells nobody what is not public."""

import datetime
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.models import Page
from tests.support.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def ask(client: Client, path: str, query: str = "") -> Any:
    """What the server answers to this path, which a client library would mend before."""
    raw = unquote(path).encode().decode("latin-1")
    return client.generic("GET", "/", PATH_INFO=raw, QUERY_STRING=query)


ARTICLE = [
    *("/bai/{pk}", "/bai/{pk}/", "/bai/{pk}//", "/bai/{pk}/{slug}", "//bai/{pk}/{slug}/"),
    *(
        f"/bai/{{pk}}{sign}"
        for sign in (*".,;:!?)]}>»”’…\"'*-–—_|", "%E2%80%9D", "%20", "%E2%80%8B")
    ),
    *(f"/bai/{{pk}}/{sign}" for sign in (*".,;:!?)]}>»”’…", "%EF%BB%BF", "%0A", "%F0%9F%91%8D")),
    *(
        "/bai/{pk}/{slug}.",
        "/bai/{pk}/{slug})",
        "/bai/{pk}/{slug}/)",
        "/bai/{pk}/{slug}/%E2%80%9D.",
    ),
    *("/bai/{pk}/{slug}/&fbclid=1", "/bai/{pk}/{slug}&fbclid=1", "/bai/{pk}&utm_source=a/b"),
    *("/bai/{pk}%3Ffbclid=1", "/bai/{pk}/{slug}/%3Ftrang=2", "/bai/{pk}/{slug}%23dau"),
    *("/Bai/{pk}/{slug}/", "/BAI/{pk}", "/b%C3%A0i/{pk}/{slug}/", "/b%C3%A0i/{pk}/"),
    *("/bai//{pk}//{slug}//", "///bai///{pk}", "%5Cbai%5C{pk}%5C{slug}", "/bai%5C{pk}/"),
    *(
        "/bai/%20{pk}/{slug}",
        "/%20bai/{pk}/",
        "/bai%20/{pk}/",
        "/%E2%80%9Cbai/{pk}/",
        "/(bai/{pk})",
    ),
    *("/bai/%E2%80%8B{pk}/{slug}/x", "/b%E2%80%8Bai/{pk}", "/bai/{pk}/ten-cu", "/bai/{pk}/a/b/c/"),
    *("/bai/{pk}/{slug}/in-nope", "/bai/{pk}-{slug}/", "/bai{pk}/{slug}/", "/bai/{pk}/{slug}/inn/"),
    *("/bai/{pk} xem ngay", "/bai/{pk}/{slug}/ nhé!", "/bai/0{pk}", "/bai/{pk}/{slug}/%2520"),
]


@pytest.mark.parametrize("path", ARTICLE)
def test_mistyped_address_of_an_article_moves_to_it_in_one_hop(client: Client, path: str) -> None:
    article = make_article()
    path = path.replace("{pk}", str(article.pk)).replace("{slug}", article.slug)
    response = ask(client, path)
    assert (response.status_code, response.headers.get("Location")) == (
        301,
        article.get_absolute_url(),
    )
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("path", ["/bai/{pk}/{slug}/in)", "/Bai/{pk}/x/in/", "/bai/{pk}//x/in/."])
def test_mistyped_address_of_a_print_view_moves_to_it(client: Client, path: str) -> None:
    article = make_article()
    response = ask(client, path.format(pk=article.pk, slug=article.slug))
    assert response.status_code == 301
    assert response.headers["Location"] == article.get_print_url()


def test_real_parameters_come_along(client: Client) -> None:
    article = make_article()
    response = ask(client, f"/bai/{article.pk}", query="tin-khac=2&fbclid=x")
    assert response.headers["Location"] == f"{article.get_absolute_url()}?tin-khac=2&fbclid=x"


@pytest.mark.parametrize("mark", ["fbclid=IwAR0", "zarsrc=30", "utm_source=zalo&gidzl=x"])
def test_marks_of_the_places_where_links_are_shared_are_no_mistake(
    client: Client, mark: str
) -> None:
    assert client.get(f"{make_article().get_absolute_url()}?{mark}").status_code == 200


SHAPES = ["/bai/{}", "/bai/{}/", "/bai/{})", "/Bai/{}/x/", "//bai/{}/x/", "/bai/{}/x/&fbclid=1"]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", ["draft", "withdrawn", "trash", "scheduled", "expired"])
def test_number_that_nobody_may_read_is_as_if_it_had_never_been(
    client: Client, shape: str, kind: str
) -> None:
    hour = datetime.timedelta(hours=1)
    now = timezone.now()
    fields = {
        "scheduled": {"published_from": now + hour},
        "expired": {"published_from": now - 2 * hour, "published_until": now - hour},
    }.get(kind, {"status": kind})
    article = make_article(**fields)
    number, never = str(article.pk), str(article.pk + 1)
    hidden, unused = ask(client, shape.format(number)), ask(client, shape.format(never))
    assert hidden.status_code == unused.status_code == 404
    assert hidden.headers == unused.headers
    assert hidden.content.decode().replace(shape.format(number), "") == (
        unused.content.decode().replace(shape.format(never), "")
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_withdrawn_article_with_a_note_says_so_at_a_mistyped_address_too(
    client: Client, shape: str
) -> None:
    article = make_article(
        status="withdrawn", withdrawal_note="Sai số liệu.", withdrawn_at=timezone.now()
    )
    right = client.get(article.get_absolute_url())
    mistyped = ask(client, shape.format(article.pk))
    assert mistyped.status_code == right.status_code == 410
    assert mistyped.content == right.content
    assert mistyped.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "path",
    [
        *(
            "//evil.example/bai/1",
            "//evil.example/",
            "/%5C%5Cevil.example/bai/1",
            "/https://evil.example",
        ),
        *(
            "/bai",
            "/bai/",
            "/bai/x/",
            "/中文/",
            "/ខ្មែរ",
            "/%EF%BF%BD/",
            "/bai/34٣/",
            "/bai/中34/",
            "/bai/-/",
            "/bai/%D9%A3%D9%A4/",
            "/bai/%EF%BC%93/",
            "/bai/1.5/x",
        ),
        *(
            "/bai/" + "9" * 18,
            "/bai/" + "9" * 19 + "/x/",
            "/bai/" + "9" * 5000,
            "/%00",
            "/bai/{pk}/%00/",
        ),
        *("/quan-tri/login)", "/media/x)", "/wp-login.php", "/chuyen-muc/khong-co)"),
        *("/luu-tru/2021/13/)", "/luu-tru/99999/)", "/luu-tru/2021/02/31.", "/trang/khong-co)"),
        "/" + "a/" * 2000,
    ],
)
def test_anything_else_is_not_found(client: Client, path: str) -> None:
    response = ask(client, path)
    is_desk = path.startswith("/quan-tri/")  # which asks who it is
    assert response.status_code == (302 if is_desk else 404)
    assert "evil" not in response.headers.get("Location", "")


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("/chuyen-muc/tin-tuc)", "/chuyen-muc/tin-tuc/"),
        ("/Chuyen-muc/Tin-Tuc/", "/chuyen-muc/tin-tuc/"),
        ("/chuyen-muc/TIN-TUC/", "/chuyen-muc/tin-tuc/"),
        ("/chuyên-mục/tin-tức/”", "/chuyen-muc/tin-tuc/"),
        ("//chuyen-muc//tin-tuc//rss", "/chuyen-muc/tin-tuc/rss/"),
        ("/chuyen-muc/tin-tuc/&fbclid=1", "/chuyen-muc/tin-tuc/"),
        ("/luu-tru/2021/)", "/luu-tru/2021/"),
        ("/luu-tru/2021/12.", "/luu-tru/2021/12/"),
        ("/luu-tru/2021/1/…", "/luu-tru/2021/01/"),
        ("/Luu-Tru/2021/12/8”", "/luu-tru/2021/12/08/"),
        ("/trang/gioi-thieu).", "/trang/gioi-thieu/"),
        ("/Trang/Gioi-Thieu/", "/trang/gioi-thieu/"),
        ("/tim-kiem/)", "/tim-kiem/"),
        ("/RSS", "/rss/"),
        ("/)", "/"),
        ("//", "/"),
        ("/&fbclid=1", "/"),
    ],
)
def test_other_pages_are_found_in_the_same_way(client: Client, path: str, right: str) -> None:
    make_category()
    Page.objects.create(title="Giới thiệu", slug="gioi-thieu", body="<p>Chữ</p>")
    response = ask(client, path)
    assert (response.status_code, response.headers.get("Location")) == (301, right)
    assert client.get(right).status_code == 200


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask(client, path)
    return len(asked)


def test_it_asks_at_most_twice_and_only_where_nothing_was_found(client: Client) -> None:
    article = make_article()
    queries(client, "/khong-co/")
    nowhere = queries(client, "/khong-co/")
    assert queries(client, f"/bai/{article.pk})") == nowhere + 1
    assert queries(client, f"/bai/{article.pk + 1})") == nowhere + 2
    assert queries(client, "/khong-co/)") == nowhere
    assert queries(client, f"/bai/{article.pk + 1}/x/") <= nowhere + 2


def test_bytes_that_are_no_text_are_not_found(client: Client) -> None:
    assert client.get("/bai/%FF%FE/").status_code == 404


def test_nothing_but_reading_is_moved(client: Client) -> None:
    article = make_article()
    assert client.post(f"/bai/{article.pk}").status_code == 404
    head = client.head(f"/bai/{article.pk}")
    assert (head.status_code, head.headers["Location"]) == (301, article.get_absolute_url())
