"""What every test stands on: its own media folder."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_media_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
