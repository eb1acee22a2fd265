"""What the benchmarks compare the site with answers as the site does."""

from pathlib import Path

import pytest

from bench.servers import ask, environment, site


@pytest.mark.parametrize(
    ("module", "page"), [("bench.settings", "/bai/1/dai-hoi/"), ("bench.bare", "/trang")]
)
def test_compared_server_shows_its_page(tmp_path: Path, module: str, page: str) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "trang").write_text("Chào bạn")
    env = environment(
        tmp_path / "data", DJANGO_SETTINGS_MODULE=module, BARE_FILES=str(files), WEB_WORKERS="1"
    )
    with site(env) as (server, _):
        assert ask(server.url(page)).status == 200
