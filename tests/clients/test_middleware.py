"""What a client may say of itself."""

import ipaddress
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from clients.middleware import TrustedProxyMiddleware

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
