"""Several hosts share versions and pages through a real Redis, and go on without it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from caching import tags
from caching.versions import slots_of
from serving.page_cache import redis_store
from serving.page_cache.pages import CachedPage, make_page
from serving.page_cache.redis_store import UNKNOWN, Connection, RedisPageStore, RedisVersionStore
from tests.support.redis_server import redis_server

PATIENCE_SECONDS = 30
TIMEOUT_OF_THE_SITE = redis_store.TIMEOUT_SECONDS


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def url(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A Redis that is there, though perhaps slow where the machine is busy."""
    monkeypatch.setattr(redis_store, "TIMEOUT_SECONDS", PATIENCE_SECONDS)
    redis.Redis.from_url(server).flushall()
    redis_store.failure_log.succeeded()
    return server


def host(url: str) -> RedisVersionStore:
    """The versions as another host sees them."""
    return RedisVersionStore(Connection(url))


def settled(versions: RedisVersionStore, *names: str) -> tuple[int, ...]:
    slots = versions.slots(names)
    versions.read(slots)  # the first look gives EVERYTHING its number
    found = versions.read_settled(slots)
    assert found is not None
    return found


def make_some_page(**overrides: Any) -> CachedPage:
    state = {
        "slots": (1, 2),
        "versions": (3, 5),
        "made_at": 1.0,
        "fresh_until": 2.0,
        "public_until": float("inf"),
    }
    return make_page("/", [("Content-Type", "text/html")], b"<p>Tin", **{**state, **overrides})


def test_a_change_on_one_host_is_seen_on_the_other(url: str) -> None:
    here, there = host(url), host(url)
    before = settled(there, tags.CARDS)
    other_before = settled(there, tags.VISITS)
    here.renew([tags.CARDS])
    assert there.read(there.slots([tags.CARDS])) != before
    assert there.read(there.slots([tags.VISITS])) == other_before


def test_while_a_change_is_being_written_nothing_is_cached(url: str) -> None:
    here, there = host(url), host(url)
    settled(there, tags.CARDS)
    here.announce([tags.CARDS])
    assert there.read_settled(there.slots([tags.CARDS])) is None
    here.renew([tags.CARDS])
    assert there.read_settled(there.slots([tags.CARDS])) is not None


def test_a_redis_that_forgot_everything_makes_no_old_page_good_again(url: str) -> None:
    versions = host(url)
    before = settled(versions, tags.CARDS)
    redis.Redis.from_url(url).flushall()
    slots = versions.slots([tags.CARDS])
    assert versions.read(slots) != before
    assert settled(versions, tags.CARDS) != before


def test_a_page_made_on_one_host_is_found_on_the_other(url: str) -> None:
    page = make_some_page()
    RedisPageStore(Connection(url)).put("http://a/?", page)
    assert RedisPageStore(Connection(url)).get("http://a/?") == page


def test_a_damaged_page_is_none(url: str) -> None:
    pages = RedisPageStore(Connection(url))
    pages.put("http://a/?", make_some_page())
    redis.Redis.from_url(url).set(redis_store.page_name("http://a/?"), b"\xff{")
    assert pages.get("http://a/?") is None


@pytest.mark.parametrize("name", [tags.EVERYTHING, tags.CARDS])
@pytest.mark.parametrize("foreign", [b"abc", b"", b"-4", b"1.5", b"9" * 30, b"\xff\x00"])
def test_a_foreign_number_is_replaced_and_what_depends_on_it_made_anew(
    url: str, name: str, foreign: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    versions = host(url)
    before = settled(versions, tags.CARDS)
    redis_store.foreign_log.succeeded()
    caplog.clear()
    (slot,) = set(versions.slots([name])) & set(slots_of([name]))
    for _ in range(2):
        redis.Redis.from_url(url).set(redis_store.name_of(slot), foreign)
        versions.read(versions.slots([tags.CARDS]))
        after = settled(versions, tags.CARDS)
        assert after != before
        assert settled(host(url), tags.CARDS) == after
    assert len([line for line in caplog.messages if "giá trị lạ trong Redis" in line]) == 1


def test_a_foreign_list_where_numbers_or_pages_are_kept_goes(url: str) -> None:
    versions, pages = host(url), RedisPageStore(Connection(url))
    before = settled(versions, tags.CARDS)
    client = redis.Redis.from_url(url)
    (everything,) = slots_of([tags.EVERYTHING])
    for name in (redis_store.name_of(everything), redis_store.page_name("http://a/?")):
        client.delete(name)
        client.rpush(name, "việc của chương trình khác")
    versions.read(versions.slots([tags.CARDS]))
    assert settled(versions, tags.CARDS) != before
    assert pages.get("http://a/?") is None
    pages.put("http://a/?", make_some_page())  # and Redis was not given up for it
    assert pages.get("http://a/?") == make_some_page()


def test_without_redis_nothing_is_cached_and_it_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gone = f"unix://{tmp_path}/gone.sock"
    versions = host(gone)
    slots = versions.slots([tags.CARDS])
    for _ in range(3):
        assert versions.read(slots) == UNKNOWN
        assert versions.read_settled(slots) is None
        RedisPageStore(Connection(gone)).put("http://a/?", make_some_page())
    assert len([line for line in caplog.messages if "Redis không trả lời" in line]) == 1


def test_a_change_that_could_not_be_told_makes_everything_anew_later(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = Connection(url)
    here, there = RedisVersionStore(connection), host(url)
    before = settled(there, tags.VISITS)
    ask = connection.ask
    monkeypatch.setattr(connection, "ask", lambda question, **how: None)
    here.renew([tags.CARDS])
    assert here.read(here.slots([tags.VISITS])) == UNKNOWN
    monkeypatch.setattr(connection, "ask", ask)
    here.read(here.slots([tags.VISITS]))
    assert there.read(there.slots([tags.VISITS])) != before


def test_a_redis_that_hangs_costs_half_a_second_once(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(host(url), tags.CARDS)
    monkeypatch.setattr(redis_store, "TIMEOUT_SECONDS", TIMEOUT_OF_THE_SITE)
    connection = Connection(url)
    versions = RedisVersionStore(connection)
    slots = versions.slots([tags.CARDS])
    admin = redis.Redis.from_url(url)
    process = int(admin.info("server")["process_id"])
    asked: list[int] = []
    os.kill(process, signal.SIGSTOP)
    try:
        assert versions.read(slots) == UNKNOWN
        assert connection.ask(lambda client: asked.append(1)) is None
        assert asked == []
    finally:
        os.kill(process, signal.SIGCONT)


def test_what_one_change_missed_is_not_made_up_for_by_another(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = Connection(url)
    here, there = RedisVersionStore(connection), host(url)
    before = settled(there, tags.VISITS)
    with monkeypatch.context() as patch:
        patch.setattr(connection, "ask", lambda question, **how: None)
        here.renew([tags.VISITS])
    here.renew([tags.CARDS])
    here.read(here.slots([tags.CARDS]))
    assert there.read(there.slots([tags.VISITS])) != before


def test_redis_that_was_started_anew_makes_no_old_page_good_again(url: str) -> None:
    """What it brings back may be older than the last change."""
    before = settled(host(url), tags.CARDS)
    assert settled(host(url), tags.CARDS) == before, "which another connection changes nothing of"
    redis.Redis.from_url(url).set(redis_store.RUN, "of the one before")
    after = settled(host(url), tags.CARDS)
    assert after != before
    assert settled(host(url), tags.CARDS) == after


@pytest.mark.parametrize("foreign", ["list", "refused"])
def test_redis_that_does_not_tell_its_run_is_used_all_the_same(
    url: str, foreign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = redis.Redis.from_url(url)
    if foreign == "list":
        client.delete(redis_store.RUN)
        client.rpush(redis_store.RUN, "việc của chương trình khác")
    else:
        monkeypatch.setattr(redis_store, "run_of", lambda info: b"")
    assert settled(host(url), tags.CARDS)
    RedisPageStore(Connection(url)).put("http://a/?", make_some_page())
    assert RedisPageStore(Connection(url)).get("http://a/?") == make_some_page()
