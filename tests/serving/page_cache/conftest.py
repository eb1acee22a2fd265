from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from pytest_django import Settings

from articles.models import Article
from caching.backend import backend
from tests.serving.page_cache.arrange import Worker, committed, show
from tests.support.public_pages import fill_site
from visitors.counter import counter


@pytest.fixture(autouse=True)
def own_cache(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Each test has a cache of its own, and figures that stand still."""
    settings.DATA_DIR = tmp_path
    settings.TRUSTED_PROXIES = []
    backend.restart()
    counter.restart()
    monkeypatch.setattr(counter.latest, "is_old", lambda: False)
    show()
    yield
    counter.restart()
    backend.restart()


@pytest.fixture(autouse=True)
def open_connections() -> Iterator[None]:
    """As Django's test client has it: a request does not end the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the workers of this test keep what they share; editors' changes are announced there."""
    return tmp_path / "cache"


@pytest.fixture
def worker(folder: Path) -> Worker:
    return Worker(folder)


@pytest.fixture
def site(db: None) -> Article:
    """A site with everything on it; the article whose addresses are asked for."""
    with committed():
        return fill_site(articles=14)
