"""Links to the site that was here before lead to its articles, and tell nobody of a draft."""

import contextlib
import datetime
import random
import string
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import OldAddress, UnansweredAddress
from articles.old_addresses import unanswered
from articles.old_addresses.normal_form import normal_address, requested_address
from articles.old_addresses.unanswered import UnansweredCounter, write
from articles.old_addresses.writing import OldAddressRefused, doubts_about, note
from tests.support.factories import make_article
from tests.support.visits import FIREFOX

OLD = "https://hoi.example.vn/tin-hoat-dong/Trao-sinh-kế-145.html"
SAME = [
    "https://hoi.example.vn/tin-hoat-dong/trao-sinh-k%E1%BA%BF-145.html",
    "http://www.hoi.example.vn:80/tin-hoat-dong/Trao-sinh-kế-145.html#dau",
    "/tin-hoat-dong/trao-sinh-kế-145.html/",
    "//hoi.example.vn//tin-hoat-dong//trao-sinh-kế-145.html",
    "hoi.example.vn/TIN-HOAT-DONG/trao-sinh-kế-145.html?fbclid=abc&utm_source=zalo",
    "tin-hoat-dong/trao-sinh-ke\u0302\u0301-145.html",
]


@pytest.mark.parametrize("address", SAME)
def test_ways_to_write_an_address_are_one(address: str) -> None:
    assert normal_address(address)[1:] == normal_address(OLD)[1:]


@pytest.mark.parametrize(
    "address",
    [
        "/tin-hoat-dong/print/trao-sinh-kế-145.html",
        "/print/tin-hoat-dong/trao-sinh-kế-145/",
        "/tin-hoat-dong/savefile/trao-sinh-kế-145.html",
        "/tin-hoat-dong/trao-sinh-kế-145.html?print=1",
        "/tin-hoat-dong/trao-sinh-kế-145.html?tmpl=component&print=1&layout=default",
        "/tin-hoat-dong/trao-sinh-kế-145",
        "/tin-hoat-dong/trao-sinh-kế-145.htm",
        "/tin-hoat-dong/trao-sinh-kế-145/print/",
    ],
)
def test_print_view_and_form_without_html_are_the_page(address: str) -> None:
    assert normal_address(address).loose == normal_address(OLD).loose
    assert normal_address(address).exact != normal_address(OLD).exact


def test_print_view_in_the_query_of_an_old_nukeviet_is_the_page() -> None:
    page = normal_address("/index.php?language=vi&nv=news&op=tin/ten-bai-12")
    assert (
        normal_address("/index.php?op=print/tin/ten-bai-12&nv=news&language=vi").loose == page.loose
    )
    assert normal_address("/index.php?op=tin/ten-bai-13&nv=news&language=vi").loose != page.loose


@pytest.mark.parametrize(
    "address",
    [
        "/tin-hoat-dong/trao-sinh-kế-146.html",
        "/tin-hoat-dong/trao-sinh-kế-145.html?id=2",
        "/trao-sinh-kế-145.html",
        "/tin-hoat-dong/trao-sinh-ke-145.html",
    ],
)
def test_other_addresses_are_others(address: str) -> None:
    assert normal_address(address).loose != normal_address(OLD).loose


@pytest.mark.parametrize(
    "address", ["", "/", "https://hoi.example.vn", "hoi.example.vn/#x", "/" * 3000]
)
def test_what_names_no_page_is_no_old_address(address: str) -> None:
    with pytest.raises(ValueError, match=r"^/?"):
        normal_address(address)


SEGMENTS = st.lists(
    st.text("aăâbcđeêioôơuưyÀẾỘ09-_.~ %&+;=@:!$,'()*", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: text.strip(".~ ") and not text.endswith((" ", "."))),
    min_size=1,
    max_size=4,
)
PAIRS = st.lists(
    st.tuples(st.text("abcđekopx", min_size=3, max_size=6), st.text("aế09-/&=+% ", max_size=8)),
    max_size=4,
    unique_by=lambda pair: pair[0].casefold(),
)


@given(SEGMENTS, PAIRS, st.randoms(use_true_random=False))
def test_address_is_the_same_however_it_is_escaped_sorted_and_capitalised(
    segments: list[str], pairs: list[tuple[str, str]], chance: random.Random
) -> None:
    def escaped(text: str) -> str:
        letters = [letter.upper() if chance.random() < 0.5 else letter.lower() for letter in text]
        return "".join(
            letter
            if letter in string.ascii_letters + string.digits + "-" and chance.random() < 0.7
            else "".join(
                f"%{byte:02X}" if chance.random() < 0.5 else f"%{byte:02x}"
                for byte in letter.encode()
            )
            for letter in letters
        )

    def written() -> str:
        chance.shuffle(pairs)
        query = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in pairs)
        slashes = "/" * chance.randint(0, 2)
        host = chance.choice(["", "https://hoi.example.vn", "http://WWW.hoi.example.vn:8080"])
        return f"{host}/{'/'.join(map(escaped, segments))}{slashes}{'?' if query else ''}{query}"

    first, second = normal_address(written()), normal_address(written())
    assert first[1:] == second[1:]
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
    assert requested_address("", "/" + "/".join(segments), query)[1:] == first[1:]


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_request_breaks_the_comparison(path: str, query: str) -> None:
    with contextlib.suppress(ValueError):
        assert len(requested_address(path, path, query).exact) == 32
    with contextlib.suppress(ValueError):
        assert len(normal_address(path + query).exact) == 32


def ask(client: Client, address: str, **headers: Any) -> tuple[int, str | None]:
    response = client.get(address, **headers)
    return response.status_code, response.headers.get("Location")


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", [SAME[0][len("https://hoi.example.vn") :], SAME[2]])
def test_old_address_moves_to_its_article_in_one_hop(client: Client, address: str) -> None:
    article = make_article()
    note(article, OLD)
    assert ask(client, address) == (301, article.get_absolute_url())
    assert client.get(article.get_absolute_url()).status_code == 200


def test_old_address_follows_its_article_through_withdrawal_and_back(client: Client) -> None:
    article = make_article()
    note(article, "/tin/bai-1.html")
    for status, found in (
        ("published", 301),
        ("withdrawn", 404),
        ("draft", 404),
        ("published", 301),
    ):
        article.status = status
        article.save()
        response = client.get("/tin/bai-1.html")
        assert response.status_code == found
        if found == 301:
            assert response.headers["Cache-Control"] == "no-cache"


def test_old_address_of_what_nobody_may_read_yet_is_404(client: Client) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    article = make_article(title="Chưa ai biết", published_from=tomorrow)
    note(article, "/tin/bai-1.html")
    response = client.get("/tin/bai-1.html")
    assert response.status_code == 404
    assert "Chưa ai biết" not in response.content.decode()


def test_print_view_itself_comes_before_the_page_of_another_article(client: Client) -> None:
    page, other = make_article(title="Một"), make_article(title="Hai")
    note(page, "/tin/bai-1.html")
    note(other, "/tin/print/bai-1.html")
    assert ask(client, "/tin/print/bai-1.html") == (301, other.get_absolute_url())
    assert ask(client, "/tin/bai-1.html?print=1")[0] == 404  # nobody can tell


def test_host_decides_between_two_articles_with_one_address(client: Client) -> None:
    one, other = make_article(title="Một"), make_article(title="Hai")
    note(one, "https://mot.example.vn/tin/bai-1.html")
    row, _ = note(other, "https://hai.example.vn/tin/bai-1.html")
    assert doubts_about(row) == []
    assert ask(client, "/tin/bai-1.html")[0] == 404
    answer = ask(client, "/tin/bai-1.html", headers={"Host": "www.hai.example.vn"})
    assert answer[0] in (301, 400)  # 400 where that host is not served


def test_two_articles_with_one_address_are_a_doubt_and_lead_nowhere(client: Client) -> None:
    one, other = make_article(title="Một"), make_article(title="Hai")
    note(one, "https://hoi.example.vn/tin/bai-1.html")
    row, _ = note(other, "/tin/bai-1.html")
    assert doubts_about(row) == ["Địa chỉ cũ /tin/bai-1.html cũng là của bài khác: “Một”."]
    assert ask(client, "/tin/bai-1.html")[0] == 404
    one.delete()
    assert ask(client, "/tin/bai-1.html") == (301, other.get_absolute_url())


@pytest.mark.parametrize(
    "form", ["{url}", "https://moi.example.vn{url}", "/bai/7/x/", "/", "/quan-tri/"]
)
def test_address_of_this_site_is_refused(form: str) -> None:
    article = make_article()
    with pytest.raises(OldAddressRefused, match=r"dẫn vòng quanh|không phải địa chỉ"):
        note(article, form.format(url=article.get_absolute_url()))
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize(
    ("noted", "asked"),
    [
        ("https://hoi.example.vn/?p=12", "/?p=12"),
        ("/?p=12", "/?fbclid=x&p=12&utm_source=zalo"),
        ("/?page_id=2", "/?page_id=2"),
        ("hoi.example.vn/?nv=news&op=tin/bai-12", "/?op=tin/bai-12&nv=news"),
    ],
)
def test_page_in_the_query_of_a_front_page_leads_to_its_article(
    client: Client, noted: str, asked: str
) -> None:
    article = make_article()
    note(article, noted)
    assert ask(client, asked) == (301, article.get_absolute_url())
    article.status = "draft"
    article.save()
    assert ask(client, asked) == (200, None), "the front page"


def test_front_page_without_such_a_query_asks_for_no_old_address(client: Client) -> None:
    note(make_article(), "/?p=12")
    for address in ("/", "/?fbclid=12", "/?trang=2", "/?utm_source=p"):
        with CaptureQueriesContext(connection) as asked:
            assert ask(client, address) == (200, None)
        assert not any("oldaddress" in query["sql"] for query in asked)
    for address in ("/?p=13", "/?p=", "/?id=%00", "/?q=" + "x" * 3000):
        assert ask(client, address) == (200, None)


def test_address_is_noted_once(client: Client) -> None:
    article = make_article()
    assert note(article, OLD)[1]
    assert not note(article, SAME[1])[1]


def test_page_that_is_there_asks_for_no_old_address(client: Client) -> None:
    article = make_article()
    note(article, OLD)
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
        client.get(article.get_absolute_url())
        client.get("/tim-kiem/?q=x")
    assert not any("oldaddress" in query["sql"] for query in asked)


def test_404_asks_once(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/tin/khong-co.html")
    assert sum("oldaddress" in query["sql"] for query in asked) == 1


def test_post_to_an_old_address_is_404(client: Client) -> None:
    note(make_article(), OLD)
    assert client.post("/tin-hoat-dong/trao-sinh-kế-145.html").status_code in (403, 404)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> UnansweredCounter:
    fresh = UnansweredCounter()
    monkeypatch.setattr(unanswered, "unanswered_counter", fresh)
    return fresh


def ask_from(client: Client, network: str, address: str, agent: str = FIREFOX) -> None:
    client.get(address, REMOTE_ADDR=network, headers={"User-Agent": agent})


def test_address_is_listed_once_a_second_network_has_asked(
    client: Client, asked: UnansweredCounter
) -> None:
    for _ in range(5):
        ask_from(client, "192.0.2.1", "/tin/mat-roi.html")
    assert asked.take() == []
    ask_from(client, "192.0.2.2", "/tin/mat-roi.html")
    ask_from(client, "192.0.2.3", "/tin/MAT-roi.html")
    write(asked.take())
    row = UnansweredAddress.objects.get()
    assert (row.address, row.times) == ("/tin/mat-roi.html", 3)
    assert asked.take() == []
    ask_from(client, "192.0.2.4", "/tin/mat-roi.html")
    write(asked.take())
    row.refresh_from_db()
    assert row.times == 4


def test_noting_a_listed_address_takes_it_off_the_list() -> None:
    exact = normal_address("/tin/mat-roi.html").exact
    UnansweredAddress.objects.create(address="/tin/mat-roi.html", exact=exact, times=3)
    note(make_article(), "https://hoi.example.vn/tin/mat-roi.html")
    assert not UnansweredAddress.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/wp-login.php",
            "/.env",
            "/favicon-2.ico",
            "/xem-truoc/abc/",
            "/quan-tri/x/",
            "/media/x.jpg",
        ),
        *("/tin/?mail=lan@example.vn", "/tin?tel=0912345678", "/x?key=a81kd72hs91kq7d62jslq01x"),
        *("/tim-kiem", "/bai/99", "/%00", "/" + "x" * 300, "/chuyen-muc/khong-co/"),
    ],
)
def test_what_is_no_old_link_or_somebodys_own_is_not_listed(
    client: Client, asked: UnansweredCounter, address: str
) -> None:
    ask_from(client, "192.0.2.1", address)
    ask_from(client, "192.0.2.2", address)
    assert asked.take() == []


def test_programs_are_not_people(client: Client, asked: UnansweredCounter) -> None:
    ask_from(client, "192.0.2.1", "/tin/mat-roi.html", "Googlebot/2.1")
    ask_from(client, "192.0.2.2", "/tin/mat-roi.html", "curl/8")
    assert asked.take() == []


def test_one_stranger_fills_neither_memory_nor_list(asked: UnansweredCounter) -> None:
    for number in range(2_000):
        asked.note(f"{number:032}", f"/tin/{number}", "192.0.2.1")
        asked.note(f"{number:032}", f"/tin/{number}", "192.0.2.2")
    assert len(asked.take()) <= unanswered.MOST_PER_NETWORK
    for number in range(20_000):
        asked.note(f"{number:032}", f"/tin/{number}", f"network {number // 9}")
    assert len(asked.take()) <= unanswered.MOST_ADDRESSES


def test_list_holds_what_is_asked_for_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_ROWS", 3)
    write([unanswered.AddressCount(f"{n:032}", f"/tin/{n}", times=n) for n in range(2, 9)])
    assert [row.times for row in UnansweredAddress.objects.all()] == [8, 7, 6]


def test_request_writes_nothing(client: Client, asked: UnansweredCounter) -> None:
    with CaptureQueriesContext(connection) as queries:
        ask_from(client, "192.0.2.1", "/tin/mat-roi.html")
        ask_from(client, "192.0.2.2", "/tin/mat-roi.html")
    written = [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]
    # The figures of the page may just have come to be added up.
    assert [sql for sql in written if "articles_" in sql or "importing_" in sql] == []
