from collections.abc import Iterator

import pytest

from tests.support.server import Site, make_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with make_site(folder, "tests.jobs.site_settings", jobs=True) as made:
        yield made
