"""Sites on SQLite, each a copy of one that was migrated and furnished once."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.desk_client import SIGN_IN, DeskClient, sign_in
from tests.support.server import Site

FURNISH = f"""
from tests.support.factories import make_article
print(make_article().get_absolute_url())
{SIGN_IN}
"""


class Furnished(NamedTuple):
    """The data of a site, the address of its one article, and the key of an editor's session."""

    data: Path
    address: str
    session: str

    def copy(self, folder: Path, **environment: str) -> Site:
        """A site of its own that nobody serves yet. `folder` may have an empty folder of data."""
        made = Site(folder, "")
        made.configure(**environment)
        shutil.copytree(self.data, made.data, dirs_exist_ok=True)
        return made


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    original = Site(tmp_path_factory.mktemp("original"), "")
    original.manage("migrate", "--verbosity=0")
    address, session = original.shell(FURNISH.format(name="bientap")).split()
    return Furnished(original.data, address, session)


@contextmanager
def served(site: Site) -> Iterator[None]:
    """Started, and gone at the end, whatever became of it."""
    try:
        site.start()
        yield
    finally:
        site.kill()


@pytest.fixture(scope="module")
def editor(site: Site, furnished: Furnished) -> DeskClient:
    """Signed in at the site of the module."""
    return sign_in(site, furnished.session)
