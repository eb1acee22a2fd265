"""Caddy as the installation sets it up: it takes the file, which goes with the server's limits."""

import re
import subprocess
from pathlib import Path

import pytest

from serving.server import limits
from tests.deploy.caddy import CADDY, caddyfile
from tests.deploy.installed import ROOT


@pytest.mark.skipif(CADDY is None, reason="Debian's caddy is not installed")
@pytest.mark.parametrize("tls", ["", "LOCAL_CERTIFICATE=1;"])
def test_caddy_takes_it(tmp_path: Path, tls: str) -> None:
    names = "ALLOWED_HOSTS=tin.example.vn\nOLD_HOSTS=cu.example.vn,www.tin.example.vn\nPORT=8010\n"
    file = tmp_path / "Caddyfile"
    file.write_text(caddyfile(tmp_path, names, tls))
    done = subprocess.run(  # noqa: S603
        [str(CADDY), "validate", "--adapter", "caddyfile", "--config", str(file)],
        env={"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_every_name_comes_by_http_and_by_https(tmp_path: Path) -> None:
    """So that an old name's plain address is one redirect away from today's, too."""
    text = caddyfile(tmp_path, "ALLOWED_HOSTS=tin.example.vn\nOLD_HOSTS=cu.example.vn\nPORT=8010\n")
    assert "\nhttp://tin.example.vn, http://cu.example.vn {" in text
    assert "\nhttps://tin.example.vn, https://cu.example.vn {" in text
    assert "reverse_proxy 127.0.0.1:8010 {" in text
    assert "@" not in re.sub(r"@(visitor|oversized|down|large)\b", "", text)


def test_a_certificate_is_lets_encrypts_unless_there_is_another(tmp_path: Path) -> None:
    assert "tls " not in caddyfile(tmp_path)
    assert "\n\ttls internal\n" in caddyfile(tmp_path, tls="LOCAL_CERTIFICATE=1;")
    folder = tmp_path / "tls"
    folder.mkdir()
    folder.joinpath("certificate.pem").touch()
    assert f"\n\ttls {folder}/certificate.pem {folder}/key.pem\n" in caddyfile(tmp_path)


def test_it_goes_with_the_servers_limits(tmp_path: Path) -> None:
    text = caddyfile(tmp_path)
    [head] = re.findall(r"read_header (\d+)s", text)
    assert int(head) <= limits.HEADER_SECONDS
    assert f"max_size {limits.UNASKED_BYTES >> 10}KiB" in text
    assert f"> {limits.UNASKED_BYTES}`" in text
    assert f"max_header_size {limits.BUFFER_BYTES >> 10}KiB" in text
    # The site refuses large bodies in words, and Caddy stores none.
    assert "@visitor not path /quan-tri/*" in text
    assert "buffer" not in text


def test_it_forwards_no_address_that_a_client_wrote(tmp_path: Path) -> None:
    """Caddy writes X-Forwarded-For anew unless it is told whom to believe."""
    text = caddyfile(tmp_path)
    assert "trusted_proxies" not in text
    assert "header_up X-Forwarded-For" not in text
    assert "header_up -X-Forwarded-Host" in text


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_what_stands_in_front_answers_in_words_that_a_phone_shows_large_enough(name: str) -> None:
    pages = re.findall(r'"(<!doctype html>[^"]*)"', (ROOT / "deploy" / name).read_text())
    assert pages
    for page in pages:
        assert "<html lang=vi><meta name=viewport content='width=device-width'>" in page


def test_firewall_counts_the_connections_of_each_address_and_not_all_together() -> None:
    text = (ROOT / "deploy/nftables.conf").read_text()
    rules = re.findall(r"^.*ct count.*$", text, re.MULTILINE)
    assert len(rules) == 2
    for rule, family in zip(rules, ("ip", "ip6"), strict=True):
        assert re.search(rf"add @\w+ \{{ {family} saddr ct count over \d+ \}} reject", rule)
    path = "/opt/chibo/current/deploy/nftables.conf"
    assert f"nft -f {path}" in (ROOT / "docs/van-hanh.md").read_text()
