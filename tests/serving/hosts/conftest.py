import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.serving.hosts.visitor import Visitor
from tests.support.redis_server import redis_server
from tests.support.s3 import new_bucket
from tests.support.server import Site, own_database

SETTINGS = "tests.serving.server.server_settings"
PASSWORD = "trạm đo mặn số bảy"
CADDY = shutil.which("caddy")
# What docs/van-hanh.md says of a proxy before several hosts.
CADDYFILE = """
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	reverse_proxy {upstreams} {{
		lb_policy round_robin
		lb_try_duration 30s
		lb_try_interval 250ms
		fail_duration 10s
		transport http {{
			dial_timeout 5s
			keepalive off
		}}
	}}
}}
"""


@pytest.fixture(scope="module")
def bucket(s3: str) -> dict[str, str]:
    return new_bucket(s3)


@pytest.fixture(scope="module")
def hosts(
    tmp_path_factory: pytest.TempPathFactory, bucket: dict[str, str]
) -> Iterator[tuple[Site, Site]]:
    """Two hosts of one site: a folder each, and one PostgreSQL, Redis and bucket."""
    if "DATABASE_URL" not in os.environ:
        pytest.skip("several hosts have PostgreSQL")
    folder = tmp_path_factory.mktemp("hosts")
    with ExitStack() as opened:
        shared = bucket | {
            "REDIS_URL": opened.enter_context(redis_server(tmp_path_factory.mktemp("redis"))),
            "SECRET_KEY": secrets.token_urlsafe(60),
        }
        database_url = opened.enter_context(own_database(os.environ["DATABASE_URL"]))
        made = [Site(folder / name, database_url, SETTINGS, jobs=True) for name in ("a", "b")]
        for host in made:
            host.data.parent.mkdir()
            host.configure(**shared)
        made[0].manage("migrate", "--verbosity=0")
        made[0].manage(
            *("shell", "--no-imports", "--command"),
            f"from tests.support.accounts import *; make_person(password={PASSWORD!r})",
        )
        for host in made:
            opened.callback(host.kill)
            host.start()
        yield made[0], made[1]


@pytest.fixture
def editor(hosts: tuple[Site, Site]) -> Visitor:
    """Somebody who has signed in at the first host."""
    visitor = Visitor()
    visitor.sign_in(hosts[0], "bien-tap", PASSWORD)
    return visitor


@pytest.fixture
def proxy_port(hosts: tuple[Site, Site], tmp_path: Path) -> Iterator[int]:
    """Where Caddy answers in front of both."""
    if not CADDY:
        pytest.skip("caddy is missing")
    port = 20_000 + secrets.randbelow(10_000)  # below those that the kernel gives away
    upstreams = " ".join(f"127.0.0.1:{host.port}" for host in hosts)
    file = tmp_path / "Caddyfile"
    file.write_text(CADDYFILE.format(port=port, upstreams=upstreams))
    with (tmp_path / "log").open("wb") as log:
        caddy = subprocess.Popen(  # noqa: S603
            [CADDY, "run", "--adapter", "caddyfile", "--config", str(file)],
            env={"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
            stdout=log,
            stderr=log,
        )
    try:
        Visitor().wait_for(port, "/up")
        yield port
    finally:
        caddy.terminate()
        caddy.wait()
