import pytest

from tests.visitors.arrange import restart_process
from tests.visitors.server import make_site


@pytest.fixture(autouse=True)
def own_counter(settings, tmp_path):
    """Each test has journals of its own, and a process that has only just started."""
    settings.DATA_DIR = tmp_path
    settings.VISITS_TICKER = False
    settings.TRUSTED_PROXIES = []
    restart_process()
    yield
    restart_process()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with make_site(tmp_path_factory.mktemp("site")) as made:
        yield made
