"""Programs are turned away from the figures, and how many came is known: one number a day."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError, connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import Traveller

from tests.support.visits import (
    FIREFOX,
    bots_by_day,
    make_bot_view,
    make_view,
    moment,
    visits_by_day,
    write,
)
from visitors import bulk_sql, journal
from visitors.counter import counter
from visitors.models import DaySalt, DaySeal, PageViews, Reader, VisitCorrection
from visitors.verification import verify_ledger

pytestmark = pytest.mark.django_db

GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture(autouse=True)
def monday_noon() -> Iterator[Traveller]:
    with time_machine.travel(moment("2026-11-23 12:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def small_site(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a server: no page asks the database, and here no thread does either."""
    monkeypatch.setattr(counter, "has_ticker", True)
    monkeypatch.setattr(counter.ticker, "ask", lambda: None)
    settings.ROOT_URLCONF = "tests.visitors.pages"
    settings.MIDDLEWARE = ["visitors.middleware.VisitCounterMiddleware"]


def program(agent: str = GOOGLE, **headers: str) -> Client:
    return Client(headers={"user-agent": agent, **headers}, raise_request_exception=False)


@pytest.mark.parametrize("agent", [GOOGLE, "curl/8.5.0", "", "   "])
def test_page_shown_to_a_program_adds_to_the_days_number_and_to_nothing_else(
    small_site: None, agent: str
) -> None:
    for address in ("/", "/bai/7/lua/"):
        program(agent).get(address)
    counter.aggregate()
    assert bots_by_day() == {"2026-11-23": 2}
    assert visits_by_day() == {}
    for model in (PageViews, Reader, DaySalt):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    "address", ["/quan-tri/", "/up", "/rss/", "/robots.txt", "/moved/", "/broken/", "/khong-co/"]
)
def test_what_would_not_count_for_a_reader_does_not_count_for_a_program(
    small_site: None, address: str
) -> None:
    program().get(address)
    program().head("/")
    program(**{"sec-purpose": "prefetch"}).get("/")
    counter.aggregate()
    assert bots_by_day() == {}


def test_readers_are_no_programs(small_site: None) -> None:
    program(FIREFOX).get("/")
    counter.aggregate()
    assert bots_by_day() == {}


def test_staff_that_use_a_program_are_counted_nowhere(small_site: None, settings: Settings) -> None:
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ]
    client = program()
    client.force_login(User.objects.create(username="lan", is_staff=True))
    client.get("/")
    counter.aggregate()
    assert bots_by_day() == {}


def test_program_costs_no_query_and_needs_no_database(
    small_site: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        program().get("/")

    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as broken:
        broken.setattr(connections["default"], "cursor", fail)
        assert program().get("/").status_code == 200
    assert caplog.messages == []
    counter.aggregate()
    assert bots_by_day() == {"2026-11-23": 2}


def test_journal_says_of_a_program_only_when_it_came(small_site: None) -> None:
    program().get("/bai/7/lua/", REMOTE_ADDR="203.0.113.77")
    (name,) = journal.names()
    assert (journal.folder() / name).read_bytes().rstrip(b"\0").split() == [
        b"2026-11-23",
        str(moment("2026-11-23 12:00")).encode(),
    ]


def test_programs_and_readers_of_one_journal_are_told_apart() -> None:
    write(
        make_view("2026-11-22 23:59"),
        make_bot_view("2026-11-22 23:59"),
        make_bot_view("2026-11-23 00:00"),
        make_view("2026-11-23 00:01"),
        make_bot_view("2026-11-23 00:01"),
    )
    assert counter.aggregate() == 5
    write(make_bot_view("2026-11-23 00:02"))
    assert counter.aggregate() == 1
    assert counter.aggregate() == 0
    assert bots_by_day() == {"2026-11-22": 1, "2026-11-23": 3}
    assert visits_by_day() == {"2026-11-22": (1, 1), "2026-11-23": (1, 1)}
    assert journal.names() == []


def test_crash_before_the_commit_loses_and_doubles_no_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(make_bot_view("2026-11-23 11:00"))

    def crash(*args: object) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as broken:
        broken.setattr(bulk_sql, "upsert", crash)
        with pytest.raises(OperationalError):
            counter.aggregate()
    assert bots_by_day() == {}
    counter.aggregate()
    assert bots_by_day() == {"2026-11-23": 1}


def test_day_that_only_programs_came_on_needs_no_seal() -> None:
    write(make_bot_view("2026-11-20 10:00"), make_view("2026-11-21 10:00"))
    counter.aggregate()
    assert [str(seal.day) for seal in DaySeal.objects.all()] == ["2026-11-21"]
    assert verify_ledger().faults == []
    assert verify_ledger().waiting == 0
    call_command("verify_visits")


def test_programs_counted_after_a_days_seal_break_nothing_and_correct_nothing() -> None:
    write(make_view("2026-11-20 10:00"), make_bot_view("2026-11-20 10:00"))
    counter.aggregate()
    seal = DaySeal.objects.get().seal
    write(make_bot_view("2026-11-20 10:00"), make_bot_view("2026-11-19 10:00"))
    counter.aggregate()
    assert bots_by_day() == {"2026-11-19": 1, "2026-11-20": 2}
    assert DaySeal.objects.get().seal == seal
    assert not VisitCorrection.objects.exists()
    assert verify_ledger().faults == []


def test_numbers_are_kept_for_ever(monday_noon: Traveller) -> None:
    write(make_bot_view("2026-11-23 11:00"))
    counter.aggregate()
    monday_noon.move_to(moment("2030-01-01 00:00"))
    counter.aggregate()
    assert bots_by_day() == {"2026-11-23": 1}
