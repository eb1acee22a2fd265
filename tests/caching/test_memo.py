"""A value is computed once, and anew as soon as it may be another."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from caching import tags
from caching.backend import backend
from caching.memo import LONGEST_SECONDS, Memo
from caching.versions import HostVersionStore

NOON = datetime.datetime(2026, 11, 23, 5, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def versions(settings: Settings, tmp_path: Path) -> Iterator[HostVersionStore]:
    settings.DATA_DIR = tmp_path
    backend.restart()
    store = backend.version_store
    assert isinstance(store, HostVersionStore)
    yield store
    backend.restart()


class Counter:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.asked


@pytest.fixture
def ask() -> Counter:
    return Counter()


def test_value_is_computed_once(ask: Counter) -> None:
    memo = Memo[int](tags.CARDS)
    assert [memo.get("a", NOON, ask) for _ in range(3)] == [1, 1, 1]


def test_each_key_has_its_own_value(ask: Counter) -> None:
    memo = Memo[int](tags.CARDS, most=2)
    assert [memo.get(key, NOON, ask) for key in "abab"] == [1, 2, 1, 2]


def test_a_change_makes_it_anew_and_another_tag_does_not(
    ask: Counter, versions: HostVersionStore
) -> None:
    memo = Memo[int](tags.CARDS)
    memo.get("a", NOON, ask)
    versions.renew([tags.VISITS])
    assert memo.get("a", NOON, ask) == 1
    versions.renew([tags.CARDS])
    assert memo.get("a", NOON, ask) == 2


def test_while_a_change_is_being_written_nothing_is_cached(
    ask: Counter, versions: HostVersionStore
) -> None:
    memo = Memo[int](tags.CARDS)
    versions.announce([tags.CARDS])
    assert [memo.get("a", NOON, ask) for _ in range(2)] == [1, 2]


def test_what_changes_meanwhile_is_not_missed(versions: HostVersionStore) -> None:
    memo = Memo[str](tags.CARDS)

    def old_value() -> str:
        versions.renew([tags.CARDS])  # after it was read
        return "old"

    assert memo.get("a", NOON, old_value) == "old"
    assert memo.get("a", NOON, lambda: "new") == "new"


def test_it_holds_until_its_time_and_not_before_it(ask: Counter) -> None:
    memo = Memo[int](tags.CARDS)
    until = (NOON + 60 * SECOND).timestamp()

    def get(at: datetime.datetime) -> int:
        return memo.get("a", at, ask, until=lambda value: until)

    assert [get(NOON), get(NOON + 59 * SECOND)] == [1, 1]
    assert get(NOON - SECOND) == 2  # the clock was put back
    assert get(NOON + 60 * SECOND) == 3


def test_nothing_is_cached_for_longer_than_ten_minutes(ask: Counter) -> None:
    memo = Memo[int](tags.CARDS)
    memo.get("a", NOON, ask)
    assert memo.get("a", NOON + LONGEST_SECONDS * SECOND, ask) == 2


def test_keys_without_end_stay_bounded(ask: Counter) -> None:
    memo = Memo[int](tags.CARDS, most=10)
    for key in range(1000):
        memo.get(key, NOON, ask)
    assert len(memo._entries) <= 10


def test_without_versions_everything_is_computed(
    ask: Counter, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.write_text("no folder")
    backend.restart()
    memo = Memo[int](tags.CARDS)
    assert [memo.get("a", NOON, ask) for _ in range(2)] == [1, 2]


def test_a_value_may_depend_on_more_than_the_others(
    ask: Counter, versions: HostVersionStore
) -> None:
    memo = Memo[int](most=2)

    def get(pk: int) -> int:
        return memo.get(pk, NOON, ask, depends=(tags.article(pk),))

    assert [get(1), get(2)] == [1, 2]
    versions.renew([tags.article(1)])
    assert [get(1), get(2)] == [3, 2]
