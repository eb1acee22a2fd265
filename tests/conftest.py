"""What every test stands on: its own media folder, and nothing kept from the test before."""

from pathlib import Path

import pytest

from freshness.memo import Memo


@pytest.fixture(autouse=True)
def _own_media_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """A test's database is rolled back or emptied without a signal."""
    Memo.forget_all()
