"""The configuration of nginx that is shipped: nginx takes it, and it goes with the server's."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from serving.server import limits

FILE = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


def seconds(name: str) -> int:
    found = re.search(rf"^\s*{name} (\d+)s;", FILE.read_text(), re.MULTILINE)
    assert found
    return int(found[1])


@pytest.mark.skipif(NGINX is None, reason="Debian's nginx is not installed")
def test_nginx_takes_it(tmp_path: Path) -> None:
    """But for the certificate, the user and the folders, which a test does not have."""
    text = FILE.read_text()
    text = re.sub(r"listen ([^;]*443) ssl;", r"listen \1;", text)
    text = re.sub(r"\n\s*ssl_certificate[^;]*;", "", text)
    text = re.sub(r"\nuser [^;]*;", "", text)
    text = re.sub(r"/run/nginx.pid|/var/log/nginx/error.log", str(tmp_path / "file"), text)
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        text = text.replace("http {", f"http {{ {kind}_temp_path {tmp_path}/{kind};", 1)
    config = tmp_path / "nginx.conf"
    config.write_text(text)
    done = subprocess.run(  # noqa: S603
        [str(NGINX), "-t", "-p", str(tmp_path), "-e", "stderr", "-c", str(config)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_it_goes_with_the_servers_limits() -> None:
    text = FILE.read_text()
    assert "client_max_body_size 0;" in text  # the site refuses in words
    assert "proxy_request_buffering off;" in text
    assert f"client_max_body_size {limits.UNASKED_BYTES >> 10}k;" in text
    assert seconds("client_header_timeout") <= limits.HEADER_SECONDS
    assert seconds("client_body_timeout") <= limits.SILENCE_SECONDS
    # Where the site let go first, a request would meet a connection that is just ending.
    [_, to_the_site] = re.findall(r"keepalive_timeout (\d+)s;", text)
    assert int(to_the_site) < limits.HEADER_SECONDS


def test_it_forwards_no_address_that_a_client_wrote() -> None:
    text = FILE.read_text()
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert "$proxy_add_x_forwarded_for" not in text
