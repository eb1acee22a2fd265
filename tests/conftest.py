"""What every test stands on: its own media folder, and nothing kept from the test before."""

from pathlib import Path

import pytest
from django.core.signals import setting_changed
from django.dispatch import receiver

from caching.backend import backend
from clients.addresses import trusted_proxies


@receiver(setting_changed)
def forget_proxies(setting: str, **signal: object) -> None:
    """A process trusts the same proxies all its life; a test has its own."""
    if setting == "TRUSTED_PROXIES":
        trusted_proxies.cache_clear()


@pytest.fixture(autouse=True)
def _own_media_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """A test's database is rolled back or emptied without a signal."""
    backend.clear()
