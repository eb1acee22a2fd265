import pytest

from tests.support.server import make_site
from visitors.counter import counter


@pytest.fixture(autouse=True)
def own_counter(settings, tmp_path):
    """Each test has journals of its own, and a process that has only just started."""
    settings.DATA_DIR = tmp_path
    settings.VISITS_TICKER = False
    settings.TRUSTED_PROXIES = []
    counter.restart()
    yield
    counter.restart()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with make_site(tmp_path_factory.mktemp("site")) as made:
        yield made
