from collections.abc import Iterator

import pytest

from tests.serving.server.wire import Wire
from tests.support.server import Site, make_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with make_site(folder, "tests.serving.server.server_settings") as made:
        yield made


@pytest.fixture(scope="module")
def article(site: Site) -> str:
    """The address of the site's one article."""
    make = "from tests.support.factories import *; print(make_article().get_absolute_url())"
    return site.manage("shell", "--verbosity=0", "--command", make).strip()


@pytest.fixture(scope="module")
def wire(site: Site) -> Wire:
    return Wire(site.port)


@pytest.fixture(scope="module")
def signed_in(site: Site) -> str:
    """The cookie of an administrator's session."""
    make = (
        "from tests.support.accounts import *; client = Client();"
        "client.force_login(make_person()); print(client.cookies['sessionid'].value)"
    )
    return "sessionid=" + site.manage("shell", "--verbosity=0", "--command", make).split()[-1]
