"""What a request says of its client, cut down to what can be believed."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clients.client_ip import trusted_proxies

GetResponse = Callable[[HttpRequest], HttpResponseBase]

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


class TrustedProxyMiddleware:
    """Forgets X-Forwarded-* unless the peer is one of TRUSTED_PROXIES.

    Everything behind it may then believe what is left.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("REMOTE_ADDR", "") not in trusted_proxies():
            for name in FORWARDED:
                request.META.pop(name, None)
        return self.get_response(request)
