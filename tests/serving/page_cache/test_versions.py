"""Changes that are being written, rolled back, or whose writer dies: never an old page."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from time_machine import Traveller

from articles.models import Article
from caching import tags
from caching.backend import backend
from caching.versions import CHANGE_SECONDS, HostVersionStore
from serving.page_cache import handler
from serving.page_cache.backend import invalidate_everything
from serving.page_cache.cache import RawResponse
from serving.page_cache.handler import PageHandler
from tests.serving.page_cache.arrange import Worker, committed, counting_renders
from tests.support.processes import start_process
from tests.support.public_pages import fill_site

ONE = [tags.article(1)]


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel("2026-11-23 12:00 +07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def shared(folder: Path) -> HostVersionStore:
    return HostVersionStore(folder / "versions")


def test_other_processes_see_a_change_at_once(folder: Path, shared: HostVersionStore) -> None:
    other = HostVersionStore(folder / "versions")
    slots = other.slots(ONE)
    before = other.read_settled(slots)
    shared.announce(ONE)
    assert other.read(slots) != before
    assert other.read_settled(slots) is None
    shared.renew(ONE)
    assert other.read_settled(slots) not in (None, before)


def test_everything_is_a_part_of_every_page(shared: HostVersionStore) -> None:
    slots = shared.slots(ONE)
    before = shared.read_settled(slots)
    shared.renew([tags.EVERYTHING])
    assert shared.read_settled(slots) != before


def test_change_of_another_page_is_none_of_this_one(shared: HostVersionStore) -> None:
    slots = shared.slots(ONE)
    before = shared.read_settled(slots)
    shared.renew([tags.article(2)])
    assert shared.read_settled(slots) == before


def test_a_change_that_never_ends_is_over_after_a_minute(
    clock: Traveller, shared: HostVersionStore
) -> None:
    slots = shared.slots(ONE)
    before = shared.read_settled(slots)
    shared.announce(ONE)
    clock.shift(CHANGE_SECONDS - 1)
    assert shared.read_settled(slots) is None
    clock.shift(1)
    after = shared.read_settled(slots)
    assert after not in (None, before)
    assert after == shared.read(slots)


@pytest.mark.parametrize("step", [-3600, 3600, -86400])
def test_a_clock_that_steps_back_in_a_change_does_not_stretch_it(
    step: int, clock: Traveller, shared: HostVersionStore
) -> None:
    slots = shared.slots(ONE)
    before = shared.read_settled(slots)
    shared.announce(ONE)
    clock.shift(step)
    assert shared.read_settled(slots) not in (None, before)


def test_a_small_step_back_does_not_end_a_change(
    clock: Traveller, shared: HostVersionStore
) -> None:
    shared.announce(ONE)
    clock.shift(-2)
    assert shared.read_settled(shared.slots(ONE)) is None


def test_page_made_while_its_change_is_written_is_not_cached(
    clock: Traveller, folder: Path, worker: Worker, site: Article
) -> None:
    address = site.get_absolute_url()
    worker.get(address)
    with committed():
        site.body = "<p>Bản mới.</p>"
        site.save()
        with counting_renders() as renders:
            assert [worker.get(address).status for _ in range(2)] == [200, 200]
        assert len(renders) == 2
    with counting_renders() as renders:
        assert ["Bản mới." in Worker(folder).get(address).text for _ in range(2)] == [True, True]
    assert len(renders) == 1


@pytest.mark.django_db(transaction=True)
def test_rollback_shows_nothing_and_costs_a_minute_at_most(
    clock: Traveller, folder: Path, worker: Worker
) -> None:
    article = fill_site(articles=2)
    address = article.get_absolute_url()
    before = worker.get(address)

    with transaction.atomic():
        article.body = "<p>Không bao giờ đăng.</p>"
        article.save()
        transaction.set_rollback(True)
    for reader in (worker, Worker(folder)):
        assert reader.get(address).text == before.text
    clock.shift(CHANGE_SECONDS)
    with counting_renders() as renders:
        assert {worker.get(address).text for _ in range(3)} == {before.text}
    assert len(renders) == 1


def save_and_die(pk: int) -> None:
    """A process that is killed after its commit, before it could say so."""
    backend.restart()
    article = Article.objects.get(pk=pk)
    article.body = "<p>Đã vào cơ sở dữ liệu.</p>"
    with transaction.atomic():
        transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        article.save()


@pytest.mark.django_db(transaction=True)
def test_writer_killed_after_its_commit_leaves_no_old_page(folder: Path, worker: Worker) -> None:
    article = fill_site(articles=2)
    address = article.get_absolute_url()
    assert "Đã vào" not in worker.get(address).text
    process = start_process(save_and_die, article.pk)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    with counting_renders() as renders:
        for reader in (worker, worker, Worker(folder)):
            assert "Đã vào cơ sở dữ liệu." in reader.get(address).text
    assert len(renders) == 3
    with time_machine.travel(time.time() + CHANGE_SECONDS, tick=False):
        with counting_renders() as renders:
            for _ in range(3):
                assert "Đã vào cơ sở dữ liệu." in worker.get(address).text
        assert len(renders) == 1


def test_article_published_while_its_page_is_made_can_be_withdrawn(
    folder: Path, worker: Worker, site: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was no public page yet when its tags were looked up."""
    with committed():
        site.status = Article.Status.WITHDRAWN
        site.save()
    ask_django = handler.PageHandler._ask_django

    def publish_first(self: PageHandler, environ: dict[str, Any]) -> RawResponse:
        with committed():
            site.status = Article.Status.PUBLISHED
            site.save()
        return ask_django(self, environ)

    monkeypatch.setattr(handler.PageHandler, "_ask_django", publish_first)
    assert worker.get(site.get_absolute_url()).status == 200
    monkeypatch.undo()
    with committed():
        site.status = Article.Status.WITHDRAWN
        site.save()
    assert worker.get(site.get_absolute_url()).status == 404
    assert Worker(folder).get(site.get_absolute_url()).status == 404


def test_invalidate_everything_makes_every_page_anew(
    folder: Path, worker: Worker, site: Article
) -> None:
    worker.get("/")
    invalidate_everything()
    with counting_renders() as renders:
        worker.get("/")
    assert len(renders) == 1
