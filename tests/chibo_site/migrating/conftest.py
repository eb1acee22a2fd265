import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.chibo_site.migrating.arrange import TESTS_URL, Database, end_of
from tests.support.server import own_database, postgresql


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    with own_database(TESTS_URL) as url:
        yield Database(url, tmp_path)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Migrated once, and copied for each test."""
    with own_database(TESTS_URL) as url:
        made = Database(url, tmp_path_factory.mktemp("master"))
        assert end_of(made.manage("migrate", "--verbosity=0")) == (0, "")
        yield made


@pytest.fixture
def migrated(master: Database, empty: Database) -> Database:
    if TESTS_URL:
        copied, made = (urlsplit(which.url).path[1:] for which in (master, empty))
        postgresql(TESTS_URL, f"DROP DATABASE {made}")
        postgresql(TESTS_URL, f"CREATE DATABASE {made} TEMPLATE {copied}")
    else:
        shutil.copy(master.file, empty.file)
    return empty
