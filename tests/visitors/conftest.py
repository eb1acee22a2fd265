from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.support.server import Site, make_site
from visitors.counter import counter


@pytest.fixture(autouse=True)
def own_counter(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Each test has journals of its own, and a process that has only just started."""
    settings.DATA_DIR = tmp_path
    settings.VISITS_TICKER = False
    settings.TRUSTED_PROXIES = []
    counter.restart()
    yield
    counter.restart()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with make_site(tmp_path_factory.mktemp("site")) as made:
        yield made
