"""The client's address."""

import ipaddress

import pytest
from pytest_django import Settings

from clients.client_ip import client_network, trusted_proxies

PROXIES = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1,198.51.100.1,10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "10.9.9.9, 10.0.0.2", "10.9.9.9"),
        ("fd00::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("10.0.0.1", "rubbish", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, rubbish", "10.0.0.1"),
        ("10.0.0.1", "rubbish, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", " , ,", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("::ffff:203.0.113.7", None, "203.0.113.7"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("fe80::1%eth0", None, "fe80::/64"),
        ("", "198.51.100.1", ""),
        ("unix:", None, ""),
        ("999.1.1.1", None, ""),
    ],
)
def test_client_is_the_first_address_that_no_trusted_proxy_has(
    settings: Settings, peer: str, forwarded: str | None, expected: str
) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    meta = {"REMOTE_ADDR": peer}
    if forwarded is not None:
        meta["HTTP_X_FORWARDED_FOR"] = forwarded
    assert client_network(meta) == expected


def test_addresses_of_one_ipv6_64_are_one_client() -> None:
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:0db8:1:2:0::9"]
    assert {client_network({"REMOTE_ADDR": text}) for text in addresses} == {"2001:db8:1:2::/64"}
    assert client_network({"REMOTE_ADDR": "2001:db8:1:3::1"}) == "2001:db8:1:3::/64"


@pytest.mark.parametrize("written", ["::ffff:10.0.0.0/104", "10.0.0.0/8"])
def test_ipv4_proxy_may_be_written_as_one_of_ipv6(settings: Settings, written: str) -> None:
    settings.TRUSTED_PROXIES = [ipaddress.ip_network(written)]
    for peer in ("10.0.0.1", "::ffff:10.0.0.1"):
        meta = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": "2001:db8:1:2::3"}
        assert client_network(meta) == "2001:db8:1:2::/64"


def test_only_proxies_are_remembered(settings: Settings) -> None:
    """A reader's address is kept nowhere."""
    settings.TRUSTED_PROXIES = PROXIES
    proxies = trusted_proxies()
    for _ in range(2):
        assert [peer in proxies for peer in ("10.0.0.1", "203.0.113.7", "")] == [True, False, False]
    assert vars(proxies)["_met"] == {"10.0.0.1"}
