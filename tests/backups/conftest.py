import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.backups.sites import furnish
from tests.support.server import SETTINGS, Site, own_database


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A site with an article and a photo, to be copied, and the URL of its database."""
    with own_database(os.environ.get("DATABASE_URL", "")) as url:
        made = Site(tmp_path_factory.mktemp("master"), url, SETTINGS)
        made.manage("migrate", "--verbosity=0")
        furnish(made)
        yield made, url


@pytest.fixture
def empty(master: tuple[Site, str], tmp_path: Path) -> Iterator[Site]:
    """A site with an article and a photo, that nobody serves."""
    original, original_url = master
    template = urlsplit(original_url).path.removeprefix("/")
    with own_database(os.environ.get("DATABASE_URL", ""), template) as url:
        made = Site(tmp_path, url, SETTINGS)
        shutil.copytree(original.data, made.data)
        try:
            yield made
        finally:
            made.kill()
