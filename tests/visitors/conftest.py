import pytest

from tests.visitors.arrange import restart_process


@pytest.fixture(autouse=True)
def own_counter(settings, tmp_path):
    """Each test has journals of its own, and a process that has only just started."""
    settings.DATA_DIR = tmp_path
    settings.VISITS_TICKER = False
    settings.TRUSTED_PROXIES = []
    restart_process()
    yield
    restart_process()
