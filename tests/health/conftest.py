from pathlib import Path

import pytest
from pytest_django import Settings

from tests.health.doctor import store
from tests.support.factories import make_article, make_identity, make_photo

LOGO = "identity/2026/11/0123456789abcdef-480.webp"
PHOTO = "photos/2026/11/fedcba9876543210-960.webp"


@pytest.fixture
def data(settings: Settings, tmp_path: Path) -> Path:
    """A folder of data that nobody else can read, with a place for pictures."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.DATA_DIR = folder
    settings.MEDIA_ROOT = folder / "media"
    settings.MEDIA_ROOT.mkdir(mode=0o700)
    return folder


@pytest.fixture
def well(db: None, data: Path) -> Path:
    """A site on which nothing is wrong, and where it keeps its data."""
    make_identity(logo=LOGO, governing_body="Tỉnh ủy")
    make_photo(make_article(title="Hội nghị tổng kết"), file=PHOTO)
    store(LOGO)
    store(PHOTO)
    return data
