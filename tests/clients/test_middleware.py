"""What a client may say of itself."""

import ipaddress
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from clients.middleware import TrustedProxyMiddleware, name_missing_proxy

FORWARDED: dict[str, Any] = {
    "HTTP_X_FORWARDED_FOR": "198.51.100.1",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "evil.example",
}


@pytest.mark.parametrize(("peer", "believed"), [("10.0.0.1", FORWARDED), ("203.0.113.7", {})])
def test_forwarded_headers_are_those_of_a_trusted_proxy(
    settings: Settings, peer: str, believed: dict[str, str]
) -> None:
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8")]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **FORWARDED)
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)
    assert {name: request.META[name] for name in FORWARDED if name in request.META} == believed


@pytest.mark.django_db
def test_proxy_that_is_not_trusted_is_named_in_place_of_a_redirect_without_end(
    settings: Settings, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    name_missing_proxy.cache_clear()
    proxied: dict[str, Any] = {"REMOTE_ADDR": "172.17.0.1", "HTTP_X_FORWARDED_PROTO": "https"}
    for _ in range(3):
        response = client.get("/", **proxied)
        assert response.status_code == 503
        assert "TRUSTED_PROXIES" in response.content.decode()
    (line,) = [line for line in caplog.messages if "172.17.0.1" in line]
    assert "TRUSTED_PROXIES" in line
    http = client.get("/", **(proxied | {"HTTP_X_FORWARDED_PROTO": "http"}))
    assert (http.status_code, http.headers["Location"]) == (301, "https://testserver/")
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("172.17.0.1")]
    assert client.get("/", **proxied).status_code == 200


def test_address_that_may_be_a_readers_is_not_written_down(
    caplog: pytest.LogCaptureFixture,
) -> None:
    name_missing_proxy.cache_clear()
    for peer in ("8.8.4.4", "2606:4700::1111", "", "unix:"):
        name_missing_proxy(peer)
    for line in caplog.messages:
        assert "một địa chỉ ngoài mạng nội bộ" in line
        assert "TRUSTED_PROXIES" in line
        assert not re.search("8\\.8|2606|unix", line)
