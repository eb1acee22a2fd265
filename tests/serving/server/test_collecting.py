"""A worker gives back what pages leave behind, though it seldom looks for it."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from serving.server.worker import COLLECT_AFTER, spare_the_collector

LOADED = 40 * COLLECT_AFTER  # objects


class Ring:
    """Refers to itself, as requests and templates do: only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_in_a_worker() -> Iterator[None]:
    thresholds = gc.get_threshold()
    loaded: list[list[object]] = [[] for _ in range(LOADED)]
    gc.collect()
    spare_the_collector()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    del loaded


def collect_briefly(times: int) -> None:
    """As many collections as so many pages bring about."""
    for _ in range(times):
        [[] for _ in range(COLLECT_AFTER + 1000)]  # some come from Python's own store of lists


def test_what_outlived_some_collections_is_soon_given_back() -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    collect_briefly(13)
    del ring
    collect_briefly(26)
    assert gone() is None


def test_what_was_loaded_is_not_looked_through() -> None:
    assert gc.get_freeze_count() >= LOADED
