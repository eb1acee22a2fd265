"""What a request says of its client, cut down to what can be believed."""

import ipaddress
import logging
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from clients.client_ip import parse, trusted_proxies

GetResponse = Callable[[HttpRequest], HttpResponseBase]

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")

logger = logging.getLogger(__name__)


class TrustedProxyMiddleware:
    """Forgets X-Forwarded-* unless the peer is one of TRUSTED_PROXIES.

    Everything behind it may then believe what is left. Where that would send to HTTPS a browser
    that is there already, which would never end, the page names the setting that is missing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        peer = request.META.get("REMOTE_ADDR", "")
        if peer in trusted_proxies():
            return self.get_response(request)
        claimed = {name: request.META.pop(name, "") for name in FORWARDED}
        is_https_there = claimed["HTTP_X_FORWARDED_PROTO"].strip().lower() == "https"
        if is_https_there and settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return not_trusted(peer)
        return self.get_response(request)


def not_trusted(peer: str) -> HttpResponse:
    name_missing_proxy(peer)
    page = render_to_string("errors/proxy_not_trusted.html")
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)


@lru_cache(maxsize=16)
def name_missing_proxy(peer: str) -> None:
    """Once for each: whoever asks again says nothing new. An address of the wide world may be a
    reader's, who came past the web server, and is not written down."""
    packed = parse(peer)
    is_near = packed is not None and ipaddress.ip_address(packed).is_private
    logger.error(
        "máy chủ web ở %s chuyển yêu cầu HTTPS đến nhưng chưa được khai báo:"
        " hãy thêm địa chỉ của nó vào TRUSTED_PROXIES rồi khởi động lại trang",
        f"địa chỉ {peer}" if is_near else "một địa chỉ ngoài mạng nội bộ",
    )
