"""Many readers of one page at once, and readers while the database is gone."""

import datetime
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connections
from django.utils import timezone
from time_machine import Traveller

from articles.models import Article
from serving.page_cache import cache, handler
from serving.page_cache.cache import RawResponse
from serving.page_cache.handler import PageHandler
from tests.serving.page_cache.arrange import (
    Reply,
    Worker,
    committed,
    counting_renders,
    shared_pages,
)
from tests.support.factories import make_article
from tests.support.public_pages import fill_site
from tests.support.server import PATIENCE_SECONDS
from tests.support.visits import FIREFOX, written
from visitors import journal

THREADS = 12
OLD = cache.RENEW_SECONDS + 1
NOON = 1795410000.0  # 23-11-2026 12:00 in Vietnam


def in_threads(jobs: list[Callable[[], Reply]]) -> list[Reply]:
    """What the jobs return, all let go at once."""
    together = threading.Barrier(len(jobs))
    replies: list[Reply] = []

    def run(job: Callable[[], Reply]) -> None:
        together.wait(PATIENCE_SECONDS)
        try:
            replies.append(job())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert len(replies) == len(jobs)
    return replies


@pytest.mark.django_db(transaction=True)
def test_a_page_that_many_want_is_made_once(folder: Path, clock: Traveller) -> None:
    address = fill_site(articles=2).get_absolute_url()
    workers = [Worker(folder) for _ in range(3)]
    with counting_renders() as renders:
        replies = in_threads([partial(workers[n % 3].get, address) for n in range(THREADS)])
    assert len(renders) == 1
    assert all(reply == replies[0] for reply in replies)
    assert replies[0].status == 200


@pytest.mark.django_db(transaction=True)
def test_while_one_makes_an_old_page_anew_the_others_are_shown_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not shortly before midnight, which makes every page another.
    with time_machine.travel(NOON, tick=False):
        address = fill_site(articles=2).get_absolute_url()
        workers = [Worker(folder) for _ in range(2)]
        old = workers[0].get(address)
    Article.objects.update(body="<p>Sửa thẳng trong cơ sở dữ liệu.</p>")  # nobody is told
    ask_django = handler.PageHandler._ask_django
    begun, go_on = threading.Event(), threading.Event()

    def slowly(self: PageHandler, environ: dict[str, Any]) -> RawResponse:
        begun.set()
        assert go_on.wait(PATIENCE_SECONDS)
        return ask_django(self, environ)

    monkeypatch.setattr(handler.PageHandler, "_ask_django", slowly)
    with time_machine.travel(NOON + OLD, tick=False), counting_renders() as renders:
        newer: list[Reply] = []
        maker = threading.Thread(
            target=lambda: newer.extend(in_threads([lambda: workers[0].get(address)])), daemon=True
        )
        maker.start()
        assert begun.wait(PATIENCE_SECONDS)
        for reader in (*workers, Worker(folder)):
            assert reader.get(address) == old
        go_on.set()
        maker.join(PATIENCE_SECONDS)
        assert "Sửa thẳng" in newer[0].text
        assert workers[1].get(address) == newer[0]
    assert len(renders) == 1


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """Takes the database away, and gives it back."""

    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("could not connect to server")

    def set_there(is_there: bool) -> None:
        if is_there:
            patch.undo()
        else:
            patch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)

    with pytest.MonkeyPatch.context() as patch:
        yield set_there


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel("2026-11-23 12:00 +07:00", tick=False) as traveller:
        yield traveller


def test_cached_pages_answer_without_a_database_and_others_say_when_to_come_back(
    clock: Traveller, folder: Path, worker: Worker, site: Article, database: Callable[[bool], None]
) -> None:
    address = site.get_absolute_url()
    cached = worker.get(address, HTTP_USER_AGENT=FIREFOX)
    database(False)
    for seconds in (0, OLD, 24 * 3600):
        clock.shift(seconds)
        for reader in (worker, Worker(folder)):
            assert reader.get(address) == cached
            assert reader.get(address, method="HEAD").status == 200
            missing = reader.get("/")
            assert (missing.status, missing.headers["Retry-After"]) == (503, "30")
            assert "Trang tạm ngừng" in missing.text
    assert shared_pages(folder).get(f"http://testserver{address}?") is not None


def test_views_of_cached_pages_go_on_being_written_down(
    clock: Traveller, worker: Worker, site: Article, database: Callable[[bool], None]
) -> None:
    worker.get("/", HTTP_USER_AGENT=FIREFOX)
    database(False)
    worker.get("/", HTTP_USER_AGENT=FIREFOX)
    assert [written(name) for name in journal.names()] == [{"/": 2}]


def test_expired_article_does_not_outlive_its_time_without_a_database(
    clock: Traveller, folder: Path, worker: Worker, site: Article, database: Callable[[bool], None]
) -> None:
    with committed():
        site.published_until = timezone.now() + datetime.timedelta(minutes=30)
        site.save()
    addresses = (site.get_absolute_url(), site.get_print_url())
    for address in addresses:
        assert worker.get(address).status == 200
    database(False)
    clock.shift(30 * 60 - 1)
    assert [worker.get(address).status for address in addresses] == [200, 200]
    clock.shift(1)
    for reader in (worker, Worker(folder)):
        assert [reader.get(address).status for address in addresses] == [503, 503]
    database(True)
    assert [worker.get(address).status for address in addresses] == [404, 404]


def test_pages_recover_with_the_database(
    clock: Traveller,
    worker: Worker,
    site: Article,
    database: Callable[[bool], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cache, "DATABASE_RETRY_SECONDS", PATIENCE_SECONDS)
    old = worker.get("/")
    database(False)
    clock.shift(OLD)
    assert worker.get("/") == old
    assert worker.get("/tim-kiem/").status == 503
    database(True)
    assert worker.get("/tim-kiem/").status == 200
    Article.objects.update(title="Sửa thẳng trong cơ sở dữ liệu")
    with counting_renders() as renders:
        assert worker.get("/") == old  # the database is given a moment
    assert renders == []
    monkeypatch.setattr(cache, "DATABASE_RETRY_SECONDS", 0)
    assert "Sửa thẳng" in worker.get("/").text


def test_a_page_that_fails_is_shown_as_it_was_and_lets_the_others_be_made_anew(
    clock: Traveller, worker: Worker, site: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    old = worker.get("/")
    worker.get(site.get_absolute_url())
    monkeypatch.setattr("articles.views.front_page.top_stories", fail)
    clock.shift(OLD)
    assert worker.get("/") == old
    with counting_renders() as renders:
        worker.get(site.get_absolute_url())
    assert len(renders) == 1


def test_a_scheduled_article_is_not_hidden_by_a_step_back_of_the_clock(
    clock: Traveller, worker: Worker, site: Article
) -> None:
    """The timetable was read at 12:30; at 12:00 the article of 12:15 is still to come."""
    with committed():
        late = make_article(
            title="Tin hẹn giờ", published_from=timezone.now() + datetime.timedelta(minutes=15)
        )
    clock.shift(30 * 60)
    assert late.title in worker.get("/").text
    clock.shift(-30 * 60)
    assert late.title not in worker.get("/").text
    clock.shift(15 * 60 - 1)
    assert late.title not in worker.get("/").text
    clock.shift(1)
    assert late.title in worker.get("/").text
