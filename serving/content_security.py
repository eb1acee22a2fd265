"""The Content-Security-Policy of every response."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentSecurityMiddleware(CSPMiddleware):
    """django-csp's, which puts a policy together anew for each response, twice: what says nothing
    of its own about it gets one made once. With DEBUG, Django's error pages are django-csp's to
    exempt: they style themselves."""

    ordinary: str | None = None

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_own = any(name.startswith("_csp") for name in vars(response))
        if is_own or "_csp_nonce" in vars(request) or settings.DEBUG:
            return super().process_response(request, response)
        if self.ordinary is None:
            self.ordinary = build_policy()
        response.headers.setdefault(HEADER, self.ordinary)
        return response
