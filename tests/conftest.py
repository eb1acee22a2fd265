"""What every test stands on: its own media folder, and nothing kept from the test before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import setting_changed
from django.db import connections
from django.dispatch import receiver
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis
from pytest_django import Settings

from caching.backend import backend
from clients.client_ip import trusted_proxies
from tests.support.s3 import s3_server

# A deadline for one example fails on a busy machine; derandomised, a red run can be repeated.
hypothesis.register_profile("steady", deadline=None, derandomize=True)
hypothesis.load_profile("steady")

# They hand a test a database: pytest-django's own, and those over support.server.own_database().
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "site", "empty", "master"}


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what asks a database: it alone runs on PostgreSQL too."""
    for item in items:
        uses = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        own_class = getattr(item, "cls", None) or object
        is_django_case = issubclass(own_class, TransactionTestCase)
        if uses or is_django_case or item.get_closest_marker("django_db"):
            item.add_marker("database")


@receiver(setting_changed)
def forget_proxies(setting: str, **signal: object) -> None:
    """A process trusts the same proxies all its life; a test has its own."""
    if setting == "TRUSTED_PROXIES":
        trusted_proxies.cache_clear()


@pytest.fixture(autouse=True)
def _own_media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3-compatible store."""
    with s3_server() as endpoint:
        yield endpoint


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """A test's database is rolled back or emptied without a signal."""
    backend.clear()


@pytest.fixture(autouse=True)
def _no_connection(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test without a database finds no connection open, whatever tests ran before it.

    Django looks at an open one when a request begins, which pytest-django refuses there.
    """
    if request.node.get_closest_marker("database") is None:
        monkeypatch.setattr(connections["default"], "connection", None)
