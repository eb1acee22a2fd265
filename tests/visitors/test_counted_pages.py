"""Which answers count, seen from outside."""

import ipaddress

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.support.visits import FIREFOX, visits_by_day
from visitors import journal, salts
from visitors.counter import counter
from visitors.models import PageViews

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.visitors.pages"
    settings.MIDDLEWARE = [
        "visitors.middleware.VisitCounterMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ]


def reader(**headers: str) -> Client:
    return Client(headers={"user-agent": FIREFOX, **headers}, raise_request_exception=False)


def counted() -> dict[str, int]:
    """Page views by address."""
    counter.aggregate()
    return dict(PageViews.objects.values_list("path", "views"))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "/"),
        ("/?trang=2&q=lúa", "/"),
        ("/bai/7/dang-doan/", "/bai/7/dang-doan/"),
        ("/bai/7/dang-doan/in/", "/bai/7/dang-doan/in/"),
        ("/bai/7/l%C3%BAa%20m%E1%BB%9Bi/", "/bai/7/lúa mới/"),
        ("/bai/7/a%00b%0Ac/", "/bai/7/ab\nc/"),
        ("/bai/7/%ff/", "/bai/7/%FF/"),
        (f"/bai/7/{'ữ' * 300}/", f"/bai/7/{'ữ' * 193}"),
        ("/upload-tin/", "/upload-tin/"),
    ],
)
def test_public_page_counts_under_its_address_without_query(address: str, path: str) -> None:
    assert reader().get(address).status_code == 200
    assert counted() == {path: 1}


@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri/",
        "/quan-tri/bai/",
        "/up",
        "/ready",
        "/rss/",
        "/robots.txt",
        "/moved/",
        "/broken/",
        "/khong-co/",
    ],
)
def test_admin_health_feeds_redirects_and_errors_are_not_counted(address: str) -> None:
    reader().get(address)
    assert counted() == {}


@pytest.mark.parametrize("method", ["head", "post", "options"])
def test_only_get_is_counted(method: str) -> None:
    assert getattr(reader(), method)("/").status_code == 200
    assert counted() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"Sec-Purpose": "Prefetch; anonymous-client-ip"},
        {"purpose": "prefetch"},
        {"x-purpose": "preview"},
        {"x-moz": "prefetch"},
    ],
)
def test_what_the_browser_fetches_ahead_is_not_counted(headers: dict[str, str]) -> None:
    reader(**headers).get("/")
    assert counted() == {}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "   ",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "curl/8.5.0",
        "python-requests/2.32",
    ],
)
def test_bots_and_empty_user_agents_are_not_counted(agent: str) -> None:
    reader(**{"user-agent": agent}).get("/")
    assert counted() == {}


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " coc_coc_browser/132.0 Chrome/126.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
        " Chrome/126.0 Mobile Safari/537.36 Zalo android/24070 ZaloTheme/light ZaloLanguage/vi",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
        " (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/470.0;FBDV/iPhone14,5;FBLC/vi_VN]",
    ],
)
def test_browsers_of_vietnamese_readers_are_counted(agent: str) -> None:
    reader(**{"user-agent": agent}).get("/")
    assert counted() == {"/": 1}


@pytest.mark.parametrize(("is_staff", "views"), [(True, {}), (False, {"/": 1})])
def test_logged_in_staff_is_not_counted(is_staff: bool, views: dict[str, int]) -> None:
    client = reader()
    client.force_login(User.objects.create(username="lan", is_staff=is_staff))
    client.get("/")
    assert counted() == views


def test_staff_is_not_counted_on_a_page_from_a_cache(settings: Settings) -> None:
    client = reader()
    client.force_login(User.objects.create(username="lan", is_staff=True))
    settings.MIDDLEWARE = settings.MIDDLEWARE[:1]
    client.get("/")
    assert counted() == {}


def test_a_session_cookie_that_means_nothing_hides_nobody(settings: Settings) -> None:
    client = reader()
    client.cookies[settings.SESSION_COOKIE_NAME] = "khong-co"
    client.get("/")
    assert counted() == {"/": 1}


def test_counting_costs_no_query_after_the_first_view(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = reader()
    client.get("/")
    with django_assert_num_queries(0):
        client.get("/bai/7/lua/")


def test_counting_sets_no_cookie_and_varies_on_none() -> None:
    answer = reader().get("/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_200_views_of_one_reader_are_one_visit_and_of_200_readers_are_200() -> None:
    client = reader()
    for _ in range(200):
        client.get("/", REMOTE_ADDR="203.0.113.1")
    for last in range(200):
        client.get("/", REMOTE_ADDR=f"198.51.100.{last}")
    counter.aggregate()
    assert list(visits_by_day().values()) == [(201, 400)]


def test_thousand_forged_forwarded_headers_are_one_visit(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8")]
    client = reader()
    for number in range(1000):
        forged = f"198.{number // 250}.100.{number % 250}"
        client.get("/", REMOTE_ADDR="203.0.113.1", headers={"x-forwarded-for": forged})
    counter.aggregate()
    assert [visits for visits, _ in visits_by_day().values()] == [1]


def test_database_that_is_gone_costs_no_page_and_one_log_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(salts, "read_salt", fail)
    client = reader()
    answers = [client.get("/") for _ in range(20)]
    assert {answer.status_code for answer in answers} == {200}
    assert len([line for line in caplog.messages if "có lượt xem không đếm được" in line]) == 1
    assert journal.names() == []


def test_disk_that_is_full_costs_no_page_and_one_log_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", fail)
    client = reader()
    assert {client.get("/").status_code for _ in range(20)} == {200}
    assert len([line for line in caplog.messages if "có lượt xem không đếm được" in line]) == 1
    monkeypatch.undo()
    client.get("/")
    assert caplog.messages[-1] == "có lượt xem không đếm được: đã hết, sau 20 lần"


@pytest.mark.parametrize(
    ("agent", "views"),
    [
        ("Mozilla/5.0 (compatible; SomethingNew-Bot/1.0; crawler)", {}),
        ("ZaloBot", {}),
        ("kube-probe/1.30", {}),
        ("PostmanRuntime/7.1", {}),
        ("Mozilla/5.0 (Linux; Android 9; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/99", {"/": 1}),
        ("Mozilla/5.0 (Linux; Android 12) Chrome/99 Mobile Zalo android/12100", {"/": 1}),
        ("Mozilla/5.0 (Windows NT 6.1) coc_coc_browser/87 Chrome/81", {"/": 1}),
    ],
)
def test_programs_without_a_known_name_are_not_counted(agent: str, views: dict[str, int]) -> None:
    reader(**{"user-agent": agent}).get("/")
    assert counted() == views
